"""Talks, an offer, texts for letters and the pool of the demo: made with the verbs, so that letters lie in the post too."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from accounts.models import User
from applications import interviews, offers, pipeline, pool
from applications.interviews import Proposal
from applications.models import Application, CannedText, Stage
from applications.offers import Terms
from hospitals.models import Seat
from hospitals.roles import Right
from postings.models import Posting

TEXTS = [
    (
        "After the first talk",
        "Dear {name},\n\nThank you for the good talk about “{opening}”. We liked how you explain hard subjects in plain words."
        " We go on with someone who has led a crisis team before.\n\n{hospital}",
        "Beste {name},\n\nBedankt voor het goede gesprek over “{opening}”. We vonden het knap hoe je moeilijke onderwerpen"
        " helder uitlegt. We gaan verder met iemand die al een crisisteam heeft geleid.\n\n{hospital}",
    ),
    (
        "Too far away",
        "Dear {name},\n\nThank you for applying for “{opening}”. The work asks for two days a week in the hospital, and"
        " that is too far from where you live.\n\n{hospital}",
        "",
    ),
]


def load_moves(postings: dict[str, Posting], people: dict[str, User], now: datetime) -> None:
    _propose(postings["northlake-social-media-manager"], people["candidate@demo.example"], now)
    _propose(postings["waterlinie-socialmediamanager"], people["candidate2@demo.example"], now)
    _agree(postings["northlake-physician-coach"], people["candidate3@demo.example"], now)
    _offer(postings["northlake-crisis-lead"], people["ingrid.solheim@demo.example"], now)
    hospital = postings["northlake-crisis-lead"].hospital
    for name, english, dutch in TEXTS:
        CannedText.objects.create(hospital=hospital, name=name, text_en=english, text_nl=dutch)
    application = _of(postings["northlake-crisis-lead"], people["priya.raman@demo.example"])
    pool.give(application, by=application.candidate, at=now - timedelta(days=20))


def _of(posting: Posting, candidate: User) -> Application:
    return Application.objects.select_related("posting__hospital", "candidate").get(
        posting=posting, candidate=candidate
    )


def _decider(posting: Posting) -> User:
    seats = Seat.objects.with_right(Right.DECIDE_APPLICATIONS).filter(hospital=posting.hospital)
    return seats.select_related("user").order_by("-role", "pk")[0].user


def _proposal(posting: Posting, by: User, now: datetime, hours: list[int]) -> Proposal:
    """Moments on working days of the week after this one, by the hospital's clock."""
    zone = posting.hospital.zone
    monday = now.astimezone(zone).date() + timedelta(days=7 - now.astimezone(zone).weekday())
    moments = [
        datetime.combine(monday + timedelta(days=i + 1), time(hour, 30 * (i % 2)), tzinfo=zone)
        for i, hour in enumerate(hours)
    ]
    dutch = posting.language == "nl"
    return Proposal(
        how="video",
        where="https://meet.demo.example/" + str(posting.pk),
        minutes=45,
        moments=moments,
        people=[by],
        words="Neem drie berichten mee waar je trots op bent."
        if dutch
        else "Bring three posts that you are proud of.",
    )


def _propose(posting: Posting, candidate: User, now: datetime) -> None:
    by = _decider(posting)
    pipeline.propose_interview(
        _of(posting, candidate), _proposal(posting, by, now, [9, 13, 16]), by=by, at=now
    )


def _agree(posting: Posting, candidate: User, now: datetime) -> None:
    by = _decider(posting)
    talk = pipeline.propose_interview(
        _of(posting, candidate), _proposal(posting, by, now, [10, 14]), by=by, at=now
    )
    first = interviews.free_slots(talk, at=now)[0]
    interviews.pick(talk, first.pk, by=candidate, at=now)


def _offer(posting: Posting, candidate: User, now: datetime) -> None:
    application = _of(posting, candidate)
    if application.status != Stage.OFFERED:
        return
    zone = posting.hospital.zone
    last = datetime.combine(now.astimezone(zone).date() + timedelta(days=6), time(23, 59), tzinfo=zone)
    terms = Terms(
        pay=Decimal(98_000),
        pay_currency="USD",
        pay_period_id="year",
        hours=Decimal(40),
        starts_on=now.date() + timedelta(days=45),
        answer_by=last,
        words="Twenty days of leave, and a course in crisis communication in your first year.",
    )
    offers.change(application, terms, by=_decider(posting), at=now)
