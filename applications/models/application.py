from datetime import datetime, timedelta
from typing import Any

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Document
from applications import blind
from applications.models.application_queries import ApplicationQuerySet
from applications.models.choices import (
    ACTIVE,
    ENDED,
    UNANSWERED,
    ErasedWhy,
    RejectionReason,
    Stage,
    WithdrawalReason,
)
from postings.models import Posting, Source


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    model_name="ApplicationHistory",
    fields=["posting", "candidate", "status"],
)
class Application(models.Model):
    """What one candidate sent to one posting. `status` moves only along applications/pipeline.py."""

    Stage = Stage

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="applications")
    candidate = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="applications")
    status = models.CharField(max_length=12, choices=Stage.choices, default=Stage.DRAFT)
    letter = models.TextField(_("letter"), max_length=6000, blank=True)
    cv = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="applications")
    snapshot = models.JSONField(default=dict, blank=True, help_text="the profile as it was when sent")
    answers = models.JSONField(
        default=list,
        db_default=models.Value([], models.JSONField()),
        blank=True,
        help_text="what was asked and answered, as applications/answers.py writes it",
    )
    typed = models.JSONField(
        default=dict,
        db_default=models.Value({}, models.JSONField()),
        blank=True,
        help_text="of a draft: what stands in no other column, and when each field changed (applications/draft.py)",
    )
    started_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    respond_by = models.DateTimeField(
        null=True, blank=True, help_text="the posting's promise, kept from the day of sending"
    )
    first_answer_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    warned_at = models.DateTimeField(
        null=True, blank=True, help_text="when the hospital heard that its promise is near"
    )
    nudged_at = models.DateTimeField(
        null=True, blank=True, help_text="when the hospital was reminded of its promise"
    )
    silence_seen_at = models.DateTimeField(
        null=True, blank=True, help_text="when a moderator dealt with the silence that ended it"
    )
    stage_before = models.CharField(
        max_length=12,
        blank=True,
        help_text="where a rejection came from: shown until its letter leaves, and undone to",
    )
    rejection_reason = models.CharField(max_length=20, choices=RejectionReason.choices, blank=True)
    rejection_message = models.TextField(max_length=3000, blank=True)
    rejection_shared = models.BooleanField(
        default=True, db_default=True, help_text="whether the candidate reads the reason beside the message"
    )
    withdrawal_reason = models.CharField(max_length=20, choices=WithdrawalReason.choices, blank=True)
    withdrawal_message = models.TextField(max_length=1000, blank=True)
    source = models.CharField(
        max_length=10,
        choices=Source.choices,
        default=Source.DIRECT,
        db_default=Source.DIRECT.value,
        help_text="where they found the opening: for counts only",
    )
    number = models.PositiveIntegerField(
        null=True, blank=True, help_text="counts what was sent to this opening: names a blind application"
    )
    named_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="put on the shortlist or invited: a blind opening shows the name from then on",
    )
    erasure_warned_at = models.DateTimeField(
        null=True, blank=True, help_text="when the candidate heard that its period ends"
    )
    erased_at = models.DateTimeField(
        null=True, blank=True, help_text="everything personal is gone since: applications/erasing.py"
    )
    erased_why = models.CharField(max_length=6, choices=ErasedWhy.choices, blank=True, db_default="")
    seen_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="when somebody of the hospital first opened it: until then the candidate may change it",
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["posting", "candidate"], name="one_application_per_person_and_posting"
            ),
            models.UniqueConstraint(fields=["posting", "number"], name="application_number_once_per_posting"),
            models.CheckConstraint(
                name="application_status_known", condition=Q(status__in=[s.value for s in Stage])
            ),
            models.CheckConstraint(
                name="application_stage_before_active",
                condition=Q(stage_before__in=["", *(s.value for s in ACTIVE)]),
            ),
            models.CheckConstraint(
                name="application_sent_has_dates",
                condition=Q(status="draft", submitted_at=None)
                | ~Q(status="draft") & Q(submitted_at__isnull=False, respond_by__isnull=False),
            ),
            models.CheckConstraint(
                name="application_ended_has_date",
                condition=Q(status__in=[s.value for s in ENDED], decided_at__isnull=False)
                | ~Q(status__in=[s.value for s in ENDED]) & Q(decided_at=None),
            ),
            models.CheckConstraint(
                name="application_rejection_says_why",
                condition=Q(status="rejected") & ~Q(rejection_reason="")
                | ~Q(status="rejected") & Q(rejection_reason=""),
            ),
            models.CheckConstraint(
                name="application_withdrawal_says_why",
                condition=Q(status="withdrawn") & ~Q(withdrawal_reason="")
                | ~Q(status="withdrawn") & Q(withdrawal_reason=""),
            ),
            models.CheckConstraint(
                name="application_erased_says_nothing",
                condition=Q(erased_at=None, erased_why="")
                | Q(erased_at__isnull=False, snapshot={}, letter="", cv=None) & ~Q(erased_why=""),
            ),
        ]
        indexes = [
            models.Index(fields=["posting", "status", "submitted_at", "id"], name="application_list"),
            models.Index(fields=["candidate", "-changed_at", "-id"], name="application_of_person"),
            models.Index(
                fields=["respond_by", "id"],
                name="application_promise",
                condition=Q(status__in=["submitted", "in_review"]),
            ),
            models.Index(
                fields=["decided_at", "id"],
                name="application_silence",
                condition=Q(status="no_answer", silence_seen_at=None),
            ),
            models.Index(
                fields=["decided_at", "id"],
                name="application_to_erase",
                condition=Q(decided_at__isnull=False, erased_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id} → {self.posting_id}"

    def get_absolute_url(self) -> str:
        return reverse("applications:detail", args=[self.pk])

    @property
    def is_active(self) -> bool:
        return self.status in ACTIVE

    @property
    def told_at(self) -> datetime | None:
        """When the candidate learns of the end: a rejection's letter waits, so that the hospital can undo it."""
        if self.decided_at is None or self.status != Stage.REJECTED:
            return self.decided_at
        return self.decided_at + timedelta(hours=settings.REJECTION_UNDO_HOURS)

    @property
    def is_untold(self) -> bool:
        """Rejected, and the letter has not left yet: the candidate's pages still show the stage before."""
        return self.status == Stage.REJECTED and self.told_at is not None and timezone.now() < self.told_at

    @property
    def shown_status(self) -> str:
        """The stage that the candidate may see now."""
        return (self.stage_before or Stage.IN_REVIEW.value) if self.is_untold else self.status

    @property
    def shown_stage(self) -> Any:
        return Stage(self.shown_status).label

    @property
    def is_running(self) -> bool:
        """For the candidate: sent, and as far as they know not ended."""
        return self.shown_status in ACTIVE

    @property
    def is_overdue(self) -> bool:
        return self.status in UNANSWERED and self.respond_by is not None and self.respond_by < timezone.now()

    @property
    def is_shown_late(self) -> bool:
        """For the candidate: also while a rejection waits, which a sign that goes away would give away."""
        waits = self.shown_status in UNANSWERED
        return waits and self.respond_by is not None and self.respond_by < timezone.now()

    @property
    def days_waiting(self) -> int:
        """Whole days since it was sent."""
        return (timezone.now() - self.submitted_at).days if self.submitted_at else 0

    @property
    def is_blind(self) -> bool:
        """The hospital may not know yet who this is: see applications/blind.py."""
        return blind.is_blind(self)

    @property
    def candidate_name(self) -> str:
        """For the hospital: the name as it was sent, or what stands in its place. A draft has none yet."""
        if self.erased_at is not None:
            return self.get_erased_why_display()
        return blind.label(self) if self.is_blind else self.sent_name

    @property
    def sent_name(self) -> str:
        """The name as it was sent, for the candidate and letters to them."""
        return str(self.snapshot.get("name") or self.snapshot.get("email") or "")

    @property
    def rejection_words(self) -> str:
        """For the candidate: the hospital's message, with the name that a blind hospital could not write."""
        return blind.addressed(self.rejection_message, self)

    @property
    def told(self) -> dict[str, Any]:
        """The snapshot as the hospital may read it."""
        return blind.told(self)
