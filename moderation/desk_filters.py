"""What of the queue somebody asks to see: the query string in, and what the page says about it out."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hospitals.models import Hospital
from moderation import claims
from moderation.kinds import KINDS
from moderation.waiting import Narrowed

LANGUAGES: dict[str, str | Promise] = {"en": _("In English"), "nl": _("In Dutch")}
AGES: dict[str, tuple[str | Promise, timedelta]] = {
    "hour": (_("Over an hour"), timedelta(hours=1)),
    "day": (_("Over a day"), timedelta(days=1)),
    "three": (_("Over three days"), timedelta(days=3)),
    "week": (_("Over a week"), timedelta(days=7)),
}
WHO: dict[str, str | Promise] = {"mine": _("I am on it"), "free": _("Nobody is on it")}
MOST = 200  # hospitals that a name may mean


@dataclass(frozen=True, slots=True)
class Asked:
    """Unknown values are no filter; `base` is the query string without the page, for links."""

    kind: str
    language: str
    age: str
    who: str
    hospital: str

    @classmethod
    def of(cls, query: QueryDict) -> "Asked":
        def known(name: str, values: Any) -> str:
            value = query.get(name, "")
            return value if value in values else ""

        return cls(
            kind=known("kind", KINDS),
            language=known("language", LANGUAGES),
            age=known("age", AGES),
            who=known("who", WHO),
            hospital=query.get("hospital", "").strip()[:100],
        )

    def narrowed(self, by: Any) -> Narrowed:
        found = None
        if self.hospital:
            rows = Hospital.objects.filter(name__icontains=self.hospital).order_by("pk")
            found = tuple(rows.values_list("pk", flat=True)[:MOST])
        return Narrowed(
            kind=self.kind,
            language=self.language,
            before=timezone.now() - AGES[self.age][1] if self.age else None,
            hospitals=found,
            only=claims.mine(by) if self.who == "mine" else None,
            held=claims.everyones() if self.who == "free" else (),
        )

    @property
    def chosen(self) -> dict[str, str]:
        pairs = {"kind": self.kind, "language": self.language, "age": self.age, "who": self.who}
        return {name: value for name, value in (pairs | {"hospital": self.hospital}).items() if value}

    @property
    def unseen(self) -> list[str | Promise]:
        """Kinds that these filters cannot show, whatever waits of them: the page says so."""
        if self.kind:
            return []
        missing = (
            kind.name
            for kind in KINDS.values()
            if (self.language and not kind.language) or (self.hospital and not kind.hospital)
        )
        return list(missing)
