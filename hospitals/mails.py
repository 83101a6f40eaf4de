"""Letters about hospitals and their teams, one function each. Call them inside the transaction of their cause."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import User, moderators
from core.mail import Letter, in_language_of, queue
from core.said import made_of
from core.said import said as _
from core.vocabulary import vocabulary
from hospitals import notices
from hospitals.models import Hospital, Invitation, Notice, Seat
from hospitals.models.notice import Kind
from hospitals.roles import Role

if TYPE_CHECKING:
    from hospitals.models import MailboxCode


def _send(hospital: Hospital, kind: str, readers: Iterable[User], write: Callable[[], Letter]) -> None:
    for reader in readers:
        with in_language_of(reader):
            queue(write(), kind=kind, to=reader, about=f"hospitals.hospital:{hospital.pk}")


def _tell(
    hospital: Hospital, kind: str, mail: str, letter: Callable[[User], Letter], except_: User | None = None
) -> None:
    """The owners: on the page, and by mail as each of them chose."""
    url = "" if kind == Kind.TEAM else _workspace(hospital)  # of the team: where the letter's button leads
    about = f"hospitals.hospital:{hospital.pk}"
    notices.tell(hospital, kind, letter=letter, about=about, url=url, except_=except_, mail=mail)


def _workspace(hospital: Hospital, page: str = "workspace") -> str:
    return reverse(f"hospitals:{page}", args=[hospital.slug])


def _why_owner() -> str:
    return _("You get this because you are an owner of this hospital’s workspace.")


def _names(hospital: Hospital) -> dict[str, str]:
    return {"hospital": hospital.name, "site": settings.SITE_NAME}


# ── Verification ─────────────────────────────────────────────────────────────────────────────────────
def verified(hospital: Hospital) -> None:
    _tell(hospital, Kind.HOSPITAL, "hospital_verified", lambda reader: Letter(
        subject=_("%(hospital)s is verified") % _names(hospital),
        paragraphs=[
            _("%(hospital)s is now a verified hospital on %(site)s.") % _names(hospital),
            _("Your openings can go online as soon as a moderator has read them."),
        ],
        button=(_("Go to your workspace"), _workspace(hospital)),
        why=_why_owner(),
    ))  # fmt: skip


def refused(hospital: Hospital, reasons: list[str], words: str) -> None:
    _tell(hospital, Kind.HOSPITAL, "hospital_refused", lambda reader: Letter(
        subject=_("We could not verify %(hospital)s") % _names(hospital),
        paragraphs=[
            _("A moderator looked at %(hospital)s and could not verify it.") % _names(hospital),
            _("The reason:") + " " + "; ".join(word.name for word in vocabulary().reasons_named(reasons)),
            *(word.advice for word in vocabulary().reasons_named(reasons) if word.advice),
        ],
        quote=words,
        button=(_("Answer and ask again"), _workspace(hospital, "verification")),
        why=_why_owner(),
    ))  # fmt: skip


def frozen(hospital: Hospital, words: str) -> None:
    _tell(hospital, Kind.HOSPITAL, "hospital_frozen", lambda reader: Letter(
        subject=_("%(hospital)s is off the board for now") % _names(hospital),
        paragraphs=[
            _("A moderator took the page and the openings of %(hospital)s off the board.") % _names(hospital),
            _("The people who applied keep their applications. Answer this mail to talk about it."),
        ],
        quote=words,
        why=_why_owner(),
    ))  # fmt: skip


def unfrozen(hospital: Hospital) -> None:
    _tell(hospital, Kind.HOSPITAL, "hospital_unfrozen", lambda reader: Letter(
        subject=_("%(hospital)s is back on the board") % _names(hospital),
        paragraphs=[_("The page and the openings of %(hospital)s can be seen again.") % _names(hospital)],
        button=(_("Go to your workspace"), _workspace(hospital)),
        why=_why_owner(),
    ))  # fmt: skip


def united(gone: Hospital, kept: Hospital, people: Iterable[User], titles: list[str]) -> None:
    """To everyone of both teams: two pages of one hospital became one."""
    words = {**_names(kept), "gone": gone.name}
    about = f"hospitals.hospital:{kept.pk}"
    for person in people:
        with in_language_of(person):
            letter = Letter(
                subject=_("%(hospital)s has one page now") % words,
                paragraphs=[
                    _("%(hospital)s stood on %(site)s twice, also as “%(gone)s”. A moderator made one of the two.") % words,
                    _("The openings, applications, people and texts of both are in one workspace. Old addresses lead there."),
                    *([_("These openings are online twice now. Close the one that you do not need.")] if titles else []),
                ],
                facts=[(_("Opening"), title) for title in titles],
                button=(_("Go to your workspace"), _workspace(kept)),
                why=_("You get this because you are in the team of this hospital."),
            )  # fmt: skip
            url = _workspace(kept)
            Notice.objects.create(user=person, hospital=kept, kind=Kind.HOSPITAL, about=about, words=letter.subject[:250], made_of=made_of(letter.subject), url=url, at=timezone.now())  # fmt: skip
            queue(letter, kind="hospital_united", to=person, about=about)


def hospital_waits(hospital: Hospital) -> None:
    _send(hospital, "hospital_waits", moderators(), lambda: Letter(
        subject=_("A hospital waits to be verified: %(hospital)s") % _names(hospital),
        paragraphs=[_("%(hospital)s in %(place)s asks to be verified.") % {
            "hospital": hospital.name, "place": hospital.place}],
        facts=[(_("Website"), hospital.website)] if hospital.website else [],
        quote=hospital.claim_note,
        button=(_("Look at it"), reverse("moderation:hospital", args=[hospital.pk])),
        why=_("You get this because you are a moderator."),
    ))  # fmt: skip


def doubted(hospital: Hospital) -> None:
    _tell(hospital, Kind.HOSPITAL, "hospital_doubted", lambda reader: Letter(
        subject=_("We cannot find the proof of %(hospital)s any more") % _names(hospital),
        paragraphs=[
            _("%(hospital)s was verified by a record or a file on its website. For two weeks we have not found it there.")
            % _names(hospital),
            _("Put it back, then press “Check now”. Until a moderator has looked, your page and openings stay online."),
        ],
        button=(_("See what to put where"), _workspace(hospital, "verification")),
        why=_why_owner(),
    ))  # fmt: skip


def doubted_waits(hospital: Hospital) -> None:
    _send(hospital, "hospital_doubted_waits", moderators(), lambda: Letter(
        subject=_("The proof of %(hospital)s is gone") % _names(hospital),
        paragraphs=[_("Three looks in two weeks did not find it on the website. Decide whether the hospital stays verified.")],
        facts=[(_("Website"), hospital.website)] if hospital.website else [],
        button=(_("Look at it"), reverse("moderation:hospital", args=[hospital.pk])),
        why=_("You get this because you are a moderator."),
    ))  # fmt: skip


def code(row: "MailboxCode", digits: str) -> None:
    """To the mailbox itself: the person may be signed in under another address."""
    with in_language_of(row.user):
        letter = Letter(
            subject=_("Your code for %(hospital)s: %(digits)s")
            % {"hospital": row.hospital.name, "digits": digits},
            paragraphs=[
                _("Someone asks to speak for %(hospital)s on %(site)s and gave this mailbox.")
                % _names(row.hospital),
                _(
                    "If it was you, type this code on the page where you asked for it. It works for 30 minutes."
                ),
            ],
            code=digits,
            after=[_("It was not you? Then do nothing: without the code nothing happens.")],
            why=_("You get this because this mailbox was given to verify a hospital."),
        )
        queue(
            letter,
            kind="hospital_code",
            to=None,
            address=row.email,
            about=f"hospitals.hospital:{row.hospital_id}",
        )


# ── Team ─────────────────────────────────────────────────────────────────────────────────────────────
def invitation(row: Invitation, token: str, by: User) -> None:
    """To a mailbox that may have no account; in the inviter's language."""
    with in_language_of(User.objects.filter(email__iexact=row.email).first() or by):
        words = {**_names(row.hospital), "person": str(by), "role": Role(row.role).label}
        letter = Letter(
            subject=_("%(person)s invites you to the team of %(hospital)s") % words,
            paragraphs=[
                _("%(person)s invites you to hire for %(hospital)s on %(site)s, as: %(role)s.") % words,
                _("Sign in or make an account with this address, then accept."),
            ],
            button=(_("See the invitation"), reverse("hospitals:invitation", args=[token])),
            after=[_("The invitation works for 7 days, for this address only.")],
            why=_("You get this because a colleague gave this address."),
        )
        queue(letter, kind="invitation", to=None, address=row.email, about=f"hospitals.invitation:{row.pk}")


