"""Talks of the demo: free times at three hospitals, one that is booked, one asked for, one held."""

from datetime import datetime, time, timedelta

from accounts.models import User
from core.vocabulary import vocabulary
from core.zones import moment
from hospitals.models import Hospital
from mentoring import booking, talks
from mentoring.models import TalkTime

# host, hospital, days from now, hour, how, where, language, subjects
TIMES: list[tuple[str, str, tuple[int, ...], int, str, str, str, str]] = [
    ("host@demo.example", "northlake", (2, 5, 9), 12, "video", "https://meet.northlake.example/talk", "en", "storytelling hipaa"),
    ("host@demo.example", "northlake", (6, 13), 16, "phone", "", "en", ""),
    ("host2@demo.example", "waterlinie", (3, 10, 17), 15, "video", "https://overleg.waterlinie.example/praatje", "nl", "community-management"),
    ("host2@demo.example", "waterlinie", (8,), 11, "on_site", "Catharijnesingel 4, Utrecht, hal A", "nl", "staff-training"),
    ("host3@demo.example", "kettle", (4, 11), 9, "phone", "", "en", "crisis-communication"),
]  # fmt: skip


def load_talks(hospitals: dict[str, Hospital], people: dict[str, User], now: datetime) -> None:
    for row in TIMES:
        _times(row, hospitals, people, now)
    maya, joris = people["candidate@demo.example"], people["candidate2@demo.example"]
    first = TalkTime.objects.filter(hospital=hospitals["northlake"]).order_by("starts_at").first()
    if first is not None:
        booking.book(
            first,
            by=maya,
            words="Who has to say yes before something goes online, and how long does that take?",
        )
    booking.ask(
        hospitals["waterlinie"],
        by=joris,
        words="Ik werk overdag. Heeft iemand van jullie ’s avonds tijd? Ik wil weten hoe jullie artsen leren posten.",
    )
    _held(hospitals["kettle"], people["host3@demo.example"], maya, now)


def _times(
    row: tuple[str, str, tuple[int, ...], int, str, str, str, str],
    hospitals: dict[str, Hospital],
    people: dict[str, User],
    now: datetime,
) -> None:
    email, key, days, hour, how, where, language, subjects = row
    hospital = hospitals[key]
    topics = [skill.pk for slug in subjects.split() if (skill := vocabulary().skill(slug))]
    for n in days:
        on = (now + timedelta(days=n)).astimezone(hospital.zone).date()
        TalkTime.objects.create(
            hospital=hospital, host=people[email], how=how, where=where, language=language, topics=topics,
            starts_at=moment(datetime.combine(on, time(hour)), hospital.zone), zone=str(hospital.zone),
        )  # fmt: skip


def _held(hospital: Hospital, host: User, candidate: User, now: datetime) -> None:
    """Four months ago, so that the two may talk again."""
    at = now - timedelta(days=120)
    time_ = TalkTime.objects.create(
        hospital=hospital, host=host, how="phone", language="en", starts_at=at, zone=str(hospital.zone)
    )
    row = booking.book(
        time_, by=candidate, phone="+1 555 0161", at=at - timedelta(days=3),
        words="What went wrong last year, and who called whom?",
    )  # fmt: skip
    talks.hold(row, by=host, at=at + timedelta(minutes=30))
