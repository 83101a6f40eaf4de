"""What a candidate reads on /me/privacy/ about applications: who opened and took along what, and what was agreed to."""

from datetime import datetime, time

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.privacy import Consent as Agreed
from accounts.privacy import Sighting
from applications import consents as texts
from applications import pool
from applications.models import Application, Consent, Looked, PoolConsent
from core.models import Event

SEEN = {
    "cv_opened": gettext_lazy("opened your CV"),
    "sample_opened": gettext_lazy("opened a work sample of yours"),
    "file_opened": gettext_lazy("opened a file that you sent"),
    "exported": gettext_lazy("took your application along as a file"),
}


def of_applications(user: User, limit: int) -> list[Sighting]:
    """The newest first, one line for a hospital, a thing and a day. The person's own openings are not told."""
    sent = Application.objects.by_candidate(user).sent().select_related("posting__hospital")
    mine = {application.pk: application for application in sent.only("posting__hospital", "posting__title")}
    trail = Event.objects.filter(
        subject_type=Application._meta.label_lower, subject_id__in=mine, verb__in=SEEN
    ).exclude(actor_id=user.pk)
    told: dict[tuple[object, ...], Sighting] = {}
    for event in trail.newest_first()[: limit * 3]:  # several openings of one day are one line
        application = mine[event.subject_id]
        hospital = application.posting.hospital
        day = event.at.astimezone(hospital.zone).date()
        told.setdefault(
            (event.verb, event.subject_id, day),
            Sighting(event.at, hospital.name, str(SEEN[event.verb]), application.get_absolute_url()),
        )
    return list(told.values())[:limit]


def of_the_profile(user: User, limit: int) -> list[Sighting]:
    looks = Looked.objects.filter(candidate=user).select_related("hospital").order_by("-day", "-id")
    return [
        Sighting(
            datetime.combine(look.day, time(12), tzinfo=look.hospital.zone),
            look.hospital.name,
            _("looked at your profile"),
        )
        for look in looks[:limit]
    ]


def consents(user: User) -> list[Agreed]:
    """What stands now, the newest first: two queries."""
    given = Consent.objects.filter(application__candidate=user, revoked_at=None)
    rows = [
        Agreed(
            one.given_at,
            one.application.posting.hospital.name,
            texts.words(one.kind, one.application.posting.hospital.name),
            url=one.application.get_absolute_url(),
        )
        for one in given.select_related("application__posting__hospital").order_by("-given_at")
    ]
    for yes in (
        PoolConsent.objects.valid().filter(candidate=user).select_related("hospital", "application__posting")
    ):
        words = str(pool.TEXT) % {"hospital": yes.hospital.name}
        if yes.given_at is not None:
            url = yes.application.get_absolute_url()
            rows.append(Agreed(yes.given_at, yes.hospital.name, words, yes.expires_at, url))
    return sorted(rows, key=lambda row: row.at, reverse=True)
