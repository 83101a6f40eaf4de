"""Candidates who let themselves be found: whom a hospital may see, and how much of them.

People look for work secretly, so a profile that can be found has no name and nothing that leads to one: no mail,
telephone, files, links, channels, employers, schools or text about oneself, and no pay floor. Its owner's name is cut
out of the words that stay. A hospital learns who it is when that person applies (docs/decisions/0018).

Everything that a hospital is shown goes through `found_by` (whom) and `seen` (what); the candidate's own preview is made
by the same `seen`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.evidence import as_sent, backing, taught
from accounts.languages import language_name
from accounts.models import Evidence, Profile, Training, WorkSample
from accounts.models.profile import ProfileQuerySet
from accounts.places import place_in_words
from applications import blind
from applications.hiding import hides_from
from applications.models import Application
from core.gazetteer import distance_text
from core.vocabulary import Vocabulary, vocabulary
from core.work import Hours, Mode
from hospitals.models import Hospital


def found_by(hospital: Hospital) -> ProfileQuerySet:
    """The profiles that this hospital may see at this moment: none unless it is verified and not frozen."""
    if not hospital.is_verified or hospital.frozen_at is not None:
        return Profile.objects.none()
    return Profile.objects.visible().exclude(hides_from(hospital))


def with_parts(profiles: ProfileQuerySet) -> ProfileQuerySet:
    """With everything that `seen` reads: as many queries for fifty as for one."""
    evidence = Prefetch("evidences", Evidence.objects.select_related("sample"))
    return profiles.select_related("user").prefetch_related("skills", "languages", "trainings", evidence)


@dataclass(frozen=True, slots=True)
class SeenSkill:
    slug: str
    name: str
    level: str
    backed: list[str]


@dataclass(frozen=True, slots=True)
class Seen:
    """A profile as a hospital sees it: words, in the reader's language."""

    pk: int
    headline: str
    place: str
    available: str
    wishes: list[tuple[str, str, str]]  # (icon, what, words)
    languages: list[str]
    skills: list[SeenSkill]
    trainings: list[tuple[str, str]]  # (whom and how, what)

    @property
    def label(self) -> str:
        return self.headline or _("A candidate")


def seen(profile: Profile) -> Seen:
    """Ask with `with_parts`. Whatever is added here is shown to hospitals that nobody has applied to."""
    known = vocabulary()
    backed = _backed(profile, timezone.localdate())
    held = {one.skill_id: str(one.get_level_display()) for one in profile.skills.all()}
    words = sorted(known.skills_named([*{*held, *backed}]), key=lambda s: (s.group.position, s.position))
    skills = [SeenSkill(s.slug, s.name, held.get(s.pk, ""), backed.get(s.pk, [])) for s in words]
    return Seen(
        pk=profile.pk,
        headline=nameless(profile, profile.headline),
        place=place_in_words({"city": profile.city, "region": profile.region, "country": profile.country}),
        available=_available(profile.available_from),
        wishes=_wishes(profile, known),
        languages=[
            f"{language_name(one.code)} ({one.get_level_display()})" for one in profile.languages.all()
        ],
        skills=skills,
        trainings=[_taught(profile, one) for one in profile.trainings.all()],
    )


def nameless(profile: Profile, text: str) -> str:
    """The text without its owner's name, mailbox and telephone, by the rules for applications with hidden names."""
    user = profile.user
    person = {"name": user.name, "email": user.email, "phone": profile.phone}
    return blind.without_name(text, Application(candidate=user, snapshot=person), word=_("[hidden]"))


def _available(day: date | None) -> str:
    if day is None:
        return ""
    return (
        _("Available now")
        if day <= timezone.localdate()
        else _("Available from %(day)s") % {"day": date_format(day, "j F Y")}
    )


def _wishes(profile: Profile, known: Vocabulary) -> list[tuple[str, str, str]]:
    """What they look for; what was left open is left out."""
    engagements = [
        str(known.engagements[slug].name) for slug in profile.engagements if slug in known.engagements
    ]
    modes = [str(Mode(value).label) for value in profile.modes if value in Mode.values]
    language = get_language() or "en"
    far = distance_text(profile.radius_km, profile.country, language) if profile.radius_km else ""
    told: list[tuple[str, str, Any]] = [
        ("users", _("Kind of work"), ", ".join(engagements)),
        ("clock", _("Hours"), Hours(profile.hours).label if profile.hours else ""),
        ("building", _("Place of work"), ", ".join(modes)),
        ("pin", _("Travels"), _("up to %(distance)s") % {"distance": far} if far else ""),
    ]
    return [(sign, what, str(words)) for sign, what, words in told if words]


def _backed(profile: Profile, today: date) -> dict[int, list[str]]:
    """skill → what backs it, "training completed, Example Academy, March 2026". Of a sample or a reference only that it is
    there: what it is called, and by whom it was given, would tell who this is."""
    found: dict[int, list[str]] = {}
    for one in profile.evidences.all():
        if one.sample is not None and one.sample.status != WorkSample.Status.SHOWN:
            continue
        if one.kind == Evidence.Kind.REFERENCE:
            words = _("reference")
        else:
            words = backing(as_sent(one) | {"issuer": nameless(profile, one.issuer)}, today).words
        found.setdefault(one.skill_id, []).append(words)
    return found


def _taught(profile: Profile, one: Training) -> tuple[str, str]:
    """(whom and how, what)."""
    row = {"audience": one.audience, "format": one.format, "group_size": one.group_size, "year": one.year}
    return taught(row), nameless(profile, one.what)
