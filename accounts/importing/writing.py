"""One accepted suggestion written into the profile, by the rules of the profile's own pages."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts import places, rows
from accounts.evidence import MOST_PER_SKILL
from accounts.importing.suggestion import Suggestion
from accounts.models import (
    Education,
    Evidence,
    Experience,
    Language,
    OwnChannel,
    Profile,
    ProfileLink,
    ProfileSkill,
    User,
)
from accounts.overclaims import no_overclaim
from accounts.profiles import MAX_LINKS, profile_of, save_profile
from core.vocabulary import vocabulary

FIRST_YEAR = 1950  # of a study that the page takes


class Writing:
    """`levels`: of languages, by the number of their offer, where the file did not say one."""

    def __init__(self, user: User, levels: Mapping[int, str]) -> None:
        self.user, self.levels = user, levels
        # locked: what is counted below is not added to in another window meanwhile
        self.profile = Profile.objects.select_for_update().get(pk=profile_of(user).pk)

    def write(self, number: int, one: Suggestion) -> None:
        """Raises ValidationError, or what accounts/rows.py raises."""
        v = one.values
        for said in v.values():
            no_overclaim(said if isinstance(said, str) else "")
        match one.kind:
            case "name":
                self.user.name = v["name"]
                self.user.save(update_fields=["name"])
            case "headline" | "about" | "phone":
                self._facts(one.kind, v)
            case "place":
                region = places.region_for(v["country"], v["region"], v["city"])
                self._facts("city", {**v, "region": region})
            case "link":
                self._link(v)
            case "skill":
                self._skill(v)
            case "evidence":
                self._evidence(v)
            case _:
                row = self._row(number, one.kind, v)
                row.full_clean(exclude=["profile"], validate_unique=False, validate_constraints=False)
                rows.keep(row)

    def _facts(self, first: str, values: Mapping[str, Any]) -> None:
        """The model's own limits hold, so that nothing is stored that the page could not save again."""
        field: Any = self.profile._meta.get_field(first)
        field.clean(values[first], self.profile)
        save_profile(self.user, facts=values)

    def _row(self, number: int, kind: str, v: Mapping[str, Any]) -> rows.Row:
        if kind == "experience":
            began, ended = date.fromisoformat(v["began_on"]), v["ended_on"]
            return Experience(
                profile=self.profile, role=v["role"], organisation=v["organisation"], what=v["what"],
                began_on=began, ended_on=date.fromisoformat(ended) if ended else None,
            )  # fmt: skip
        if kind == "education":
            level = v["level"] if v["level"] in vocabulary().educations else None
            year = v["ended_in"] if (v["ended_in"] or 0) >= FIRST_YEAR else None
            return Education(profile=self.profile, level_id=level, title=v["title"], school=v["school"], ended_in=year)  # fmt: skip
        if kind == "channel":
            known = vocabulary().channel(v["channel"])
            if known is None:
                raise ValidationError(_("This channel is no longer in our list."))
            return OwnChannel(profile=self.profile, channel=known, handle=v["handle"])
        level = v["level"] or self.levels.get(number, "")
        return Language(profile=self.profile, code=v["code"], level=level)

    def _link(self, v: Mapping[str, Any]) -> None:
        row = ProfileLink(profile=self.profile, label=v["label"], url=v["url"])
        row.full_clean(exclude=["profile"])
        if self.profile.links.count() >= MAX_LINKS:
            raise ValidationError(_("Your profile holds five links. Remove one to add another."))
        row.save()

    def _skill(self, v: Mapping[str, Any]) -> None:
        skill = vocabulary().skill(v["skill"])
        if skill is None:
            raise ValidationError(_("This skill is no longer in our list."))
        level = v.get("level") or ProfileSkill.Level.WORKING
        ProfileSkill.objects.get_or_create(profile=self.profile, skill=skill, defaults={"level": level})

    def _evidence(self, v: Mapping[str, Any]) -> None:
        """With its skill, which it backs."""
        if self.profile.evidences.filter(skill__slug=v["skill"]).count() >= MOST_PER_SKILL:
            raise ValidationError(
                _("A skill of yours is backed by %(most)s things already.") % {"most": MOST_PER_SKILL}
            )
        self._skill({"skill": v["skill"]})
        row = Evidence(
            profile=self.profile, skill=vocabulary().skill(v["skill"]), kind=v["kind"], title=v["title"],
            issuer=v["issuer"], on=date.fromisoformat(v["on"]),
        )  # fmt: skip
        row.full_clean(exclude=["profile"])
        row.save()
