from core.models.announcement import Announcement
from core.models.event import Event
from core.models.mail import MailAttachment, OutgoingMail
from core.models.round import Round
from core.models.schedule import Schedule
from core.models.spot import KnownPlace
from core.models.switch import Switch
from core.models.vocabulary import (
    CannedText,
    Channel,
    DutyWord,
    Education,
    Engagement,
    Experience,
    FoundWord,
    PayPeriod,
    Reason,
    RoleFamily,
    Skill,
    SkillGroup,
    Use,
    UsedFor,
    Word,
)

__all__ = [
    "Announcement",
    "CannedText",
    "Channel",
    "DutyWord",
    "Education",
    "Engagement",
    "Event",
    "Experience",
    "FoundWord",
    "KnownPlace",
    "MailAttachment",
    "OutgoingMail",
    "PayPeriod",
    "Reason",
    "RoleFamily",
    "Round",
    "Schedule",
    "Skill",
    "SkillGroup",
    "Switch",
    "Use",
    "UsedFor",
    "Word",
]
