from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hospitals.models import Hospital


class CannedText(models.Model):
    """A hospital's own text for a letter, in English, Dutch or both. {name}, {opening}, {hospital} are filled in."""

    class Kind(models.TextChoices):
        REJECTION = "rejection", _("Not chosen")
        INTERVIEW = "interview", _("Interview")
        OFFER = "offer", _("Offer")

    hospital = models.ForeignKey(Hospital, models.CASCADE, related_name="canned_texts")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.REJECTION)
    name = models.CharField(max_length=80)
    text_en = models.TextField(max_length=3000, blank=True)
    text_nl = models.TextField(max_length=3000, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hospital", "kind", "name"], name="canned_text_named_once"),
            models.CheckConstraint(name="canned_text_says_something", condition=~Q(text_en="", text_nl="")),
        ]
        ordering = ["kind", "name", "id"]

    def __str__(self) -> str:
        return self.name

    def in_language(self, language: str) -> str:
        """The text in that language, else the other one."""
        both = (self.text_nl, self.text_en) if language.startswith("nl") else (self.text_en, self.text_nl)
        return both[0] or both[1]
