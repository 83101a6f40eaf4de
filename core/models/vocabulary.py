"""The words of the profession, in English and Dutch. Moderators edit them; none is ever deleted, only retired."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


def _synonyms() -> ArrayField[list[str], list[str]]:
    return ArrayField(models.CharField(max_length=80), default=list, blank=True)


class Word(models.Model):
    """What every word has. `name` follows the reader's language."""

    name_en = models.CharField(_("English name"), max_length=120)
    name_nl = models.CharField(_("Dutch name"), max_length=120)
    synonyms_en = _synonyms()
    synonyms_nl = _synonyms()
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name

    def name_in(self, language: str) -> str:
        return self.name_nl if language.startswith("nl") else self.name_en

    @property
    def name(self) -> str:
        return self.name_in(get_language() or "en")

    @property
    def synonyms(self) -> list[str]:
        return [*self.synonyms_en, *self.synonyms_nl]

    @property
    def for_the_trail(self) -> dict[str, str]:
        """What the trail keeps of it; some words have no number, only their slug."""
        return {"slug": getattr(self, "slug", ""), "en": self.name_en, "nl": self.name_nl}


def _never_deleted() -> list[pgtrigger.Trigger]:
    return [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]


class SkillGroup(Word):
    slug = models.SlugField(unique=True)

    class Meta(Word.Meta):
        triggers = _never_deleted()


class Skill(Word):
    slug = models.SlugField(unique=True)
    group = models.ForeignKey(SkillGroup, models.PROTECT, related_name="skills")
    esco_uri = models.URLField(blank=True)

    class Meta(Word.Meta):
        triggers = _never_deleted()


class Channel(Word):
    slug = models.SlugField(unique=True)
    former_name = models.CharField(max_length=60, blank=True)
    url_prefix = models.CharField(max_length=120, blank=True)

    class Meta(Word.Meta):
        triggers = _never_deleted()


class RoleFamily(Word):
    slug = models.SlugField(unique=True)
    soc_codes = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    esco_code = models.CharField(max_length=20, blank=True)
    seniority = models.CharField(max_length=30, blank=True)

    class Meta(Word.Meta):
        triggers = _never_deleted()


class Engagement(Word):
    EMPLOYEE, CONTRACT, INTERNSHIP = "employee", "contract", "internship"
    slug = models.SlugField(primary_key=True)

    class Meta(Word.Meta):
        triggers = _never_deleted()


class Education(Word):
    slug = models.SlugField(primary_key=True)
    credential = models.CharField(
        max_length=60, help_text="credentialCategory of schema.org, as Google reads it"
    )

    class Meta(Word.Meta):
        triggers = _never_deleted()


class Experience(Word):
    slug = models.SlugField(primary_key=True)
    months_min = models.PositiveSmallIntegerField()

    class Meta(Word.Meta):
        triggers = _never_deleted()


class PayPeriod(Word):
    HOUR, DAY, WEEK, MONTH, YEAR = "hour", "day", "week", "month", "year"
    slug = models.SlugField(primary_key=True)
    unit_text = models.CharField(max_length=10, help_text="unitText of schema.org")

    class Meta(Word.Meta):
        triggers = _never_deleted()
