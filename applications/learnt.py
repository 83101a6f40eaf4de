"""What a person typed while applying and wants to keep: nothing goes to the profile without their choice."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import Language, ProfileSkill, User
from accounts.profiles import profile_of, save_profile
from applications.draft import Asked

PLACE = ("city", "region", "country")


@transaction.atomic
def into_profile(user: User, said: Mapping[str, Any], asked: Asked, *, rename: bool = True) -> None:
    """`said` are the cleaned answers of the form. The name (with `rename`), and that they look for work; phone and place when
    ticked; a skill or a language when its level was chosen."""
    user.name = said["name"] if rename or not user.name else user.name
    user.looks_for_work = True
    user.save(update_fields=["name", "looks_for_work"])
    facts: dict[str, Any] = {"phone": said["phone"]} if said["keep_phone"] else {}
    facts |= {name: said[name] for name in PLACE} if said["keep_place"] else {}
    if facts:
        save_profile(user, facts=facts)
    profile = profile_of(user)
    ProfileSkill.objects.bulk_create(
        [
            ProfileSkill(profile=profile, skill=skill, level=level)
            for skill in asked.skills
            if (level := said.get(f"s-{skill.slug}"))
        ],
        ignore_conflicts=True,
    )
    Language.objects.bulk_create(
        [
            Language(profile=profile, code=code, level=level)
            for code in asked.languages
            if (level := said.get(f"l-{code}"))
        ],
        ignore_conflicts=True,
    )
