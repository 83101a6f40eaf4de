"""A person with words in every field that occur nowhere else, made by walking the registry."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.files.base import ContentFile
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from accounts import privacy
from accounts.models import User
from accounts.privacy import Table

MARK = "zqx"  # begins every word that must be gone; no language has it
# What a row needs to be one, where a value by its type would break a rule of the table.
FACTS: dict[str, dict[str, Any]] = {
    "accounts.Document": {"kind": "pdf"},
    "accounts.Profile": {"visibility": "private", "visible_at": None},
    "accounts.OwnChannel": {"handle": "x"},
    "accounts.Education": {"title": "x", "ended_in": 2020},
    "accounts.Evidence": {"kind": "training", "issuer": "x", "on": "2026-01-01", "sample": None},
    "accounts.Language": {"code": "nl"},
    "accounts.Experience": {"role": "x", "began_on": "2020-01-01", "ended_on": None},
    "accounts.SamplePicture": {"kind": "png"},
    "accounts.WorkSample": {"status": "shown"},
    "alerts.Alert": {"status": "paused", "email": "", "time_zone": "Europe/Amsterdam", "language": "en"},
    "applications.Attachment": {"kind": "pdf"},
    "applications.HiddenFrom": {"words": "x"},
    "hospitals.Seat": {"role": "host", "left_at": timezone.now()},
    "applications.Invited": {"status": "sent", "ended_at": None},
    "applications.Interview": {"status": "proposed", "zone": "Europe/Amsterdam", "minutes": 30},
    "applications.Rating": {"score": 3},
    "applications.Offer": {"hours": 36, "pay": 5000},
    "mentoring.Talk": {"status": "expired", "ended_at": timezone.now(), "missed_by": "", "called_off_by": ""},
    "moderation.Case": {"status": "open", "outcome": "", "decided_at": None},
    "core.OutgoingMail": {"sent_at": None, "given_up_at": None, "cancelled_at": None},
    "usersessions.UserSession": {"ip": "192.0.2.7"},
}


def fill(user: User) -> set[str]:
    """Give this person a row in every table and a marked word in every text. Returns "model.field" of what was filled."""
    for table in reversed(privacy.tables()):
        if table.of:
            ensure(table, user)
    done: set[str] = set()
    for table in privacy.tables():
        if not table.of or table.erased == privacy.Erased.STAYS:  # numbers and codes, which nobody types
            continue
        for row in table.of_person(user):
            for name in table.names:
                if _marked(table, row, name):
                    done.add(f"{table.model}.{name}")
    return done


def ensure(table: Table, user: User) -> Any:
    """A row of this person, made when there is none, with those that it hangs on."""
    found = table.of_person(user).order_by("pk").first()
    if found is not None or table.of == "pk" or _of_library(table):
        return found
    hop = table.of.split("__")[0]
    above = table.rows_model._meta.get_field(hop).related_model
    parent = user if above is User else ensure(privacy.table(above._meta.label), user)  # type: ignore[union-attr]
    facts = {hop: parent, **FACTS.get(table.model, {})}
    model = table.rows_model
    for column in model._meta.concrete_fields:
        if column.name in facts or column.primary_key or column.null or column.has_default():
            continue
        if (value := _needed(column, user if parent != user else _somebody_else(user))) is not None:
            facts[column.name] = value
    return model._base_manager.create(**facts)


def _somebody_else(user: User) -> User:
    """The other of two people that a row names."""
    return User.objects.exclude(pk=user.pk).order_by("pk").first() or User.objects.create(
        email="else@people.example"
    )


def _needed(column: Any, user: User) -> Any:
    """Something that a column without a default accepts."""
    if column.is_relation:
        kin: Any = column.related_model
        if kin is User:
            return user
        there = kin._base_manager.order_by("pk").first()
        return there or ensure(privacy.table(kin._meta.label), user)
    if column.choices:
        return column.choices[0][0]
    if isinstance(column, models.DateTimeField):
        return timezone.now()
    if isinstance(column, models.DateField):
        return timezone.now().date()
    if isinstance(column, models.BooleanField):
        return False
    if isinstance(column, (models.IntegerField, models.DecimalField)):
        return 1
    if isinstance(column, models.JSONField):
        return {}
    if isinstance(column, ArrayField):
        return []
    if isinstance(column, models.BinaryField):
        return b"x"
    return ContentFile(b"x", name="x") if isinstance(column, models.FileField) else None


def _of_library(table: Table) -> bool:
    """Histories are written by triggers."""
    return "History" in table.model


def _marked(table: Table, row: Any, name: str) -> bool:
    """Whether this field took a marked word."""
    column = row._meta.get_field(name)
    if column.is_relation or not privacy.may_be_personal(column):
        return False
    if isinstance(column, models.FileField):
        if getattr(row, name):
            getattr(row, name).delete(save=False)  # else the old one would lie there without a row
        getattr(row, name).save("x", ContentFile(f"{MARK}file {table.model}".encode()), save=True)
        return True
    value = _value(column, f"{MARK}{row.pk}{name.replace('_', '')}")
    if value is None:
        return False
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**{name: value})
    except IntegrityError:  # a code of a list, kept by a constraint: nobody can type into it
        return False
    return True


def _value(column: Any, word: str) -> Any:
    if hasattr(column, "base_field"):
        return [word[: column.base_field.max_length or 50]]
    if isinstance(column, models.JSONField):
        return [{"text": word, "answer": word}] if column.name == "answers" else {"name": f"{word} Surname"}
    if isinstance(column, models.EmailField):
        return f"{word}@people.example"
    if isinstance(column, models.URLField):
        return f"https://{word}.example/"
    if isinstance(column, models.JSONField):
        return {}
    if isinstance(column, models.BinaryField):
        return word.encode()
    if isinstance(column, models.GenericIPAddressField):
        return "192.0.2.77"
    if "SearchVector" in type(column).__name__:
        return None
    length = column.max_length or 500
    return word if len(word) <= length else None
