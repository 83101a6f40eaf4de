"""Letters about openings, one function each. Call them inside the transaction of their cause."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse

from accounts.models import User, moderators
from core.mail import Letter, in_language_of, queue
from core.said import said as _
from core.vocabulary import vocabulary
from hospitals import notices
from hospitals.models.notice import Kind
from postings import moments

if TYPE_CHECKING:
    from postings.models import Posting

Follows = Callable[[], list[str]]  # what else a decision means, said at the end of its letter


def send(posting: "Posting", kind: str, readers: Iterable[User], write: Callable[[], Letter]) -> None:
    for reader in readers:
        with in_language_of(reader):
            queue(write(), kind=kind, to=reader, about=f"postings.posting:{posting.pk}")


def tell_team(
    posting: "Posting", mail: str, write: Callable[[], Letter], *, hold: timedelta = timedelta(0)
) -> None:
    """On the page, and by mail as each of them chose. `hold`: how long a decision can still be undone."""
    notices.tell(
        posting.hospital,
        Kind.OPENING,
        letter=lambda reader: write(),
        about=f"postings.posting:{posting.pk}",
        topic=posting.title,
        mail=mail,
        hold=hold,
    )


def _facts(posting: "Posting") -> list[tuple[str, str]]:
    facts = [(_("Opening"), posting.title), (_("Hospital"), posting.hospital.name)]
    if posting.closes_at:
        facts.append((_("Closes"), moments.closing(posting)))
    if posting.applications_max is not None:
        facts.append((_("Applications"), moments.limit(posting)))
    return facts


def _workspace(posting: "Posting", page: str = "workspace_detail") -> str:
    return reverse(f"postings:{page}", args=[posting.hospital.slug, posting.pk])


def why_team() -> str:
    return _("You get this because you write openings for this hospital.")


def reasons_in_words(codes: list[str]) -> list[str]:
    """The reasons as a person reads them, in the language of now: one line, then what helps."""
    words = vocabulary().reasons_named(codes)
    why = _("Why: %(reasons)s.") % {"reasons": "; ".join(word.name for word in words)}
    return [why, *(word.advice for word in words if word.advice)]


def submitted(posting: "Posting") -> None:
    """To moderators: an opening waits."""

    def write() -> Letter:
        return Letter(
            subject=_("An opening waits: %(title)s") % {"title": posting.title},
            paragraphs=[
                _("%(hospital)s sent an opening to be checked.") % {"hospital": posting.hospital.name}
            ],
            facts=_facts(posting),
            button=(_("Read and decide"), reverse("moderation:opening", args=[posting.pk])),
            why=_("You get this because you are a moderator."),
        )

    send(posting, "posting_submitted", moderators(), write)


def published(posting: "Posting", *, hold: timedelta = timedelta(0)) -> None:
    """To the team: it is online, or will be on the day it chose."""
    tell_team(posting, "posting_published", lambda: published_letter(posting), hold=hold)


def published_letter(posting: "Posting") -> Letter:
    later = posting.publish_at and posting.published_at and posting.publish_at > posting.published_at
    text = _("Your opening was approved. It is online from %(date)s.") % {"date": moments.start(posting)}
    return Letter(
        subject=_("Approved: %(title)s") % {"title": posting.title},
        paragraphs=[text if later else _("Your opening was approved. It is online now.")],
        facts=_facts(posting),
        button=(_("See the opening"), posting.get_absolute_url()),
        after=[
            _("You promised to answer every applicant within %(days)s days.")
            % {"days": posting.respond_by_days}
        ],
        why=why_team(),
    )


def returned(posting: "Posting", *, hold: timedelta = timedelta(0), follows: Follows = list) -> None:
    """To the team: what must be better, in the moderator's words."""
    tell_team(posting, "posting_returned", lambda: returned_letter(posting, follows()), hold=hold)


def returned_letter(posting: "Posting", follows: Iterable[str] = ()) -> Letter:
    return Letter(
        subject=_("Sent back: %(title)s") % {"title": posting.title},
        paragraphs=[
            _("We read your opening and cannot put it online yet."),
            *reasons_in_words(posting.decision_reasons),
        ],
        quote=posting.decision_words,
        facts=_facts(posting),
        button=(_("Mend the opening"), _workspace(posting, "workspace_edit")),
        after=[_("Change what is needed and send it again. We look at it anew."), *follows],
        why=why_team(),
    )


