"""What a candidate is told, and how they want to hear of it. Written by accounts/inbox.py."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User
from core.models.told import How, Told, ToldQuerySet


class News(models.TextChoices):
    """What it is about. Which of these may be switched off: accounts/inbox.py."""

    DECISION = "decision", _("Decisions on your applications")
    OFFER = "offer", _("Offers")
    INTERVIEW = "interview", _("Interviews")
    MESSAGE = "message", _("Messages from hospitals")
    STEP = "step", _("Your application is sent, or being read")
    PROMISE = "promise", _("A hospital is late with its answer")
    OPENING = "opening", _("Changes of openings that you applied for or saved")
    INVITATION = "invitation", _("Invitations to apply")
    MENTORING = "mentoring", _("Mentors and talks")
    PROFILE = "profile", _("What moderators decide about your profile")


class InboxQuerySet(ToldQuerySet["InboxItem"]):
    def to(self, user: User, at: datetime | None = None) -> "InboxQuerySet":
        """What this person was told by now: a rejection that may still be undone is not said yet."""
        return self.filter(user=user, at__lte=at or timezone.now())


class InboxItem(Told):
    """One thing that one candidate was told."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="inbox")
    kind = models.CharField(max_length=12, choices=News.choices)
    letter = models.CharField(
        max_length=60, help_text="the kind of its mail in the outbox, to take it back by"
    )

    objects = models.Manager.from_queryset(InboxQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(name="inbox_kind_known", condition=Q(kind__in=News.values)),
            models.CheckConstraint(
                name="inbox_mailed_was_to_be", condition=Q(mailed_at=None) | Q(mail_at__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-at", "-id"], name="inbox_list"),
            models.Index(fields=["user", "at"], name="inbox_unread", condition=Q(read_at=None)),
            models.Index(
                fields=["mail_at", "user"],
                name="inbox_morning",
                condition=Q(mail_at__isnull=False, mailed_at=None),
            ),
            models.Index(fields=["about"], name="inbox_about"),
            models.Index(fields=["at"], name="inbox_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"


class InboxChoice(models.Model):
    """How one person wants to hear of one kind. No row: the kind's own default."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=News.choices)
    how = models.CharField(max_length=8, choices=How.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="one_inbox_choice_per_kind"),
            models.CheckConstraint(name="inbox_how_known", condition=Q(how__in=How.values)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.how}"
