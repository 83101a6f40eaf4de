from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Announcement(models.Model):
    """What the board tells everyone, on every page, between two moments. Written in both languages."""

    class Level(models.TextChoices):
        NEWS = "news", _("News")
        WARNING = "warning", _("Warning")

    words_en = models.CharField(_("in English"), max_length=300)
    words_nl = models.CharField(_("in Dutch"), max_length=300)
    level = models.CharField(_("what sort"), max_length=10, choices=Level.choices, default=Level.NEWS)
    shown_from = models.DateTimeField(_("shown from"))
    shown_until = models.DateTimeField(_("shown until"))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-shown_from", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(shown_from__lte=models.F("shown_until")), name="announcement_has_a_time"
            ),
            models.CheckConstraint(
                condition=~models.Q(words_en="") & ~models.Q(words_nl=""),
                name="announcement_in_both_languages",
            ),
        ]

    def __str__(self) -> str:
        return self.words_en

    def words(self, language: str) -> str:
        return self.words_nl if language.startswith("nl") else self.words_en

    def when(self, at: datetime) -> str:
        """planned, shown or over."""
        if at < self.shown_from:
            return "planned"
        return "shown" if at < self.shown_until else "over"

    @property
    def for_the_trail(self) -> dict[str, Any]:
        times = {"from": self.shown_from.isoformat(), "until": self.shown_until.isoformat()}
        return {"en": self.words_en, "nl": self.words_nl, "level": self.level, **times}
