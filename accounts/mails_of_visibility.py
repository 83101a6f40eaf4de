"""The two letters about a profile that is hidden because its owner stays away."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Profile
from core import zones
from core.mail import Letter, in_language_of, queue


def going_to_hide(profile: Profile, *, on: datetime) -> None:
    """Two weeks before: any visit is enough to stay visible."""
    with in_language_of(profile.user):
        known = {"day": zones.day(on, ZoneInfo(settings.TIME_ZONE)), "site": settings.SITE_NAME}
        _send(
            profile,
            "profile_going_to_hide",
            _("Do you still look for work?"),
            [
                _("Verified hospitals can find your profile, but you have not been here for a long time."),
                _(
                    "Do you still want to be found? Then sign in before %(day)s. Otherwise we hide your profile on that day."
                )
                % known,
            ],
            _("Stay visible"),
        )


def hidden(profile: Profile) -> None:
    """It has happened; nothing is lost."""
    with in_language_of(profile.user):
        _send(
            profile,
            "profile_hidden",
            _("Hospitals no longer find your profile"),
            [
                _("You have not been here for half a year, so we have hidden your profile from hospitals."),
                _("Nothing is lost. You can let hospitals find you again at any time."),
            ],
            _("Choose who sees my profile"),
        )


def _send(profile: Profile, kind: str, subject: str, paragraphs: list[str], button: str) -> None:
    user = profile.user
    letter = Letter(
        subject=subject,
        greeting=_("Hello %(name)s,") % {"name": user.name} if user.name else "",
        paragraphs=paragraphs,
        button=(button, reverse("candidates:visibility")),
        why=_("You get this because you let verified hospitals find your profile."),
    )
    queue(letter, kind=kind, to=user, about=f"accounts.profile:{profile.pk}")
