from core.models.event import Event
from core.models.mail import MailAttachment, OutgoingMail
from core.models.schedule import Schedule
from core.models.spot import KnownPlace
from core.models.vocabulary import (
    Channel,
    Education,
    Engagement,
    Experience,
    PayPeriod,
    RoleFamily,
    Skill,
    SkillGroup,
    Word,
)

__all__ = [
    "Channel",
    "Education",
    "Engagement",
    "Event",
    "Experience",
    "KnownPlace",
    "MailAttachment",
    "OutgoingMail",
    "PayPeriod",
    "RoleFamily",
    "Schedule",
    "Skill",
    "SkillGroup",
    "Word",
]