def rejected(posting: "Posting", *, hold: timedelta = timedelta(0)) -> None:
    """To the team: it does not come online, and why."""
    tell_team(posting, "posting_rejected", lambda: rejected_letter(posting), hold=hold)


def rejected_letter(posting: "Posting") -> Letter:
    return Letter(
        subject=_("Refused: %(title)s") % {"title": posting.title},
        paragraphs=[
            _("We read your opening. It does not fit this board."),
            *reasons_in_words(posting.decision_reasons),
        ],
        quote=posting.decision_words,
        facts=_facts(posting),
        button=(_("See the opening"), _workspace(posting)),
        after=[_("You do not agree? Answer this mail.")],
        why=why_team(),
    )


def removed(posting: "Posting", *, hold: timedelta = timedelta(0), follows: Follows = list) -> None:
    """To the team: a moderator took it off the board, and why."""
    tell_team(posting, "posting_removed", lambda: removed_letter(posting, follows()), hold=hold)


def removed_letter(posting: "Posting", follows: Iterable[str] = ()) -> Letter:
    return Letter(
        subject=_("Removed: %(title)s") % {"title": posting.title},
        paragraphs=[
            _("We removed your opening. Nobody can see it any more."),
            *reasons_in_words(posting.decision_reasons),
        ],
        quote=posting.decision_words,
        facts=_facts(posting),
        button=(_("See the opening"), _workspace(posting)),
        after=[*follows, _("You do not agree? Answer this mail.")],
        why=why_team(),
    )


def closed(posting: "Posting") -> None:
    """To the team: it is off the board, and applicants hear it."""

    def write() -> Letter:
        return Letter(
            subject=_("Closed: %(title)s") % {"title": posting.title},
            paragraphs=[
                _("Your opening is closed. It takes no new applications."),
                _("Answer the people who still wait. That is what you promised."),
            ],
            facts=[*_facts(posting)[:2], (_("How it ended"), posting.get_outcome_display())],
            button=(_("See the opening"), _workspace(posting)),
            why=why_team(),
        )

    tell_team(posting, "posting_closed", write)


def closes_soon(posting: "Posting") -> None:
    """To the team, seven days before the closing date."""

    def write() -> Letter:
        return Letter(
            subject=_("Closes soon: %(title)s") % {"title": posting.title},
            paragraphs=[
                _("Your opening closes in a few days."),
                _("Did you find someone? Close it now. Do you need more time? Choose a later day."),
            ],
            facts=_facts(posting),
            button=(_("See the opening"), _workspace(posting)),
            why=why_team(),
        )

    tell_team(posting, "posting_closes_soon", write)


def full(posting: "Posting") -> None:
    """To the team: the last application that fits came in."""

    def write() -> Letter:
        return Letter(
            subject=_("Full: %(title)s") % {"title": posting.title},
            paragraphs=[
                _("The last application that your opening takes came in. Nobody else can apply now."),
                _("Did you find someone? Close it. Do you want more applications? Choose a higher number."),
            ],
            facts=_facts(posting),
            button=(_("See the opening"), _workspace(posting)),
            after=[
                _("You promised to answer every applicant within %(days)s days.")
                % {"days": posting.respond_by_days}
            ],
            why=why_team(),
        )

    tell_team(posting, "posting_full", write)


def expired(posting: "Posting", link: Callable[["Posting", User], str], *, again: bool) -> None:
    """To the team, two weeks after the closing date, and once more: how did it end? `link` takes one click."""

    def write(reader: User) -> Letter:
        return Letter(
            subject=_("How did it end? %(title)s") % {"title": posting.title},
            paragraphs=[
                _("The closing date of your opening has passed. Tell us how it ended."),
                _("We ask once more, and then no more. Later its page says that you did not tell.")
                if again
                else _("It takes one click."),
            ],
            facts=_facts(posting),
            button=(_("Tell how it ended"), link(posting, reader)),
            why=why_team(),
        )

    notices.tell(
        posting.hospital,
        Kind.OPENING,
        letter=write,
        about=f"postings.posting:{posting.pk}",
        topic=posting.title,
        mail="posting_expired",
        url=_workspace(posting, "workspace_closure"),  # the page of notices needs no key
    )
