"""Every letter about informational talks, one function each: to the candidate in their inbox and by mail, to the host
always by mail with the calendar file, to the others who host talks as they chose."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import inbox
from accounts.clock import zone_of
from accounts.models import News, User
from core import calendars
from core.calendars import CANCEL, REQUEST, Meeting
from core.mail import Attached, Letter, in_language_of
from core.zones import day, day_and_time
from hospitals import notices
from hospitals.models.notice import Kind
from mentoring.models import Talk
from mentoring.naming import name_of


def about(row: Talk) -> str:
    return f"mentoring.talk:{row.pk}"


def calendar(row: Talk, *, reader: User, method: str, at: datetime) -> bytes:
    """The talk as a file for one of the two, in the language that is active."""
    assert row.time is not None
    hosts = reader.pk != row.candidate_id
    lines = [f"{row.time.get_how_display()}: {where(row, reader)}", row.words]
    meeting = Meeting(
        uid=row.uid,
        sequence=row.sequence,
        starts_at=row.time.starts_at,
        ends_at=row.time.ends_at,
        summary=_("Talk with %(name)s") % {"name": name_of(row.candidate) if hosts else row.hospital.name},
        description="\n\n".join(line for line in lines if line),
        where=where(row, reader),
        organiser=row.hospital.name,
        guest=(reader.email, name_of(reader)),
    )
    return calendars.written(meeting, method=method, at=at)


def where(row: Talk, reader: User) -> str:
    """A number to call for the host; the link or the address otherwise."""
    assert row.time is not None
    if row.time.how != row.time.How.PHONE:
        return row.time.where
    return (
        row.phone if reader.pk != row.candidate_id else _("They call you on %(phone)s") % {"phone": row.phone}
    )


def _file(row: Talk, reader: User, method: str) -> list[Attached]:
    content = calendar(row, reader=reader, method=method, at=timezone.now())
    return [Attached("talk.ics", f"text/calendar; method={method}", content)]


def _facts(row: Talk, reader: User) -> list[tuple[str, str]]:
    if row.time is None:
        return []
    clocks: list[ZoneInfo] = [row.time.clock]
    own = zone_of(reader)
    if reader.pk == row.candidate_id and str(own) not in ("UTC", str(row.time.clock)):
        clocks.insert(0, own)
    when = " · ".join(day_and_time(row.time.starts_at, clock) for clock in clocks)
    return [
        (_("When"), when),
        (_("How long"), row.time.get_minutes_display()),
        (_("How"), str(row.time.get_how_display())),
        (_("Where"), where(row, reader)),
    ]


def _to_candidate(
    row: Talk, mail: str, letter: Callable[[User], Letter], *, button: tuple[str, str] | None = None
) -> None:
    reader = row.candidate
    with in_language_of(reader):
        written = letter(reader)
        written.button = button or written.button or (_("See the talk"), row.get_absolute_url())
        written.why = _("You get this because you asked a hospital for a talk.")
        inbox.tell(
            reader, News.MENTORING, letter=written, mail=mail, about=about(row), topic=row.hospital.name
        )


def _to_hosts(row: Talk, mail: str, letter: Callable[[User], Letter]) -> None:
    def with_button(reader: User) -> Letter:
        written = letter(reader)
        written.button = written.button or (_("See the talk"), row.workspace_url)
        return written

    to = [row.host] if row.host is not None else None
    notices.tell(
        row.hospital, Kind.TALK, letter=with_button, about=about(row), url=row.workspace_url, to=to, mail=mail
    )


# ── Asked and offered ────────────────────────────────────────────────────────────────────────────────
def asked(row: Talk) -> None:
    """To all who host talks: the first to answer takes it."""
    assert row.answer_by is not None
    last = day(row.answer_by, row.hospital.zone)
    _to_hosts(
        row,
        "talk_asked",
        lambda reader: Letter(
            subject=_("%(name)s asks for a talk") % {"name": name_of(row.candidate)},
            paragraphs=[_("Offer one to three times, or say no, until %(day)s.") % {"day": last}],
            quote=row.words,
            why=_("You get this because you host talks for %(hospital)s.") % {"hospital": row.hospital.name},
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
            why="",
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
            why="",
        ),
        button=(_("Find another talk"), reverse("mentoring:talks")),
    )


def expired(row: Talk) -> None:
    """Nobody answered, or nobody chose: both hear of it."""
    with_times = row.host_id is not None
    words = (
        _("You chose none of the times in two weeks.") if with_times else _("Nobody answered in two weeks.")
    )
    _to_candidate(
        row,
        "talk_expired",
        lambda reader: Letter(
            subject=_("Your request for a talk with %(hospital)s is closed")
            % {"hospital": row.hospital.name},
            paragraphs=[words],
            why="",
        ),
        button=(_("Find another talk"), reverse("mentoring:talks")),
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
            facts=_facts(row, reader),
            files=_file(row, reader, REQUEST),
            why="",
        ),
    )
    _to_hosts(
        row,
        "talk_booked_host",
        lambda reader: Letter(
            subject=_("%(name)s booked a talk with you") % {"name": name_of(row.candidate)},
            paragraphs=[_("They want to know:")],
            quote=row.words,
            facts=_facts(row, reader),
            files=_file(row, reader, REQUEST),
            why=_("You get this because you host talks for %(hospital)s.") % {"hospital": row.hospital.name},
        ),
    )


def reminder(row: Talk) -> None:
    _to_candidate(
        row,
        "talk_reminder",
        lambda reader: Letter(
            subject=_("Soon: your talk with %(hospital)s") % {"hospital": row.hospital.name},
            paragraphs=[_("Can you not come? Cancel it, so that someone else can have the time.")],
            facts=_facts(row, reader),
            why="",
        ),
    )
    _to_hosts(
        row,
        "talk_reminder_host",
        lambda reader: Letter(
            subject=_("Soon: your talk with %(name)s") % {"name": name_of(row.candidate)},
            paragraphs=[],
            quote=row.words,
            facts=_facts(row, reader),
            why=_("You get this because you host talks for %(hospital)s.") % {"hospital": row.hospital.name},
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
                facts=_facts(row, reader),
                files=_file(row, reader, CANCEL) if was_booked else [],
                why="",
            ),
            button=(_("Find another talk"), reverse("mentoring:talks")),
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
                facts=_facts(row, reader),
                files=_file(row, reader, CANCEL),
                why=_("You get this because you host talks for %(hospital)s.")
                % {"hospital": row.hospital.name},
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
            why="",
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
                facts=_facts(row, reader),
                why="",
            ),
        )
        return
    _to_hosts(
        row,
        "talk_missed_host",
        lambda reader: Letter(
            subject=_("%(name)s says that nobody of you was there") % {"name": name_of(row.candidate)},
            paragraphs=[_("Write them if it was a mistake: they can book with you again.")],
            facts=_facts(row, reader),
            why=_("You get this because you host talks for %(hospital)s.") % {"hospital": row.hospital.name},
        ),
    )
