"""Every letter about informational talks, one function each: to the candidate in their inbox and by mail; to the host
always by mail, whatever they chose, since it changes their calendar; what has no host yet to all who host talks, as they
chose.

Words and addresses are made inside the function that writes the letter: it runs once its reader's language is on.
"""

from collections.abc import Callable

from django.urls import reverse

from accounts import inbox
from accounts.models import News, User
from core.calendars import CANCEL, REQUEST
from core.mail import Letter, in_language_of, queue
from core.said import said as _
from core.zones import day
from hospitals import notices
from hospitals.models.notice import Kind
from mentoring.models import Talk
from mentoring.naming import name_of
from mentoring.talk_facts import attached, facts


def about(row: Talk) -> str:
    return f"mentoring.talk:{row.pk}"


def _to_candidate(row: Talk, mail: str, letter: Callable[[User], Letter]) -> None:
    reader = row.candidate
    with in_language_of(reader):
        written = letter(reader)
        written.button = written.button or (_("See the talk"), row.get_absolute_url())
        written.why = _("You get this because you asked a hospital for a talk.")
        inbox.tell(
            reader, News.MENTORING, letter=written, mail=mail, about=about(row), topic=row.hospital.name
        )


def _to_hosts(row: Talk, mail: str, letter: Callable[[User], Letter]) -> None:
    def complete(reader: User) -> Letter:
        written = letter(reader)
        written.button = (_("See the talk"), row.workspace_url)
        written.why = _("You get this because you host talks for %(hospital)s.") % {
            "hospital": row.hospital.name
        }
        return written

    host = row.host
    if host is not None:  # also when they left the team: it stands in their calendar
        with in_language_of(host):
            queue(complete(host), kind=mail, to=host, about=about(row))
    notices.tell(
        row.hospital,
        Kind.TALK,
        letter=complete,
        about=about(row),
        url=row.workspace_url,
        to=None if host is None else [host],
        mail=mail,
        by_mail=host is None,
    )


def _elsewhere() -> tuple[str, str]:
    return _("Find another talk"), reverse("mentoring:talks")


# ── Asked and offered ────────────────────────────────────────────────────────────────────────────────
def asked(row: Talk) -> None:
    """To all who host talks: the first to answer takes it."""
    answer_by = row.answer_by
    assert answer_by is not None
    _to_hosts(
        row,
        "talk_asked",
        lambda reader: Letter(
            subject=_("%(name)s asks for a talk") % {"name": name_of(row.candidate)},
            paragraphs=[
                _("Offer one to three times, or say no, until %(day)s.")
                % {"day": day(answer_by, row.hospital.zone)}
            ],
            quote=row.words,
        ),
    )


def offered(row: Talk) -> None:
    _to_candidate(
        row,
        "talk_offered",
        lambda reader: Letter(
            subject=_("%(hospital)s offers you a talk") % {"hospital": row.hospital.name},
            paragraphs=[_("Choose one of the times on the page.")],
            quote=row.answer,
            button=(_("Choose a time"), row.get_absolute_url()),
        ),
    )


def declined(row: Talk) -> None:
    _to_candidate(
        row,
        "talk_declined",
        lambda reader: Letter(
            subject=_("%(hospital)s has no time for a talk") % {"hospital": row.hospital.name},
            paragraphs=[_("That says nothing about you. Other hospitals give talks too.")],
            quote=row.answer,
            button=_elsewhere(),
        ),
    )


def expired(row: Talk) -> None:
    """Nobody answered, or nobody chose. The hospital had its time and is not told."""
    _to_candidate(
        row,
        "talk_expired",
        lambda reader: Letter(
            subject=_("Your request for a talk with %(hospital)s is closed")
            % {"hospital": row.hospital.name},
            paragraphs=[
                _("You chose none of the times that they offered.")
                if row.host_id is not None
                else _("Nobody answered in two weeks.")
            ],
            button=_elsewhere(),
        ),
    )


# ── Booked ───────────────────────────────────────────────────────────────────────────────────────────
def booked(row: Talk) -> None:
    """To both, with the calendar file."""
    _to_candidate(
        row,
        "talk_booked",
        lambda reader: Letter(
            subject=_("Booked: your talk with %(hospital)s") % {"hospital": row.hospital.name},
            paragraphs=[_("This is no job interview. Bring your questions.")],
            facts=facts(row, reader),
            files=attached(row, reader, REQUEST),
        ),
    )
    _to_hosts(
        row,
        "talk_booked_host",
        lambda reader: Letter(
            subject=_("%(name)s booked a talk with you") % {"name": name_of(row.candidate)},
            paragraphs=[_("They want to know:")],
            quote=row.words,
            facts=facts(row, reader),
            files=attached(row, reader, REQUEST),
        ),
    )


def reminder(row: Talk) -> None:
    _to_candidate(
        row,
        "talk_reminder",
        lambda reader: Letter(
            subject=_("Soon: your talk with %(hospital)s") % {"hospital": row.hospital.name},
            paragraphs=[_("Can you not come? Cancel it, so that someone else can have the time.")],
            facts=facts(row, reader),
        ),
    )
    _to_hosts(
        row,
        "talk_reminder_host",
        lambda reader: Letter(
            subject=_("Soon: your talk with %(name)s") % {"name": name_of(row.candidate)},
            paragraphs=[],
            quote=row.words,
            facts=facts(row, reader),
        ),
    )


def cancelled(row: Talk, *, was_booked: bool, words: str) -> None:
    """To whoever did not do it; what was booked goes out of both calendars."""
    by = row.called_off_by
    if by != "candidate":
        _to_candidate(
            row,
            "talk_cancelled",
            lambda reader: Letter(
                subject=_("Cancelled: your talk with %(hospital)s") % {"hospital": row.hospital.name},
                paragraphs=[_("It does not count: you can ask this hospital again.")],
                quote=words,
                facts=facts(row, reader),
                files=attached(row, reader, CANCEL) if was_booked else [],
                button=_elsewhere(),
            ),
        )
    if was_booked:
        _to_hosts(
            row,
            "talk_cancelled_host",
            lambda reader: Letter(
                subject=_("Cancelled: the talk with %(name)s") % {"name": name_of(row.candidate)},
                paragraphs=[_("The time is free again.")]
                if by == "candidate" and row.time and row.time.meant_for_id is None
                else [],
                quote=words if by == "candidate" else "",
                facts=facts(row, reader),
                files=attached(row, reader, CANCEL),
            ),
        )


# ── Afterwards ───────────────────────────────────────────────────────────────────────────────────────
def held(row: Talk) -> None:
    _to_candidate(
        row,
        "talk_held",
        lambda reader: Letter(
            subject=_("How was your talk with %(hospital)s?") % {"hospital": row.hospital.name},
            paragraphs=[
                _("You can name it in an application to this hospital, if you want. Nobody links it for you.")
            ],
        ),
    )


def missed(row: Talk) -> None:
    """To the one who did not come, as the other says."""
    if row.missed_by == "candidate":
        _to_candidate(
            row,
            "talk_missed",
            lambda reader: Letter(
                subject=_("%(hospital)s says that you were not there") % {"hospital": row.hospital.name},
                paragraphs=[
                    _("After two missed talks you cannot book for a while. Is this wrong? Write to us.")
                ],
                facts=facts(row, reader),
            ),
        )
        return
    _to_hosts(
        row,
        "talk_missed_host",
        lambda reader: Letter(
            subject=_("%(name)s says that nobody of you was there") % {"name": name_of(row.candidate)},
            paragraphs=[_("Write them if it was a mistake: they can book with you again.")],
            facts=facts(row, reader),
        ),
    )
