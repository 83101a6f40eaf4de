from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class Suggestion(models.Model):
    """A word that somebody missed. `status` moves only along accounts/suggesting.py."""

    class Kind(models.TextChoices):
        SKILL = "skill", _("Skill")
        CHANNEL = "channel", _("Channel")

    class Where(models.TextChoices):
        OPENING = "opening", _("in the editor of an opening")
        PROFILE = "profile", _("in a profile")

    class Status(models.TextChoices):
        OPEN = "open", _("Waits")
        ADDED = "added", _("Added")
        KNOWN = "known", _("There already, by another name")
        DECLINED = "declined", _("Not added")

    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.SKILL)
    text = models.CharField(_("What is missing?"), max_length=80)
    why = models.CharField(_("What is it for?"), max_length=300, blank=True)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    where = models.CharField(max_length=8, choices=Where.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="suggestions"
    )
    at = models.DateTimeField()
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(max_length=600, blank=True, help_text="what the moderator wrote to who asked")
    slug = models.CharField(max_length=50, blank=True, help_text="the word that came of it")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "by", "kind", Lower("text"), condition=Q(status="open"), name="one_open_suggestion"
            ),
            models.CheckConstraint(
                name="suggestion_decided_has_its_time",
                condition=Q(status="open", decided_at=None) | ~Q(status="open") & Q(decided_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["at"], name="suggestion_waits", condition=Q(status="open"))]
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.text
