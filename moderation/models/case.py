"""What somebody reported, and what became of it. Written by moderation/reporting.py; moved by moderation/cases.py."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.vocabulary import vocabulary
from hospitals.models import Hospital

URGENT = frozenset({"asks_money", "fake", "patient_data"})  # reasons that are looked at first


class Kind(models.TextChoices):
    """What can be reported. The key is also part of the address /reports/<kind>/<id>/."""

    OPENING = "opening", _("Opening")
    HOSPITAL = "hospital", _("Hospital")
    MESSAGE = "message", _("Message")
    SAMPLE = "sample", _("Work sample")
    MENTOR = "mentor", _("Mentor")


class Status(models.TextChoices):
    OPEN = "open", _("Open")
    WAITING = "waiting", _("Waits for the owner")
    DECIDED = "decided", _("Decided")
    APPEALED = "appealed", _("With an appeal")
    CLOSED = "closed", _("Closed")


class Outcome(models.TextChoices):
    NOTHING = "nothing", _("Nothing wrong")
    MENDED = "mended", _("Mended")
    REMOVED = "removed", _("Removed")


class CaseQuerySet(models.QuerySet["Case"]):
    def undecided(self) -> "CaseQuerySet":
        return self.filter(status__in=[Status.OPEN, Status.WAITING])

    def waiting(self) -> "CaseQuerySet":
        """What a moderator can go on with now: the queue."""
        return self.filter(status=Status.OPEN)

    def appealed(self) -> "CaseQuerySet":
        return self.filter(status=Status.APPEALED)


class Case(models.Model):
    """All reports about one thing until it is decided. The subject is named without a foreign key: it may go."""

    Kind, Status, Outcome = Kind, Status, Outcome

    kind = models.CharField(max_length=8, choices=Kind.choices)
    subject_id = models.BigIntegerField()
    hospital = models.ForeignKey(
        Hospital, models.SET_NULL, null=True, related_name="+", help_text="whose it is; empty: a person's"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        help_text="who answers for it, where it is no hospital's",
    )
    title = models.CharField(max_length=160, help_text="as it was when first reported")
    text = models.TextField(blank=True, help_text="as it was when first reported")
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    opened_at = models.DateTimeField()
    since = models.DateTimeField(
        help_text="since when it waits for a moderator; fraud and freezes come first"
    )
    held_at = models.DateTimeField(null=True, blank=True, help_text="out of sight since, by reports alone")
    question = models.TextField(max_length=2000, blank=True, help_text="a moderator's, to the owner")
    asked_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(max_length=4000, blank=True, help_text="the owner's")
    answered_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=7, choices=Outcome.choices, blank=True)
    reasons = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    words = models.TextField(max_length=2000, blank=True, help_text="to the owner")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    appeal = models.TextField(max_length=4000, blank=True, help_text="the owner's")
    appealed_at = models.DateTimeField(null=True, blank=True)
    verdict = models.TextField(max_length=2000, blank=True, help_text="to the owner, about the appeal")
    granted = models.BooleanField(null=True, blank=True, help_text="whether the appeal was right")
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_id"],
                condition=Q(status__in=["open", "waiting"]),
                name="one_running_case_per_subject",
            ),
            models.CheckConstraint(
                name="case_status_has_dates",
                condition=Q(status__in=["open", "waiting"], decided_at=None, appealed_at=None, closed_at=None)
                | Q(status="decided", decided_at__isnull=False, appealed_at=None, closed_at=None)
                | Q(status="appealed", decided_at__isnull=False, appealed_at__isnull=False, closed_at=None)
                | Q(status="closed", decided_at__isnull=False, closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="case_decided_has_outcome",
                condition=Q(decided_at=None, outcome="") | Q(decided_at__isnull=False) & ~Q(outcome=""),
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-opened_at", "-id"], name="case_list"),
            models.Index(fields=["since", "id"], name="case_queue", condition=Q(status="open")),
            models.Index(fields=["appealed_at", "id"], name="case_appeals", condition=Q(status="appealed")),
            models.Index(fields=["kind", "subject_id"], name="case_of_subject"),
        ]

    def __str__(self) -> str:
        return f"case {self.pk}"

    @property
    def name(self) -> str:
        return self.title

    @property
    def is_over(self) -> bool:
        return self.status == Status.CLOSED

    @property
    def outcome_in_words(self) -> str | Promise:
        if self.kind == Kind.MENTOR and self.outcome == Outcome.REMOVED:
            return _("Barred from mentoring")
        return self.get_outcome_display()

    @property
    def reasons_in_words(self) -> list[str]:
        return [word.name for word in vocabulary().reasons_named(self.reasons)]


class Report(models.Model):
    """One person tells about one thing. Who it was never reaches the owner."""

    class Worth(models.TextChoices):
        """What the decision on the case said about the report."""

        UPHELD = "upheld", _("Was right")
        UNFOUNDED = "unfounded", _("Was not right")

    case = models.ForeignKey(Case, models.CASCADE, related_name="reports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    email = models.EmailField(blank=True, help_text="a visitor's who wants to hear the outcome")
    language = models.CharField(max_length=2, default="en")
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="when that mailbox was proven")
    network = models.CharField(max_length=64, blank=True, help_text="a keyed hash: no address can be read")
    code = models.CharField(max_length=40)
    words = models.TextField(max_length=2000, blank=True)
    at = models.DateTimeField()
    weight = models.DecimalField(max_digits=3, decimal_places=1, help_text="of the reporter, at that moment")
    worth = models.CharField(max_length=9, choices=Worth.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "by"], condition=Q(by__isnull=False), name="one_report_of_each_person"
            ),
            models.UniqueConstraint(
                fields=["case", "network"],
                condition=Q(by=None) & ~Q(network=""),
                name="one_report_of_each_network",
            ),
            models.CheckConstraint(name="report_weight_bounded", condition=Q(weight__gte=0, weight__lte=3)),
        ]
        indexes = [
            models.Index(fields=["by", "-at"], name="report_of_person"),
            models.Index(fields=["network", "-at"], name="report_of_network"),
        ]
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.code}: case {self.case_id}"

    @property
    def reason(self) -> str | Promise:
        return next((word.name for word in vocabulary().reasons_named([self.code])), self.code)

    @property
    def is_confirmed(self) -> bool:
        return self.by_id is not None or self.confirmed_at is not None
