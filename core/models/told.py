"""What notices have in common, those of a hospital's team and those of a candidate."""

from datetime import datetime
from typing import Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.said import again


class How(models.TextChoices):
    """How somebody wants to hear of a kind of notice, beside the page that lists them all."""

    AT_ONCE = "at_once", _("By mail at once")
    DAILY = "daily", _("In one mail each morning")
    OFF = "off", _("No mail")


T = TypeVar("T", bound="Told")


class ToldQuerySet(models.QuerySet[T]):
    def unread(self) -> Self:
        return self.filter(read_at=None)

    def waiting_for_mail(self) -> Self:
        """What the next morning's mail will hold."""
        return self.filter(mail_at__isnull=False, mailed_at=None)

    def due(self, now: datetime) -> Self:
        return self.waiting_for_mail().filter(mail_at__lte=now)


class Told(models.Model):
    """One thing that one person was told. Words are plain text in the language they read then; `said` is for now."""

    about = models.CharField(max_length=80, help_text="what it speaks of, to forget it by")
    topic = models.CharField(max_length=200, blank=True, help_text="the opening under which a mail lists it")
    words = models.CharField(max_length=250)
    made_of = models.JSONField(
        default=dict,
        db_default=models.Value({}, models.JSONField()),
        blank=True,
        help_text="what the words were made of (core/said.py), to say them in another language",
    )
    url = models.CharField(max_length=300, help_text="the path of the page that shows it")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mail_at = models.DateTimeField(null=True, blank=True, help_text="the morning it waits for; empty: none")
    mailed_at = models.DateTimeField(
        null=True, blank=True, help_text="when a morning's mail took it, or left it"
    )

    class Meta:
        abstract = True

    @property
    def said(self) -> str:
        """The words, in the language that is read now."""
        return again(self.words, self.made_of)
