"""What is kept of a person's profile, and of what backs it. See personal.py."""

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.privacy import Sort, keep

PROFILE, SAMPLES = _("Your profile"), _("Your work samples and evidence")
SEEN_PROFILE = _("You, hospitals you apply to, and verified hospitals if you let them find you")


def register() -> None:
    _profile()
    _said()


def _profile() -> None:
    keep(
        "accounts.Profile",
        of="user",
        what=PROFILE,
        purpose="what a candidate says once and sends with every application",
        fields={
            Sort.LINK: "user",
            Sort.CONTACT: "city region country phone lat lon",
            Sort.PROFILE: "headline about",
            Sort.WISH: "radius_km engagements hours modes available_from pay_floor pay_currency",
            Sort.STATE: "visibility",
            Sort.TIME: "updated_at visible_at idle_warned_at idle_hidden_at",
        },
        seen_by=SEEN_PROFILE,
        page="accounts:profile",
    )
    part = partial(keep, of="profile__user", what=PROFILE, seen_by=SEEN_PROFILE, page="accounts:profile")
    _part(part, "ProfileSkill", "what somebody can do", "skill level")
    _part(part, "ProfileLink", "where work of theirs can be seen", "label url")
    _part(part, "Language", "which languages somebody works in", "code level")
    _part(part, "Education", "what somebody learnt", "level title school ended_in")
    _part(part, "Experience", "what somebody did", "role organisation began_on ended_on what")
    _part(part, "OwnChannel", "channels that somebody runs", "channel handle audience what")
    shown = partial(keep, of="profile__user", what=SAMPLES, seen_by=SEEN_PROFILE)
    _part(
        shown, "WorkSample", "work that shows a skill", "title channel url did result",
        {Sort.CONSENT: "declared_at declared_version", Sort.STATE: "status", Sort.TIME: "quarantined_at added_at"},
    )  # fmt: skip
    _part(shown, "Evidence", "what backs a skill", "skill kind title issuer on expires_on sample")
    _part(shown, "Training", "whom somebody has taught", "audience format group_size year what")


def _part(of_profile: Any, name: str, purpose: str, fields: str, more: dict[Sort, str] | None = None) -> None:
    of_profile(
        f"accounts.{name}",
        purpose=purpose,
        fields={Sort.LINK: "profile", Sort.PROFILE: fields, **(more or {})},
    )


def _said() -> None:
    keep(
        "accounts.SamplePicture",
        of="sample__profile__user",
        what=SAMPLES,
        purpose="a work sample drawn anew, so that nothing of the file itself is shown",
        fields={Sort.LINK: "sample", Sort.FILE: "file number kind width height"},
        seen_by=SEEN_PROFILE,
    )
    keep(
        "accounts.SampleReport",
        of="sample__profile__user",
        what=SAMPLES,
        purpose="somebody says that a sample should not be seen",
        fields={Sort.LINK: "sample by", Sort.MESSAGE: "reason words", Sort.TIME: "at"},
        seen_by=_("Moderators"),
        left_out="it is the word of the one who reported, who must not be found out",
    )
    keep(
        "accounts.Document",
        of="owner",
        what=_("Your CV files"),
        purpose="the CV that goes along with an application",
        fields={
            Sort.LINK: "owner",
            Sort.FILE: "file name kind size sha256 pages",
            Sort.TIME: "uploaded_at removed_at",
        },
        seen_by=_("You, and the hospitals you sent it to"),
        page="accounts:documents",
    )
    keep(
        "accounts.CVReading",
        of="owner",
        what=_("Suggestions read from a file"),
        purpose="what a CV suggests for the profile, until its owner chooses",
        fields={Sort.LINK: "owner", Sort.FILE: "source", Sort.PROFILE: "found", Sort.TIME: "made_at"},
        period=_("7 days"),
    )
