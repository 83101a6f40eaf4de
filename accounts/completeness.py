"""The parts of a profile: what stands in each, and what a missing one would gain. In words, never as a share."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts import snapshots
from accounts.evidence import taught, trainings_sent
from accounts.models import Document, Profile, User, WorkSample
from accounts.places import place_in_words
from accounts.profiles import profile_of
from accounts.sent import Line, channel_line, day, education_line, experience_line, language_line
from core import gazetteer
from core.vocabulary import vocabulary
from core.work import Currency, Hours, Mode


@dataclass(frozen=True, slots=True)
class Part:
    """`label` is what to do about it; `lines` is what stands there now; `private`: no hospital reads it."""

    slug: str
    title: str
    label: str
    gain: str
    address: str
    lines: list[Line] = field(default_factory=list)
    private: bool = False

    @property
    def done(self) -> bool:
        return bool(self.lines)


def parts_of(user: User) -> list[Part]:
    """The parts of a candidate's profile, in the order in which they help most. Ten queries."""
    profile = profile_of(user)
    prefetch_related_objects([profile], *snapshots.PARTS)
    return [part(profile) for part in PARTS]


def _cv(profile: Profile) -> Part:
    kept = Document.objects.filter(owner=profile.user_id).kept().order_by("-uploaded_at")
    return Part(
        "cv",
        _("CV"),
        _("Add your CV"),
        _("With a CV here you can apply in a few minutes, on a phone too."),
        reverse("accounts:documents"),
        [Line(document.name) for document in kept],
    )


def _skills(profile: Profile) -> Part:
    names = [one.skill.name for one in snapshots.held_skills(profile)]
    return Part(
        "skills",
        _("Skills"),
        _("Choose your skills"),
        _("With your skills, each opening says which of those it needs you have."),
        reverse("accounts:profile_skills"),
        [Line("", ", ".join(names))] if names else [],
    )


def _about(profile: Profile) -> Part:
    lines = [Line(profile.headline)] if profile.headline else []
    return Part(
        "about",
        _("About you"),
        _("Say what you do in one line"),
        _("With one line, a hospital knows who writes before it opens your CV."),
        reverse("accounts:profile_about"),
        [
            *lines,
            *([Line("", "", profile.about)] if profile.about else []),
            *(Line(link.label, "", "", link.url) for link in profile.links.all()),
        ],
    )


def _place(profile: Profile) -> Part:
    place = place_in_words({"city": profile.city, "region": profile.region, "country": profile.country})
    language = get_language() or "en"
    far = (
        _("Up to %(distance)s from home")
        % {"distance": gazetteer.distance_text(profile.radius_km, profile.country, language)}
        if profile.radius_km
        else ""
    )
    return Part(
        "place",
        _("Where you live"),
        _("Say where you live"),
        _("With your place we can say how far each opening is."),
        reverse("accounts:profile_place"),
        [Line(place, far)] if profile.city and profile.country else [],
    )


def _wishes(profile: Profile) -> Part:
    kinds = [w.name for w in vocabulary().engagements.values() if w.slug in profile.engagements]
    modes = [str(Mode(slug).label) for slug in Mode.values if slug in profile.modes]
    hours = str(Hours(profile.hours).label) if profile.hours else ""
    facts = " · ".join(filter(None, [", ".join(kinds), hours, ", ".join(modes)]))
    lines = [Line("", facts)] if facts else []
    if profile.available_from:
        lines.append(Line("", _("From %(day)s") % {"day": day(profile.available_from.isoformat())}))
    if profile.pay_floor:
        lines.append(Line(pay_floor_in_words(profile), _("only you see this")))
    return Part(
        "wishes",
        _("What you look for"),
        _("Say what you look for"),
        _("With your wishes, each opening says where it fits and where it does not. The least you want to earn stays with you."),
        reverse("accounts:profile_wishes"),
        lines,
        private=True,
    )  # fmt: skip


def pay_floor_in_words(profile: Profile) -> str:
    """For its owner alone."""
    sign = "$" if profile.pay_currency == Currency.USD else "€\u00a0"
    amount = f"{sign}{number_format(profile.pay_floor or 0, force_grouping=True)}"
    return _("At least %(amount)s a year") % {"amount": amount}


def _experience(profile: Profile) -> Part:
    return Part(
        "experience",
        _("Work experience"),
        _("Add work you did"),
        _("What you did so far goes along each time. You never type it again."),
        reverse("accounts:profile_experience"),
        [_short(experience_line(snapshots.experience(row))) for row in profile.experiences.all()],
    )


def _education(profile: Profile) -> Part:
    return Part(
        "education",
        _("Education"),
        _("Add your education"),
        _("Most openings ask for a level. With yours here, no hospital has to look for it in your CV."),
        reverse("accounts:profile_education"),
        [education_line(snapshots.education(row)) for row in profile.educations.all()],
    )


def _languages(profile: Profile) -> Part:
    return Part(
        "languages",
        _("Languages"),
        _("Add the languages you speak"),
        _("Hospitals look for people who write in the languages of their patients."),
        reverse("accounts:profile_languages"),
        [language_line(snapshots.language(row)) for row in profile.languages.all()],
    )


def _channels(profile: Profile) -> Part:
    return Part(
        "channels",
        _("Channels you run"),
        _("Add a channel you run"),
        _("A channel shows how you sound. It says more than a letter about it."),
        reverse("accounts:profile_channels"),
        [_short(channel_line(snapshots.channel(row))) for row in profile.channels.all()],
    )


def _short(line: Line) -> Line:
    """Without what was written about it: the part's own page has that."""
    return Line(line.head, line.sub or line.url)


def _samples(profile: Profile) -> Part:
    kept = profile.samples.exclude(status=WorkSample.Status.REMOVED).order_by("-added_at")
    return Part(
        "samples",
        _("Work samples"),
        _("Show one piece of your work"),
        _("With one good sample, a hospital sees what you can do and not only reads it."),
        reverse("accounts:samples"),
        [Line(sample.title, sample.result) for sample in kept],
    )


def _teaching(profile: Profile) -> Part:
    return Part(
        "teaching",
        _("Teaching"),
        _("Say whom you have taught"),
        _("Many openings ask for somebody who can train physicians and nurses."),
        reverse("accounts:trainings"),
        [Line(row["what"], taught(row)) for row in trainings_sent(profile)],
    )


PARTS: list[Callable[[Profile], Part]] = [
    _cv, _skills, _place, _about, _wishes, _experience, _languages, _education, _channels, _samples, _teaching,
]  # fmt: skip