def seat_changed(seat: Seat, by: User) -> None:
    words = {**_names(seat.hospital), "person": str(by), "role": Role(seat.role).label}
    _send(seat.hospital, "seat_changed", [seat.user], lambda: Letter(
        subject=_("Your role at %(hospital)s has changed") % words,
        paragraphs=[_("%(person)s changed your role at %(hospital)s. You are now: %(role)s.") % {
            **words, "role": Role(seat.role).label}],
        button=(_("Go to your workspace"), _workspace(seat.hospital)),
        why=_("You get this because you are in the team of this hospital."),
    ))  # fmt: skip


def seat_ended(seat: Seat, by: User) -> None:
    words = {**_names(seat.hospital), "person": str(by)}
    _send(seat.hospital, "seat_ended", [seat.user], lambda: Letter(
        subject=_("You are no longer in the team of %(hospital)s") % words,
        paragraphs=[_("%(person)s ended your place in the team of %(hospital)s.") % words],
        after=[_("Your own account stays as it is.")],
        why=_("You get this because you were in the team of this hospital."),
    ))  # fmt: skip


def joined(seat: Seat) -> None:
    words = {**_names(seat.hospital), "person": str(seat.user)}
    _tell(seat.hospital, Kind.TEAM, "seat_joined", except_=seat.user, letter=lambda reader: Letter(
        subject=_("%(person)s joined the team of %(hospital)s") % words,
        paragraphs=[_("%(person)s accepted the invitation. The role: %(role)s.") % {
            **words, "role": Role(seat.role).label}],
        button=(_("See the team"), _workspace(seat.hospital, "team")),
        why=_why_owner(),
    ))  # fmt: skip


def asks_to_join(hospital: Hospital, person: User, words: str) -> None:
    """To the owners: someone says that they work there too. The address is how they invite the person."""
    told = {**_names(hospital), "person": str(person)}
    _tell(hospital, Kind.TEAM, "asks_to_join", lambda reader: Letter(
        subject=_("%(person)s asks to join the team of %(hospital)s") % told,
        paragraphs=[
            _("%(person)s says: I work at %(hospital)s too.") % told,
            _("Do you know this person? Then invite them with this address. Else do nothing."),
        ],
        facts=[(_("Email address"), person.email)],
        quote=words,
        button=(_("Go to your team"), _workspace(hospital, "team")),
        why=_why_owner(),
    ))  # fmt: skip
