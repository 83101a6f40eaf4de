"""Letters about saved openings."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import ngettext

from accounts import inbox
from accounts.models import News, User
from core.mail import Letter, in_language_of
from core.said import said as _
from hospitals.models import Hospital
from postings import moments
from postings.models import Posting
from postings.models.choices import Outcome, Status

HOSPITAL_STOPPED, HOSPITAL_BACK = "saved_hospital_stopped", "saved_hospital_back"


def about(hospital: int) -> str:
    """What those two letters speak of: by it one sees who knows of it."""
    return f"hospitals.hospital:{hospital}"


def _closing(posting: Posting) -> str:
    """One opening in one line; that it is unpaid is always said."""
    facts = [moments.closing(posting), _("Unpaid") if posting.unpaid else ""]
    return f"{posting.title}, {posting.hospital.name}: {' · '.join(filter(None, facts))}"


def closes_soon(reader: User, postings: Sequence[Posting]) -> None:
    """Those that close within a few days, the first to close first."""
    with in_language_of(reader):
        n = len(postings)
        subject = ngettext(
            "An opening that you saved closes soon", "%(n)s openings that you saved close soon", n
        )
        rows = [(_closing(posting), posting.get_absolute_url()) for posting in postings]
        letter = Letter(
            subject=subject % {"n": n},
            paragraphs=[_("You have not applied yet. After these moments you no longer can.")],
            sections=[(_("Saved openings"), rows)],
            button=(_("See what you saved"), reverse("alerts:saved")),
            why=why(),
        )
        inbox.tell(reader, News.OPENING, letter=letter, mail="saved_closes_soon", about="alerts.bookmark")


def ended(reader: User, posting: Posting) -> None:
    """It takes no more applications."""
    with in_language_of(reader):
        letter = Letter(
            subject=_("Closed: %(title)s") % {"title": posting.title},
            paragraphs=[_what_became(posting)],
            facts=[(_("Opening"), posting.title), (_("Hospital"), posting.hospital.name)],
            button=(_("See what you saved"), reverse("alerts:saved")),
            why=why(),
        )
        _tell(reader, posting, "saved_ended", letter)


def limit_moved(reader: User, posting: Posting, *, is_full: bool) -> None:
    """It has as many applications as the hospital reads; or it has room again."""
    with in_language_of(reader):
        subject, words = (
            (_("Full: %(title)s"), _("The hospital has as many applications as it reads. We tell you when it takes more."))
            if is_full
            else (_("You can apply again: %(title)s"), _("This opening that you saved takes applications again."))
        )  # fmt: skip
        letter = Letter(
            subject=subject % {"title": posting.title},
            paragraphs=[words],
            facts=[(_("Opening"), posting.title), (_("Hospital"), posting.hospital.name)],
            button=(_("See what you saved"), reverse("alerts:saved"))
            if is_full
            else (_("See the opening"), posting.get_absolute_url()),
            why=why(),
        )
        _tell(reader, posting, "saved_limit", letter)


def stands_still(reader: User, hospital: Hospital, postings: Sequence[Posting], *, is_back: bool) -> None:
    """The hospital of these went off the board for a while, or came back. One letter for all of them that are open."""
    with in_language_of(reader):
        known = {"hospital": hospital.name}
        subject, words = (
            (
                _("%(hospital)s is back on the board"),
                _("You can see what you saved of %(hospital)s again, and apply.")
                if postings
                else _("What you saved of %(hospital)s takes no applications any more."),
            )
            if is_back
            else (_("%(hospital)s is off the board for now"), _("We check something at %(hospital)s. Until then what you saved of it is offline. You hear from us when it is back."))
        )  # fmt: skip
        letter = Letter(
            subject=subject % known,
            paragraphs=[words % known],
            facts=[(_("Opening"), posting.title) for posting in postings[:20]],
            button=(_("See what you saved"), reverse("alerts:saved")),
            why=why(),
        )
        inbox.tell(
            reader,
            News.OPENING,
            letter=letter,
            mail=HOSPITAL_BACK if is_back else HOSPITAL_STOPPED,
            about=about(hospital.pk),
            topic=hospital.name,
        )


def _tell(reader: User, posting: Posting, mail: str, letter: Letter) -> None:
    about = f"postings.posting:{posting.pk}"
    inbox.tell(reader, News.OPENING, letter=letter, mail=mail, about=about, topic=posting.title)


def _what_became(posting: Posting) -> str:
    if posting.status != Status.CLOSED:
        return _("This opening that you saved is no longer online.")
    if posting.outcome in {Outcome.HIRED_HERE, Outcome.HIRED_ELSEWHERE}:
        return _("This opening that you saved is filled. You can no longer apply.")
    return _("The hospital has closed this opening that you saved. You can no longer apply.")


def why() -> str:
    return _(
        "You get this because you saved this opening. Take it off your list, and you hear no more of it."
    )
