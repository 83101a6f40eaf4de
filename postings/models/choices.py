"""The closed lists of a posting that rules depend on. Words that moderators edit are in core.models.vocabulary."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.vocabulary import vocabulary
from core.work import Audience as Audience
from core.work import Currency as Currency
from core.work import Hours as Hours
from core.work import Mode as Mode


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("Being checked")
    RETURNED = "returned", _("Sent back")
    REJECTED = "rejected", _("Refused")
    PUBLISHED = "published", _("Published")
    CLOSED = "closed", _("Closed")
    REMOVED = "removed", _("Removed")


# Sets of states that have a name. Scheduled, live and expired are computed: see PostingQuerySet.
EDITABLE = (Status.DRAFT, Status.RETURNED)
EXTENDABLE = ("live", "scheduled", "full")
RELISTABLE = (Status.CLOSED.value, "expired")
DECIDED = (Status.REJECTED, Status.CLOSED, Status.REMOVED)


class Law(models.TextChoices):
    HIPAA = "hipaa", "HIPAA"
    AVG = "avg", _("GDPR")


class Duty(models.TextChoices):
    """The eight duties. Each is a column `duty_<value>` of Posting, a share of the time in per cent. What they are
    called stands in the vocabulary, where moderators keep it (core.models.DutyWord)."""

    RUNNING_CHANNELS = "running_channels"
    CAMPAIGNS = "campaigns"
    CRISIS = "crisis"
    COMMUNITY_HEALTH = "community_health"
    TRAINING = "training"
    POLICY = "policy"
    SPEAKING = "speaking"
    MEASURING = "measuring"

    @property
    def label(self) -> str:
        """In the reader's language, as it is called now."""
        return vocabulary().duty(self.value).name


DUTIES = [duty.value for duty in Duty]


class OwnedAfter(models.TextChoices):
    """To whom accounts, posts and pictures belong when a contract ends."""

    HOSPITAL = "hospital", _("They belong to the hospital")
    PORTFOLIO = "portfolio", _("They belong to the hospital; you may show them as your work")
    MAKER = "maker", _("What you make stays yours; the hospital may use it")
    AGREED = "agreed", _("We agree on it in the contract")


class Outcome(models.TextChoices):
    HIRED_HERE = "hired_here", _("We hired someone through this board")
    HIRED_ELSEWHERE = "hired_elsewhere", _("We hired someone another way")
    NOT_FILLED = "not_filled", _("We did not find anyone")
    CANCELLED = "cancelled", _("The opening was cancelled")
