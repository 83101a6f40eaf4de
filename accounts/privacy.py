"""The one registry of what is kept of a person: every table, every field, what for, who sees it, how long, how it goes.

Each app names its tables in a module `personal.py`, called by its AppConfig.ready():

    privacy.keep("alerts.Bookmark", of="user", what=_("Saved openings"), fields={"profile": "posting note", …}, …)
    privacy.nobody("core.Skill", why="the vocabulary of the profession")

Export (accounts/copies.py), erasure (accounts/erasing.py), /me/privacy/ and docs/privacy.md are made from it, and
tests/accounts/test_registry.py fails for a field that can hold a person's text and stands in no row. What a lower floor
cannot know of an upper one (applications to withdraw, who looked) the upper floor adds to the lists at the end.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User


class Sort(StrEnum):
    """What kind of fact a field holds."""

    IDENTITY = "identity"  # who somebody is
    CONTACT = "contact"  # how they are reached
    PROFILE = "profile"  # what they say of themselves
    WISH = "wish"  # what they look for, what they keep
    APPLICATION = "application"  # what they sent and what came of it
    MESSAGE = "message"  # what was written to or by them
    FILE = "file"
    CONSENT = "consent"
    ACCESS = "access"  # how they come in
    WORK = "work"  # what they do for a hospital or the board
    TIME = "time"
    LINK = "link"  # the row it belongs to
    STATE = "state"  # how far a process is


class Erased(StrEnum):
    """What an erasure does to the rows of a person."""

    DELETED = "deleted"
    BLANKED = (
        "blanked"  # the row stays, so that what hospitals counted still fits; nothing personal stays in it
    )
    REDACTED = "redacted"  # the text is someone else's: the person's name and addresses are cut out of it
    STAYS = "stays"  # holds a number that leads to an erased account


# Who sees it, and how long it stays: a few sentences, so that they can be compared and translated.
ONLY_YOU = _("Only you")
HOSPITAL = _("You and the hospital you sent it to")
TEAM = _("The hospital’s team")
TEAM_AND_YOU = _("You and your team")
BOARD = _("Only the board’s machine")
WITH_ACCOUNT = _("As long as your account")
WITH_APPLICATION = _("As long as the application")
WITH_HOSPITAL = _("As long as the hospital is on the board")


@dataclass(frozen=True, slots=True)
class Table:
    """One table that holds something of a person.

    of: the path from its rows to the person ("profile__user"); "" where a text may name a person without belonging to one.
    fields: names separated by spaces, by their sort. blank: what a blanked field becomes.
    left_out: why it is not in the copy that a person takes along; empty: it is.
    withheld: fields that no copy ever holds. also: more facts for a row of the copy, {name: value}.
    told: a condition on the rows that their person knows of by now; known: what the copy says in place of a row's own
    values, because its person does not know them (yet).
    named_in: texts in which rows of others may name this person: an erasure cuts the name out of them.
    """

    model: str
    of: str
    what: Any
    fields: Mapping[Sort, str]
    purpose: str
    seen_by: Any = ONLY_YOU
    period: Any = WITH_ACCOUNT
    erased: Erased = Erased.DELETED
    blank: Mapping[str, Any] = field(default_factory=dict)
    left_out: str = ""
    withheld: str = ""
    named_in: str = ""
    page: str = ""
    also: Callable[[Any], dict[str, Any]] | None = None
    told: Callable[[datetime], models.Q] | None = None
    known: Callable[[Any], dict[str, Any]] | None = None

    @property
    def rows_model(self) -> type[models.Model]:
        return apps.get_model(self.model)

    @property
    def names(self) -> list[str]:
        return [name for names in self.fields.values() for name in names.split()]

    def of_person(self, user: "User") -> "models.QuerySet[Any]":
        found = self.rows_model._base_manager.all()
        return found.filter(**{self.of: user.pk}) if self.of else found.none()

    def told_to(self, user: "User") -> "models.QuerySet[Any]":
        """What the person may count and take along: without what waits, like a rejection that may be undone."""
        rows = self.of_person(user)
        return rows.filter(self.told(timezone.now())) if self.told else rows


_tables: dict[str, Table] = {}
_nobodys: dict[str, tuple[frozenset[str], str]] = {}


def keep(model: str, **facts: Any) -> None:
    """Name one table that holds something of a person."""
    _tables[model] = Table(model=model, **facts)


def nobody(model: str, *, fields: str = "", why: str) -> None:
    """Say that a table, or some fields of it, hold nothing of a person, and why."""
    before = _nobodys.get(model, (frozenset[str](), ""))
    _nobodys[model] = (before[0] | frozenset(fields.split()), why)


def table(model: str) -> Table:
    return _tables[model]


def tables() -> list[Table]:
    """Every table, those of upper floors first, and in an app what hangs on something before that something."""
    order = [config.label for config in apps.get_app_configs()]
    by_app = sorted(_tables.values(), key=lambda table: order.index(table.rows_model._meta.app_label))
    return [
        table
        for label in order
        for table in reversed([t for t in by_app if t.rows_model._meta.app_label == label])
    ]


def nobodys() -> dict[str, tuple[frozenset[str], str]]:
    """model → (its fields that hold nothing of a person; empty: the whole table, why)."""
    return dict(_nobodys)


def undeclared() -> list[str]:
    """ "app.Model.field" of everything that may hold something of a person and stands in no row."""
    missing: list[str] = []
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed and not _tables.get(model._meta.label):
            continue  # a view of the database or its constant facts
        label = model._meta.label
        table, (fields, _why) = _tables.get(label), _nobodys.get(label, (frozenset(), ""))
        if table is None and label in _nobodys and not fields:
            continue
        known = fields | set(table.names if table else ())
        theirs = table is not None and bool(table.of)
        missing += [
            f"{label}.{one.name}"
            for one in _fields_of(model)
            if one.name not in known and (theirs or may_be_personal(one))
        ]
    return missing


def _fields_of(model: type[models.Model]) -> Iterable[Any]:
    own = model._meta
    return [f for f in (*own.concrete_fields, *own.local_many_to_many) if not f.primary_key or f.remote_field]


def may_be_personal(one: Any) -> bool:
    """Whether a field can hold a person's own text or file, or leads to a person."""
    from accounts.models import User

    if one.remote_field is not None:
        return bool(one.related_model is User)
    base = getattr(one, "base_field", one)  # of an array
    if getattr(base, "choices", None):
        return False
    kinds = (models.CharField, models.TextField, models.JSONField, models.FileField, models.BinaryField)
    return isinstance(base, (*kinds, models.GenericIPAddressField)) or "SearchVector" in type(base).__name__


