"""What of a person goes along with an application: copied once, never changed by later edits.

Wishes stay at home: how far, kinds of work, hours, and above all the pay floor, which nobody but its owner ever reads.
"""

from datetime import date
from typing import Any

from accounts.evidence import samples_sent, sent_with, trainings_sent
from accounts.models import Education, Experience, Language, OwnChannel, Profile, ProfileSkill, User
from core.handles import NotAProfile, parse_own
from core.vocabulary import vocabulary
from core.work import Mode

PARTS = ("links", "skills", "languages", "educations", "experiences", "channels")


def snapshot(user: User) -> dict[str, Any]:
    """The person as of now, ready for JSON.

    name, email, phone, headline, about: text; place: {city, region, country}; remote_ok: bool;
    links: [{label, url}]; skills: [{slug, level, evidence}] in the order of the vocabulary; available_from: ISO day or "";
    experience, education, languages, channels: rows as the functions below make them, read by accounts/sent.py;
    evidence (only where there is some), trainings, samples: as accounts/evidence.py makes and says them.
    """
    profile = Profile.objects.filter(user=user).prefetch_related(*PARTS).first() or Profile(user=user)
    kept = bool(profile.pk)
    return {
        "name": user.name,
        "email": user.email,
        "phone": profile.phone,
        "headline": profile.headline,
        "about": profile.about,
        "place": {"city": profile.city, "region": profile.region, "country": profile.country},
        "remote_ok": Mode.REMOTE in profile.modes,
        "available_from": _iso(profile.available_from),
        "links": [{"label": link.label, "url": link.url} for link in profile.links.all()] if kept else [],
        "skills": _skills(profile) if kept else [],
        "experience": [experience(row) for row in profile.experiences.all()] if kept else [],
        "education": [education(row) for row in profile.educations.all()] if kept else [],
        "languages": [language(row) for row in profile.languages.all()] if kept else [],
        "channels": [channel(row) for row in profile.channels.all()] if kept else [],
        "trainings": trainings_sent(profile) if kept else [],
        "samples": samples_sent(profile) if kept else [],
    }


def experience(row: Experience) -> dict[str, Any]:
    return {
        "role": row.role,
        "organisation": row.organisation,
        "began_on": _iso(row.began_on),
        "ended_on": _iso(row.ended_on),
        "what": row.what,
    }


def education(row: Education) -> dict[str, Any]:
    return {"level": row.level_id or "", "title": row.title, "school": row.school, "ended_in": row.ended_in}


def language(row: Language) -> dict[str, Any]:
    return {"code": row.code, "level": row.level}


def channel(row: OwnChannel) -> dict[str, Any]:
    slug = vocabulary().channels[row.channel_id].slug
    try:
        url = parse_own(slug, row.handle).url
    except NotAProfile:  # the rule of the channel changed since
        url = ""
    return {
        "channel": slug,
        "handle": row.handle,
        "url": url,
        "audience": row.audience,
        "what": row.what,
    }


def _skills(profile: Profile) -> list[dict[str, Any]]:
    """Each with what backs it, if anything does."""
    backed = sent_with(profile)
    rows: list[dict[str, Any]] = [{"slug": s.skill.slug, "level": s.level} for s in held_skills(profile)]
    return [row | ({"evidence": backed[row["slug"]]} if row["slug"] in backed else {}) for row in rows]


def held_skills(profile: Profile) -> list[ProfileSkill]:
    """In the order of the vocabulary, their words at hand."""
    words = vocabulary().skills
    held = list(profile.skills.all())
    for one in held:
        one.skill = words[one.skill_id]
    return sorted(held, key=lambda s: (s.skill.group.position, s.skill.position))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
