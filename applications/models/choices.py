"""Where an application can stand, and the reasons for its ends. Sets of stages have names."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    DRAFT = "draft", _("Not sent yet")
    SUBMITTED = "submitted", _("Sent")
    IN_REVIEW = "in_review", _("Being read")
    SHORTLISTED = "shortlisted", _("Shortlisted")
    INTERVIEW = "interview", _("Interview")
    OFFERED = "offered", _("Offer")
    HIRED = "hired", _("Hired")
    REJECTED = "rejected", _("Not chosen")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DECLINED = "declined", _("Offer declined")
    NO_ANSWER = "no_answer", _("No answer")


ACTIVE = (Stage.SUBMITTED, Stage.IN_REVIEW, Stage.SHORTLISTED, Stage.INTERVIEW, Stage.OFFERED)
UNANSWERED = (Stage.SUBMITTED, Stage.IN_REVIEW)
TALKING = (Stage.INTERVIEW, Stage.OFFERED)  # another interview may be proposed
ENDED = (Stage.HIRED, Stage.REJECTED, Stage.WITHDRAWN, Stage.DECLINED, Stage.NO_ANSWER)


class RejectionReason(models.TextChoices):
    SKILLS = "skills", _("Someone else has more of the skills we need")
    EXPERIENCE = "experience", _("Someone else has more experience in this work")
    OTHER_CANDIDATE = "other_candidate", _("We chose another candidate after the talks")
    HOURS = "hours", _("The hours do not fit")
    PLACE = "place", _("The place of work does not fit")
    CLOSED = "closed", _("The opening was closed")
    OTHER = "other", _("Another reason")


class WithdrawalReason(models.TextChoices):
    OTHER_JOB = "other_job", _("I found other work")
    PAY = "pay", _("The pay")
    PLACE = "place", _("The place or the travel")
    HOURS = "hours", _("The hours")
    PRIVATE = "private", _("Private reasons")
    OTHER = "other", _("Another reason")


class ErasedWhy(models.TextChoices):
    WISH = "wish", _("Erased: the candidate's own wish")
    PERIOD = "period", _("Erased: the time for keeping it is over")