# ── What upper floors add ────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why an account cannot be closed now, and where that is put right."""

    words: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """Somebody saw or took something of a person."""

    at: datetime
    who: str
    what: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person agreed to. `url` is where it is taken back."""

    at: datetime
    to: str
    words: str
    until: datetime | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """How long one thing is kept, and by which rule. Without `until` nothing runs yet."""

    what: str
    whose: str
    url: str
    until: date | None
    rule: str


obstacles: list[Callable[["User"], list[Obstacle]]] = []
when_closed: list[Callable[["User", datetime], None]] = []  # inside the transaction of closing
before_erasure: list[Callable[["User", datetime], None]] = []  # inside the transaction of erasing
what_closing_does: list[Callable[["User"], list[str]]] = []  # sentences for the page that asks
# Names and mailboxes that somebody went by before, as others may have read them.
also_called: list[Callable[["User"], list[str]]] = []
# Letters to somebody's team: candidates and colleagues stand in them, so their reader's copy does not hold the words.
of_others: list[Callable[[Any], bool]] = []
# Newest first, at most so many: (user, limit).
sightings: list[Callable[["User", int], list[Sighting]]] = []
consents: list[Callable[["User"], list[Consent]]] = []
periods: list[Callable[["User", int, int], tuple[int, list[Period]]]] = []  # (user, from, to) → (total, rows)
