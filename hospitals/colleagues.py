"""What hospitals know when somebody is suspended (accounts/suspending.py): with whom they work, and what stands still."""

from django.utils.translation import gettext as _

from accounts import suspending
from accounts.models import User
from hospitals import staff
from hospitals.models import Seat
from hospitals.roles import Role


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


def register() -> None:
    suspending.hindrances.append(share_a_hospital)
    suspending.consequences.append(without_an_owner)
