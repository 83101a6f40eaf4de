"""What a new opening can begin from: a copy, a template that the hospital kept, or a role that was written here."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction

from accounts.models import User
from core import audit
from core.vocabulary import vocabulary
from core.workflow import NotAllowed
from hospitals.access import has_right
from hospitals.models import Hospital
from hospitals.roles import Right
from postings import writing
from postings.forms import blank
from postings.models import Posting, Template
from postings.writing import Where

DATA = Path(__file__).parent / "data"
MOST_TEMPLATES = 50


class NameTaken(Exception):
    """The hospital has a template of that name."""


class TooMany(Exception):
    """The hospital keeps as many templates as it may."""


# ── Roles written here (postings/data) ───────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Role:
    """A complete opening without pay and dates, in both languages."""

    slug: str
    facts: dict[str, Any]
    titles: dict[str, str]

    def text(self, language: str) -> str:
        return (DATA / "roles" / f"{self.slug}.{language}.md").read_text().strip()


@cache
def roles() -> dict[str, Role]:
    rows = json.loads((DATA / "roles.json").read_text())
    return {row["slug"]: Role(row["slug"], row, row["title"]) for row in rows}


def of_role(role: Role, language: str, *, hospital: Hospital, by: User) -> Posting:
    """The opening of a role, not yet stored. Words that the vocabulary no longer has are left out."""
    known, posting = vocabulary(), blank(hospital, by)
    posting.language, posting.title, posting.description = (
        language,
        role.titles[language],
        role.text(language),
    )
    keys = {"family": "family_id", "engagement": "engagement_id", "education": "education_id", "experience": "experience_id"}  # fmt: skip
    families = {family.slug: family.pk for family in known.families.values()}
    for name, value in {**role.facts["facts"], **role.facts["texts"][language]}.items():
        setattr(posting, keys.get(name, name), families.get(value) if name == "family" else value)
    posting.required_skills = [s.pk for slug in role.facts["required"] if (s := known.skill(slug))]
    posting.nice_skills = [s.pk for slug in role.facts["nice"] if (s := known.skill(slug))]
    posting.channels = [c.pk for slug in role.facts["channels"] if (c := known.channel(slug))]
    for duty, share in role.facts["duties"].items():
        setattr(posting, f"duty_{duty}", share)
    return posting


def from_role(role: Role, language: str, *, hospital: Hospital, by: User) -> Posting:
    """A stored draft of a role, at the hospital's own place."""
    posting = of_role(role, language, hospital=hospital, by=by)
    where = Where(hospital.country, hospital.region, hospital.city, hospital.postcode)
    writing.save(posting, by=by, expected_version=0, where=where)
    return posting


# ── Templates of a hospital ──────────────────────────────────────────────────────────────────────────
def keep_as_template(posting: Posting, *, name: str, by: User, at: datetime | None = None) -> Template:
    """Keep the content of an opening under a name. Raises NotAllowed, NameTaken or TooMany."""
    _check_right(posting.hospital_id, by)
    with transaction.atomic():
        Hospital.objects.select_for_update(of=("self",)).get(pk=posting.hospital_id)  # the limit is exact
        if Template.objects.filter(hospital=posting.hospital_id).count() >= MOST_TEMPLATES:
            raise TooMany
        template = Template(hospital_id=posting.hospital_id, name=name, created_by=by)
        template.content = json.loads(json.dumps(_content(posting), cls=DjangoJSONEncoder))
        _store(template)
        audit.record(template, "created", by=by, at=at)
    return template


def rename(template: Template, *, name: str, by: User, at: datetime | None = None) -> None:
    """Raises NotAllowed or NameTaken."""
    _check_right(template.hospital_id, by)
    with transaction.atomic():
        template.name = name
        _store(template)
        audit.record(template, "edited", by=by, at=at)


def forget(template: Template, *, by: User, at: datetime | None = None) -> None:
    """Openings that began from it stay as they are."""
    _check_right(template.hospital_id, by)
    with transaction.atomic():
        audit.record(template, "removed", by=by, at=at)
        template.delete()


def from_template(template: Template, *, by: User) -> Posting:
    """A stored draft with the template's content; what the board no longer knows is left out."""
    content = dict(template.content)
    places = [Where(*place) for place in content.pop("places", [])]
    columns = {f.attname: f for f in writing.copied_columns()}
    values = {name: columns[name].to_python(value) for name, value in content.items() if name in columns}
    posting = Posting(**values | {"hospital_id": template.hospital_id}, created_by=by)
    writing.save(posting, by=by, expected_version=0, where=places)
    return posting


def _content(posting: Posting) -> dict[str, Any]:
    values = {f.attname: getattr(posting, f.attname) for f in writing.copied_columns()}
    places = [(p.country, p.region, p.city, p.postcode) for p in posting.places.all()]
    return {**values, "places": places}


def _store(template: Template) -> None:
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError as error:
        raise NameTaken(template.name) from error


def _check_right(hospital_id: int, by: User) -> None:
    if not has_right(by, hospital_id, Right.WRITE_OPENINGS):
        raise NotAllowed("keep a template")
