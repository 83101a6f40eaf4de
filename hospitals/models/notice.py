"""What a person of a hospital's team is told, and how they want to hear of it."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hospitals.models.hospital import Hospital


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
    TEAM = "team", _("Changes in the team")
    HOSPITAL = "hospital", _("The hospital itself: verification, off and on the board")


class How(models.TextChoices):
    AT_ONCE = "at_once", _("By mail at once")
    DAILY = "daily", _("In one mail each morning")
    OFF = "off", _("No mail")


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)

    def waiting_for_mail(self) -> "NoticeQuerySet":
        """What the next morning's mail will hold."""
        return self.filter(mail_at__isnull=False, mailed_at=None)

    def due(self, now: datetime) -> "NoticeQuerySet":
        return self.waiting_for_mail().filter(mail_at__lte=now)


class Notice(models.Model):
    """One thing that one person was told. Words are plain text in the language they read then."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    hospital = models.ForeignKey(Hospital, models.CASCADE, null=True, related_name="notices")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    about = models.CharField(max_length=80, help_text="what it speaks of, to forget it by")
    topic = models.CharField(max_length=200, blank=True, help_text="the opening under which a mail lists it")
    words = models.CharField(max_length=250)
    url = models.CharField(max_length=300, help_text="the path of the page that shows it")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mail_at = models.DateTimeField(null=True, blank=True, help_text="the morning it waits for; empty: none")
    mailed_at = models.DateTimeField(
        null=True, blank=True, help_text="when a morning's mail took it, or left it"
    )

    objects = NoticeQuerySet.as_manager()

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
