"""The words of the profession, in English and Dutch. Moderators edit them; none is ever deleted, only retired."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


def _synonyms() -> ArrayField[list[str], list[str]]:
    return ArrayField(models.CharField(max_length=80), default=list, blank=True)


class Use(models.TextChoices):
    """What a reason or a ready text is about."""

    OPENING = "opening", _("Openings")
    REVISION = "revision", _("Changes of openings")
    HOSPITAL = "hospital", _("Hospitals")
    REPORT = "report", _("Reports")
    PERSON = "person", _("People")


class Word(models.Model):
    """What every word has. `name` follows the reader's language."""

    slug: "models.SlugField[str, str]"
    name_en = models.CharField(_("English name"), max_length=120)
    name_nl = models.CharField(_("Dutch name"), max_length=120)
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
    def for_the_trail(self) -> dict[str, str]:
        """What the trail keeps of it; some words have no number, only their slug."""
        return {"slug": self.slug, "en": self.name_en, "nl": self.name_nl}


class FoundWord(Word):
    """A word that people search by: other names lead to it as well."""

    synonyms_en = _synonyms()
    synonyms_nl = _synonyms()

    class Meta(Word.Meta):
        abstract = True

    @property
    def synonyms(self) -> list[str]:
        return [*self.synonyms_en, *self.synonyms_nl]


class Mergeable(models.Model):
    """A word that may turn out to be another one: it is then retired and leads to that one (moderation/merging.py)."""

    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True


class UsedFor(models.Model):
    """A word of the desk: for which decisions it is offered."""

    used_for = ArrayField(models.CharField(max_length=12, choices=Use.choices))

    class Meta:
        abstract = True

    @property
    def uses(self) -> list[str]:
        """In the reader's words."""
        return [str(Use(use).label) for use in self.used_for]


def _never_deleted() -> list[pgtrigger.Trigger]:
    return [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]


class SkillGroup(FoundWord):
    slug = models.SlugField(unique=True)

    class Meta(Word.Meta):
        triggers = _never_deleted()


class Skill(FoundWord, Mergeable):
    slug = models.SlugField(unique=True)
    group = models.ForeignKey(SkillGroup, models.PROTECT, related_name="skills")
    esco_uri = models.URLField(blank=True)

    class Meta(Word.Meta):
        triggers = _never_deleted()


class Channel(FoundWord, Mergeable):
    slug = models.SlugField(unique=True)
    former_name = models.CharField(max_length=60, blank=True)
    url_prefix = models.CharField(max_length=120, blank=True)

    class Meta(Word.Meta):
        triggers = _never_deleted()


class RoleFamily(FoundWord, Mergeable):
    slug = models.SlugField(unique=True)
    soc_codes = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    esco_code = models.CharField(max_length=20, blank=True)
    seniority = models.CharField(max_length=30, blank=True)

    class Meta(Word.Meta):
        triggers = _never_deleted()


class Engagement(FoundWord):
    EMPLOYEE, CONTRACT, INTERNSHIP = "employee", "contract", "internship"
    slug = models.SlugField(primary_key=True)

    class Meta(Word.Meta):
        triggers = _never_deleted()


class Education(FoundWord):
    slug = models.SlugField(primary_key=True)
    credential = models.CharField(
        max_length=60, help_text="credentialCategory of schema.org, as Google reads it"
    )

    class Meta(Word.Meta):
        triggers = _never_deleted()


class Experience(FoundWord):
    slug = models.SlugField(primary_key=True)
    months_min = models.PositiveSmallIntegerField()

    class Meta(Word.Meta):
        triggers = _never_deleted()


class PayPeriod(FoundWord):
    HOUR, DAY, WEEK, MONTH, YEAR = "hour", "day", "week", "month", "year"
    slug = models.SlugField(primary_key=True)
    unit_text = models.CharField(max_length=10, help_text="unitText of schema.org")

    class Meta(Word.Meta):
        triggers = _never_deleted()


class Reason(Word, Mergeable, UsedFor):
    """Why something is refused, sent back, taken away or stopped. Rows, letters and the trail keep its slug."""

    slug = models.SlugField(unique=True, max_length=40)
    advice_en = models.TextField(_("English advice"), max_length=600, blank=True)
    advice_nl = models.TextField(_("Dutch advice"), max_length=600, blank=True)
    concerns = models.CharField(
        max_length=40, blank=True, help_text="section of the opening's editor that mends it"
    )

    class Meta(Word.Meta):
        triggers = _never_deleted()

    @property
    def advice(self) -> str:
        """What helps, in the reader's language."""
        return self.advice_nl if (get_language() or "en").startswith("nl") else self.advice_en


class CannedText(Word, UsedFor):
    """A text that moderators often write: chosen, it fills the message in the language of who will read it."""

    slug = models.SlugField(unique=True)
    text_en = models.TextField(_("English text"), max_length=2000)
    text_nl = models.TextField(_("Dutch text"), max_length=2000)

    class Meta(Word.Meta):
        triggers = _never_deleted()

    def text_in(self, language: str) -> str:
        return self.text_nl if language.startswith("nl") else self.text_en


class DutyWord(Word):
    """What one of the eight duties is called and means. Each is a column of Posting: none is added or retired."""

    slug = models.SlugField(primary_key=True)
    explanation_en = models.TextField(_("English explanation"), max_length=300, blank=True)
    explanation_nl = models.TextField(_("Dutch explanation"), max_length=300, blank=True)

    class Meta(Word.Meta):
        triggers = _never_deleted()

    @property
    def explanation(self) -> str:
        return self.explanation_nl if (get_language() or "en").startswith("nl") else self.explanation_en
