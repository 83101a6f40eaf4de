"""An opening as schema.org/JobPosting, the way search engines for jobs read it.

What each field means to Google: https://developers.google.com/search/docs/appearance/structured-data/job-posting
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString, mark_safe

from core.vocabulary import vocabulary
from postings.models import Place, Posting

_HOURS = {"full_time": ["FULL_TIME"], "part_time": ["PART_TIME"], "either": ["FULL_TIME", "PART_TIME"]}


def job_posting(posting: Posting, absolute: Callable[[str], str]) -> SafeString:
    """The JSON of a `<script type="application/ld+json">`; `absolute` makes a whole address of a path."""
    facts = {
        key: value for key, value in facts_of(posting, absolute).items() if value not in (None, "", [], {})
    }
    return _script(facts)


def breadcrumbs(trail: list[tuple[str, str]], absolute: Callable[[str], str]) -> SafeString:
    """The way down to a page as schema.org/BreadcrumbList: (name, path) of each step, the page itself last."""
    steps = [
        {"@type": "ListItem", "position": at, "name": name, "item": absolute(path)}
        for at, (name, path) in enumerate(trail, start=1)
    ]
    return _script({"@context": "https://schema.org/", "@type": "BreadcrumbList", "itemListElement": steps})


def _script(facts: dict[str, Any]) -> SafeString:
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    # No text may end the script element or begin a comment in it.
    return mark_safe(text.translate({ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}))


def facts_of(posting: Posting, absolute: Callable[[str], str]) -> dict[str, Any]:
    known, hospital = vocabulary(), posting.hospital
    education = known.educations.get(posting.education_id)
    experience = known.experiences.get(posting.experience_id)
    skills = [s.name_in(posting.language) for s in known.skills_named(posting.required_skills)]
    return {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": posting.title,
        "description": posting.description_html,
        "identifier": {"@type": "PropertyValue", "name": hospital.name, "value": str(posting.pk)},
        "url": absolute(posting.get_absolute_url()),
        "datePosted": _moment(posting.publish_at, hospital.zone),
        "validThrough": _moment(posting.closes_at, hospital.zone),
        "inLanguage": posting.language,
        "employmentType": employment_type(posting),
        "totalJobOpenings": max(1, posting.positions_left),
        "hiringOrganization": _without_blanks(
            {"@type": "Organization", "name": hospital.name, "sameAs": hospital.website}
        ),
        "jobLocation": [_location(place) for place in posting.places.all()],
        "jobLocationType": "TELECOMMUTE" if posting.mode == "remote" else None,
        "applicantLocationRequirements": _lands(posting) if posting.mode == "remote" else None,
        "baseSalary": _salary(posting),
        "educationRequirements": _education(education.credential if education else ""),
        "experienceRequirements": _experience(experience.months_min if experience else 0),
        "experienceInPlaceOfEducation": (
            True
            if posting.education_or_equal and education and experience and experience.months_min
            else None
        ),
        "skills": ", ".join(skills),
        "workHours": f"{posting.hours_min or posting.hours_max}–{posting.hours_max}"
        if posting.hours_max
        else None,
        "jobStartDate": posting.starts_on.isoformat() if posting.starts_on else None,
        "directApply": True,
    }


def _moment(at: datetime | None, zone: ZoneInfo) -> str | None:
    """By the hospital's clock, with its offset: a machine reads the same moment, a person the same day."""
    return at.astimezone(zone).isoformat() if at else None


def employment_type(posting: Posting) -> list[str]:
    """Kind of work and hours together, in schema.org's words."""
    hours = _HOURS.get(posting.hours, [])
    if posting.engagement_id == "internship":
        return ["INTERN"]
    if posting.engagement_id == "contract":
        return ["CONTRACTOR", *hours]
    return [*hours, "TEMPORARY"] if posting.ends_on else hours


def _location(place: Place) -> dict[str, Any]:
    address = {
        "@type": "PostalAddress",
        "addressLocality": place.city,
        "addressRegion": place.region,
        "postalCode": place.postcode,
        "addressCountry": place.country,
    }
    return {"@type": "Place", "address": _without_blanks(address)}


def _lands(posting: Posting) -> list[dict[str, str]]:
    """Remote work names the countries where one may live; without them, the country of the place."""
    lands = (
        posting.remote_countries
        or [place.country for place in posting.places.all()]
        or [posting.hospital.country]
    )
    return [{"@type": "Country", "name": land} for land in dict.fromkeys(lands)]


def _salary(posting: Posting) -> dict[str, Any] | None:
    period = vocabulary().pay_periods.get(posting.pay_period_id or "")
    if posting.pay_max is None or period is None:
        return None
    value: dict[str, Any] = {"@type": "QuantitativeValue", "unitText": period.unit_text}
    if posting.pay_min is None or posting.pay_min == posting.pay_max:
        value["value"] = float(posting.pay_max)
    else:
        value |= {"minValue": float(posting.pay_min), "maxValue": float(posting.pay_max)}
    return {"@type": "MonetaryAmount", "currency": posting.pay_currency, "value": value}


def _education(credential: str) -> Any:
    if credential in ("", "no requirements"):
        return credential or None
    return {"@type": "EducationalOccupationalCredential", "credentialCategory": credential}


def _experience(months: int) -> Any:
    return (
        {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": months}
        if months
        else "no requirements"
    )


def _without_blanks(facts: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if value}
