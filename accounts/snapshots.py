"""What of a person goes along with an application: copied once, never changed by later edits."""

from typing import Any

from accounts.models import Profile, User
from core.vocabulary import vocabulary


def snapshot(user: User) -> dict[str, Any]:
    """The person as of now, ready for JSON.

    name, email, phone, headline, about: text; place: {city, region, country}; remote_ok: bool;
    links: [{label, url}]; skills: [{slug, level}] in the order of the vocabulary.
    """
    profile = Profile.objects.filter(user=user).prefetch_related("links", "skills").first() or Profile(
        user=user
    )
    kept = bool(profile.pk)
    return {
        "name": user.name,
        "email": user.email,
        "phone": profile.phone,
        "headline": profile.headline,
        "about": profile.about,
        "place": {"city": profile.city, "region": profile.region, "country": profile.country},
        "remote_ok": profile.remote_ok,
        "links": [{"label": link.label, "url": link.url} for link in profile.links.all()] if kept else [],
        "skills": _skills(profile) if kept else [],
    }


def _skills(profile: Profile) -> list[dict[str, str]]:
    words = vocabulary().skills
    held = sorted(
        profile.skills.all(), key=lambda s: (words[s.skill_id].group.position, words[s.skill_id].position)
    )
    return [{"slug": words[s.skill_id].slug, "level": s.level} for s in held]
