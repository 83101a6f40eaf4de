"""Which of the candidates whom a hospital may see it asks for: one form over one queryset, read on by keyset.

    search = Search(hospital, request.GET)
    search.page        # at most PAGE of them, those first who let themselves be found last

Nobody reads further than MOST of one question: whoever looks for people asks a narrower one, whoever copies stops there.
What a person left open counts as a yes: "hours" finds those who said nothing of hours too.
"""

from datetime import UTC, datetime, timedelta
from functools import cached_property
from math import cos, radians
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import ASin, Cos, Power, Radians, Sin, Sqrt
from django.forms import BoundField
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Language, Profile, ProfileSkill, Training
from accounts.models.profile import ProfileQuerySet
from applications.discovery import found_by, with_parts
from applications.forms.discovery import LookingForm
from core import gazetteer
from core.vocabulary import vocabulary
from core.work import Hours
from hospitals.models import Hospital

PAGE, MOST = 20, 100
RARER = ("by", "lang", "level", "engagement", "hours", "mode")
NEAR_KM = 40  # when nobody says how far
EARTH_KM, KM_A_DEGREE = 6371, 111.2
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _km_to(spot: gazetteer.Spot) -> Any:
    """From a profile's town: great circle, R = 6,371 km (haversine)."""
    up = Power(Sin(Radians(F("lat") - spot.lat) / 2), 2)
    along = Power(Sin(Radians(F("lon") - spot.lon) / 2), 2)
    return 2 * EARTH_KM * ASin(Sqrt(up + cos(radians(spot.lat)) * Cos(Radians(F("lat"))) * along))


