"""Letters about trust: kindly, and saying what it means. Call them inside the transaction of their cause."""

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import ngettext

from accounts.models import User
from core.mail import Letter
from core.said import said as _
from hospitals import notices
from hospitals.models import Hospital
from hospitals.models.notice import Kind


def gained(hospital: Hospital) -> None:
    """To the owners: from now on their openings are online at once."""

    def write(reader: User) -> Letter:
        return Letter(
            subject=_("Your openings go online at once: %(hospital)s") % {"hospital": hospital.name},
            paragraphs=[
                _("Your openings were in order. From now on an opening is online as soon as you send it, and so is a change of one."),
                _("We read some of them afterwards. If one is not in order, we tell you why and read the next ones first again."),
            ],
            button=(_("Go to your workspace"), _workspace(hospital)),
            why=_why(),
        )  # fmt: skip

    _tell(hospital, "trust_gained", write)


def what_follows() -> list[str]:
    """Openings are read first again, and how that ends."""
    again = ngettext(
        "After %(n)s opening that is in order, they go online at once again.",
        "After %(n)s openings that are in order, they go online at once again.",
        settings.TRUST_AFTER,
    )
    return [
        _("So a moderator reads your openings, and changes of them, before they go online. What is online stays online."),
        again % {"n": settings.TRUST_AFTER},
    ]  # fmt: skip


def ended(hospital: Hospital, *, words: str) -> None:
    """To the owners: a moderator ended it by hand and says why in `words`."""

    def write(reader: User) -> Letter:
        return Letter(
            subject=_("We read your openings before they go online: %(hospital)s") % {"hospital": hospital.name},
            paragraphs=[
                _("A moderator looked at your openings and wants to read the next ones first."),
                *what_follows(),
            ],
            quote=words,
            button=(_("Go to your workspace"), _workspace(hospital)),
            after=[_("You do not agree? Answer this mail.")],
            why=_why(),
        )  # fmt: skip

    _tell(hospital, "trust_ended", write)


def _tell(hospital: Hospital, mail: str, write: Callable[[User], Letter]) -> None:
    about = f"hospitals.hospital:{hospital.pk}"
    notices.tell(hospital, Kind.HOSPITAL, letter=write, about=about, url=_workspace(hospital), mail=mail)


def _workspace(hospital: Hospital) -> str:
    return reverse("hospitals:workspace", args=[hospital.slug])


def _why() -> str:
    return _("You get this because you are an owner of this hospital’s workspace.")
