"""The profile as a JSON Resume (jsonresume.org, schema 1.0.0). Made from the snapshot, which has no pay floor in it.

What the schema has no place for stands beside it under names of our own that start with "x-"; readers that do not know
them pass over them.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import override

from accounts.languages import language_name
from core.vocabulary import vocabulary

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
_LEVELS = {"strong": "Advanced", "working": "Intermediate", "learning": "Beginner"}


def as_json(sent: Mapping[str, Any]) -> bytes:
    """`sent`: accounts.snapshots.snapshot(user). In English words, as the schema's readers expect."""
    with override("en"):
        return json.dumps(resume(sent), ensure_ascii=False, indent=2).encode()


def resume(sent: Mapping[str, Any]) -> dict[str, Any]:
    parts = {
        "$schema": SCHEMA,
        "basics": _basics(sent),
        "work": [_job(row) for row in sent["experience"]],
        "education": [_study(row) for row in sent["education"]],
        "certificates": _certificates(sent),
        "skills": [_skill(row) for row in sent["skills"]],
        "languages": [_language(row) for row in sent["languages"]],
        "projects": [_sample(row) for row in sent["samples"]],
        "x-teaching": list(sent["trainings"]),
        "meta": {"version": "v1.0.0", "x-made-by": settings.SITE_NAME},
    }
    return {name: part for name, part in parts.items() if part}


def _said(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty."""
    return {name: value for name, value in facts.items() if value}


def _basics(sent: Mapping[str, Any]) -> dict[str, Any]:
    place = sent["place"]
    links = [{"network": link["label"], "url": link["url"]} for link in sent["links"]]
    return _said(
        {
            "name": sent["name"],
            "label": sent["headline"],
            "email": sent["email"],
            "phone": sent["phone"],
            "summary": sent["about"],
            "location": _said({"city": place["city"], "region": place["region"], "countryCode": place["country"]}),
            "profiles": [*(_channel(row) for row in sent["channels"]), *links],
        }
    )  # fmt: skip


def _channel(row: Mapping[str, Any]) -> dict[str, Any]:
    known = vocabulary().channel(row["channel"])
    return _said(
        {"network": known.name if known else row["channel"], "username": row["handle"], "url": row["url"]}
    )


def _job(row: Mapping[str, Any]) -> dict[str, Any]:
    return _said(
        {
            "name": row["organisation"],
            "position": row["role"],
            "startDate": row["began_on"][:7],
            "endDate": (row["ended_on"] or "")[:7],
            "summary": row["what"],
        }
    )


def _study(row: Mapping[str, Any]) -> dict[str, Any]:
    level = vocabulary().educations.get(row["level"])
    ended = str(row["ended_in"]) if row["ended_in"] else ""
    return _said({"institution": row["school"], "area": row["title"], "studyType": level.name if level else "", "endDate": ended})  # fmt: skip


def _certificates(sent: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Trainings and certificates; a reference is somebody else's word and stays here."""
    rows = [row for skill in sent["skills"] for row in skill.get("evidence", []) if row["kind"] in {"certificate", "training"}]  # fmt: skip
    return [_said({"name": row["title"], "issuer": row["issuer"], "date": row["on"][:7]}) for row in rows]


def _skill(row: Mapping[str, Any]) -> dict[str, Any]:
    known = vocabulary().skill(row["slug"])
    return {"name": known.name if known else row["slug"], "level": _LEVELS.get(row["level"], "")}


def _language(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"language": language_name(row["code"]), "fluency": "Native speaker" if row["level"] == "native" else row["level"]}  # fmt: skip


def _sample(row: Mapping[str, Any]) -> dict[str, Any]:
    return _said({"name": row["title"], "description": row["did"], "highlights": [row["result"]] if row["result"] else [], "url": row["url"]})  # fmt: skip
