import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Document, User
from postings.models import Posting


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


class ApplicationQuerySet(models.QuerySet["Application"]):
    def by_candidate(self, user: User) -> "ApplicationQuerySet":
        return self.filter(candidate=user)

    def sent(self) -> "ApplicationQuerySet":
        """What a hospital may know of: everything but drafts."""
        return self.exclude(status=Stage.DRAFT)

    def active(self) -> "ApplicationQuerySet":
        return self.filter(status__in=ACTIVE)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), model_name="ApplicationHistory", fields=["posting", "candidate", "status"])
class Application(models.Model):
    """What one candidate sent to one posting. `status` moves only along applications/pipeline.py."""

    Stage = Stage

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="applications")
    candidate = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="applications")
    status = models.CharField(max_length=12, choices=Stage.choices, default=Stage.DRAFT)
    letter = models.TextField(_("letter"), max_length=6000, blank=True)
    cv = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="applications")
    snapshot = models.JSONField(default=dict, blank=True, help_text="the profile as it was when sent")
    started_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    respond_by = models.DateTimeField(null=True, blank=True, help_text="the posting's promise, kept from the day of sending")
    first_answer_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    rejection_reason = models.CharField(max_length=20, choices=RejectionReason.choices, blank=True)
    rejection_message = models.TextField(max_length=3000, blank=True)
    withdrawal_reason = models.CharField(max_length=20, choices=WithdrawalReason.choices, blank=True)
    withdrawal_message = models.TextField(max_length=1000, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["posting", "candidate"], name="one_application_per_person_and_posting"),
            models.CheckConstraint(name="application_status_known", condition=Q(status__in=[s.value for s in Stage])),
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
                condition=Q(status="rejected") & ~Q(rejection_reason="") | ~Q(status="rejected") & Q(rejection_reason=""),
            ),
            models.CheckConstraint(
                name="application_withdrawal_says_why",
                condition=Q(status="withdrawn") & ~Q(withdrawal_reason="")
                | ~Q(status="withdrawn") & Q(withdrawal_reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["posting", "status", "submitted_at", "id"], name="application_list"),
            models.Index(fields=["candidate", "-changed_at", "-id"], name="application_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id} → {self.posting_id}"

    def get_absolute_url(self) -> str:
        return reverse("applications:detail", args=[self.pk])

    @property
    def is_active(self) -> bool:
        return self.status in ACTIVE