class Search:
    """One question. `values` holds what was understood, by the names of the address."""

    def __init__(self, hospital: Hospital, asked: QueryDict) -> None:
        self.hospital, self.asked = hospital, asked
        self.form = LookingForm(asked)
        self.form.is_valid()

    @cached_property
    def values(self) -> dict[str, Any]:
        chosen = {name: value for name, value in self.form.cleaned_data.items() if value}
        if "skill" not in chosen:  # these say something only beside another
            chosen.pop("match", None)
        if "lang" not in chosen:
            chosen.pop("level", None)
        if "near" not in chosen:
            chosen.pop("km", None)
        return chosen

    @cached_property
    def spot(self) -> gazetteer.Spot | None:
        found = gazetteer.find(self.values.get("near", ""))
        here = [spot for spot in found if spot.country == self.hospital.country]
        return next(iter(here or found), None)

    @property
    def is_place_unknown(self) -> bool:
        return "near" in self.values and self.spot is None

    # ── What is found ────────────────────────────────────────────────────────────────────────────────
    @cached_property
    def found(self) -> ProfileQuerySet:
        found = found_by(self.hospital)
        for name, value in self.values.items():
            if (ask := getattr(self, f"_{name}", None)) is not None:
                found = ask(found, value)
        return found

    @cached_property
    def count(self) -> int:
        """Exact up to MOST; MOST + 1 means more."""
        return self.found.order_by()[: MOST + 1].count()

    @cached_property
    def _read(self) -> list[Profile]:
        first = self.found.order_by("-visible_at", "-id")[:MOST]
        rows = Profile.objects.filter(pk__in=first.values("pk")).order_by("-visible_at", "-id")
        if (mark := _understood(self.asked.get("after", ""))) is not None:
            at, pk = mark
            rows = rows.filter(Q(visible_at__lt=at) | Q(visible_at=at, pk__lt=pk))
        return list(with_parts(rows)[: PAGE + 1])

    @property
    def page(self) -> list[Profile]:
        return self._read[:PAGE]

    @property
    def next(self) -> str:
        """The query of what comes after this page; "" at the end."""
        if len(self._read) <= PAGE:
            return ""
        last = self._read[PAGE - 1]
        assert last.visible_at is not None
        return self.query(after=f"{(last.visible_at - EPOCH) // timedelta(microseconds=1)}-{last.pk}")

    @property
    def is_first(self) -> bool:
        return _understood(self.asked.get("after", "")) is None

    # ── What each filter asks ────────────────────────────────────────────────────────────────────────
    def _skill(self, found: ProfileQuerySet, slugs: list[str]) -> ProfileQuerySet:
        ids = [skill.pk for slug in slugs if (skill := vocabulary().skill(slug))]
        held = ProfileSkill.objects.filter(profile=OuterRef("pk"))
        if self.values.get("match") == "any":
            return found.filter(Exists(held.filter(skill__in=ids)))
        for pk in ids:
            found = found.filter(Exists(held.filter(skill=pk)))
        return found

    def _trained(self, found: ProfileQuerySet, audience: str) -> ProfileQuerySet:
        return found.filter(Exists(Training.objects.filter(profile=OuterRef("pk"), audience=audience)))

    def _lang(self, found: ProfileQuerySet, code: str) -> ProfileQuerySet:
        levels = Language.Level.values
        least = self.values.get("level") or levels[0]
        spoken = Language.objects.filter(profile=OuterRef("pk"), code=code)
        return found.filter(Exists(spoken.filter(level__in=levels[levels.index(least) :])))

    def _near(self, found: ProfileQuerySet, _text: str) -> ProfileQuerySet:
        if self.spot is None:
            return found.none()
        km, spot = self.values.get("km") or NEAR_KM, self.spot
        up, along = km / KM_A_DEGREE, km / (KM_A_DEGREE * max(0.05, cos(radians(spot.lat))))
        box = found.filter(
            lat__range=(spot.lat - up, spot.lat + up), lon__range=(spot.lon - along, spot.lon + along)
        )
        return box.annotate(away=_km_to(spot)).filter(away__lte=km)

    def _engagement(self, found: ProfileQuerySet, slug: str) -> ProfileQuerySet:
        return found.filter(Q(engagements=[]) | Q(engagements__contains=[slug]))

    def _hours(self, found: ProfileQuerySet, hours: str) -> ProfileQuerySet:
        return found.filter(hours__in=["", hours, Hours.EITHER])

    def _mode(self, found: ProfileQuerySet, mode: str) -> ProfileQuerySet:
        return found.filter(Q(modes=[]) | Q(modes__contains=[mode]))

    def _by(self, found: ProfileQuerySet, day: Any) -> ProfileQuerySet:
        return found.filter(Q(available_from=None) | Q(available_from__lte=day))

    # ── Its form ─────────────────────────────────────────────────────────────────────────────────────
    @property
    def rarer(self) -> list[BoundField]:
        """The fields that stand folded up."""
        return [self.form[name] for name in RARER]

    @property
    def is_narrow(self) -> bool:
        return any(name in self.values for name in RARER)

    @property
    def open_groups(self) -> set[str]:
        """Names of the groups in which a skill is chosen."""
        chosen = self.values.get("skill", [])
        return {str(s.group.name) for s in vocabulary().skills.values() if s.slug in chosen}

    # ── Its address ──────────────────────────────────────────────────────────────────────────────────
    def query(self, *, without: tuple[str, str] = ("", ""), after: str = "") -> str:
        """The query string of what was understood, in one order whoever wrote it; `without` one (name, value)."""
        kept = QueryDict(mutable=True)
        for name in self.form.fields:
            value = self.values.get(name)
            if name == "skill":
                kept.setlist("skill", [s for s in value or [] if ("skill", s) != without])
            elif value and name != without[0]:
                kept[name] = value.isoformat() if name == "by" else str(value)
        if after:
            kept["after"] = after
        return kept.urlencode()

    def chips(self) -> list[tuple[str, str]]:
        """(words, the query without it) of each filter that is on."""
        shown = []
        for name, value in self.values.items():
            if name == "skill":
                skills = [skill for slug in value if (skill := vocabulary().skill(slug))]
                shown += [(str(s.name), self.query(without=("skill", s.slug))) for s in skills]
            elif name not in {"match", "level", "km"}:
                labels = dict(getattr(self.form.fields[name], "choices", None) or [])
                shown.append((self._in_words(name, value, labels), self.query(without=(name, ""))))
        return shown

    def _in_words(self, name: str, value: Any, labels: dict[Any, Any]) -> str:
        if name == "trained":
            return _("Has trained: %(whom)s") % {"whom": labels[value]}
        if name == "near":
            where = self.spot.label if self.spot else value
            return _("Within %(km)d km of %(place)s") % {
                "km": self.values.get("km") or NEAR_KM,
                "place": where,
            }
        if name == "lang":
            level = str(self.values.get("level", ""))
            return f"{labels[value]} ({dict(Language.Level.choices)[level]})" if level else str(labels[value])
        if name == "by":
            return _("Can start by %(day)s") % {"day": date_format(value, "j F Y")}
        return str(labels.get(value, value))


def _understood(mark: str) -> tuple[datetime, int] | None:
    """ "<microseconds>-<id>" of the last row that was read."""
    at, _dash, pk = mark.partition("-")
    if not (at.isdecimal() and pk.isdecimal() and len(at) < 18 and len(pk) < 18):
        return None
    return EPOCH + timedelta(microseconds=int(at)), int(pk)
