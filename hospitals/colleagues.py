"""What hospitals know when somebody is suspended (accounts/suspending.py): with whom they work, and what stands still."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import suspending
from accounts.models import User
from core import audit
from hospitals import mails, staff
from hospitals.models import Seat
from hospitals.roles import Right, Role


def share_a_hospital(by: User, person: User) -> str:
    """No moderator decides about a colleague of a hospital."""
    theirs = Seat.objects.held().filter(user=person).values("hospital")
    shared = Seat.objects.held().filter(user=by, hospital__in=theirs).select_related("hospital").first()
    if shared is None:
        return ""
    return _("You both hold a seat at %(hospital)s. A colleague decides.") % {
        "hospital": shared.hospital.name
    }


def without_an_owner(person: User) -> list[str]:
    """Hospitals whose only owner cannot act."""
    owned = Seat.objects.held().filter(user=person, role=Role.OWNER).select_related("hospital")
    return [
        _(
            "They are the only owner of %(hospital)s: until it ends nobody can manage its team or prove that it is the"
            " hospital. Its openings stay online. If the hospital itself is not to be trusted, stop it as well."
        )
        % {"hospital": seat.hospital.name}
        for seat in owned.order_by("pk")
        if staff.other_owners(seat) == 0
    ]


def successor(seat: Seat) -> Seat | None:
    """Who follows a suspended only owner that closes the account: the recruiter who has been here longest."""
    recruiters = Seat.objects.with_right(Right.EDIT_HOSPITAL).filter(hospital_id=seat.hospital_id)
    recruiters = recruiters.filter(role=Role.RECRUITER, user__is_active=True).select_related("user")
    return recruiters.order_by("joined_at", "pk").first()


def pass_on(seat: Seat, *, by: User, at: datetime | None = None) -> None:
    """Who is suspended cannot hand the hospital over, and may go all the same: it falls to the successor, if any."""
    with transaction.atomic():
        row = staff.lock(seat.hospital)
        mine = Seat.objects.held().get(pk=seat.pk, user=by, role=Role.OWNER)
        theirs = successor(mine)
        if staff.other_owners(mine) or theirs is None:
            return
        theirs.role = Role.OWNER
        theirs.save(update_fields=["role"])
        audit.record(row, "hand_over", by=by, at=at, data={"user": theirs.user_id})
        mails.seat_changed(theirs, by)


def register() -> None:
    suspending.hindrances.append(share_a_hospital)
    suspending.consequences.append(without_an_owner)
