"""What a person of a hospital's team is told, and how they want to hear of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models.told import How, Told, ToldQuerySet
from hospitals.models.hospital import Hospital

__all__ = ["How", "Kind", "Notice", "NoticeChoice"]


class Kind(models.TextChoices):
    """What a notice is about. Who hears of it, and how when nothing was chosen: hospitals/notices.py."""

    APPLICATION = "application", _("A new application")
    WITHDRAWAL = "withdrawal", _("A candidate withdraws")
    MESSAGE = "message", _("A message from a candidate")
    INTERVIEW = "interview", _("An answer to times you proposed")
    OFFER = "offer", _("An answer to your offer")
    PROMISE = "promise", _("A promise to answer is due")
    MENTION = "mention", _("A colleague mentions you in a note")
    OPENING = "opening", _("What happens to an opening")
    TALK = "talk", _("Informational talks")
    TEAM = "team", _("Changes in the team")
    HOSPITAL = "hospital", _("The hospital itself: verification, off and on the board")


class NoticeQuerySet(ToldQuerySet["Notice"]):
    pass


class Notice(Told):
    """One thing that one person of a team was told."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    hospital = models.ForeignKey(Hospital, models.CASCADE, null=True, related_name="notices")
    kind = models.CharField(max_length=12, choices=Kind.choices)

    objects = models.Manager.from_queryset(NoticeQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(name="notice_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="notice_mailed_was_to_be", condition=Q(mailed_at=None) | Q(mail_at__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["user", "hospital", "-at", "-id"], name="notice_list"),
            models.Index(fields=["user", "hospital"], name="notice_unread", condition=Q(read_at=None)),
            models.Index(
                fields=["mail_at", "user"],
                name="notice_morning",
                condition=Q(mail_at__isnull=False, mailed_at=None),
            ),
            models.Index(fields=["about"], name="notice_about"),
            models.Index(fields=["at"], name="notice_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"


class NoticeChoice(models.Model):
    """How one person wants to hear of one kind of notice of one hospital. No row: the kind's own default."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    hospital = models.ForeignKey(Hospital, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    how = models.CharField(max_length=8, choices=How.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "hospital", "kind"], name="one_choice_per_kind"),
            models.CheckConstraint(name="notice_how_known", condition=Q(how__in=How.values)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.how}"
