"""What the candidates of the demo were told, what they allow, and when their applications were first opened."""

from datetime import datetime, timedelta

from accounts import inbox
from accounts.models import InboxItem, News, User
from applications import consents, timeline
from applications.mails.words import about
from applications.models import Application, ConsentKind
from core import audit
from core.mail import in_language_of
from core.models import Event
from hospitals.models import Seat
from hospitals.roles import Right

READ = timedelta(days=3)  # what is older than that was read
TOLD = {
    "submit": News.STEP,
    "read": News.STEP,
    "shortlist": News.DECISION,
    "invite": News.INTERVIEW,
    "offer": News.OFFER,
    "hire": News.DECISION,
    "reject": News.DECISION,
    "no_answer": News.DECISION,
}


def load_mine(people: dict[str, User], now: datetime) -> None:
    sent = Application.objects.sent().filter(candidate__in=people.values(), submitted_at__isnull=False)
    for application in sent.select_related("posting__hospital", "candidate"):
        assert application.submitted_at is not None
        allowed = [ConsentKind.PROCESSING, *([ConsentKind.KEEP] if application.pk % 2 else [])]
        consents.give(application, allowed, at=application.submitted_at)
        trail = list(Event.objects.about(application).order_by("at", "id"))
        _opened(application, trail)
        _told(application, trail, now)
    last = Application.objects.filter(
        candidate=people["candidate@demo.example"], status="shortlisted"
    ).first()
    if last is not None:
        inbox.choose(last.candidate, {News.STEP.value: "daily"})


def _opened(application: Application, trail: list[Event]) -> None:
    """Whoever read it opened it just before."""
    began = next((event for event in trail if event.before == "submitted"), None)
    seats = Seat.objects.with_right(Right.DECIDE_APPLICATIONS).filter(hospital=application.posting.hospital)
    seat = seats.select_related("user").order_by("pk").first()
    if began is None or began.verb in {"withdraw", "no_answer"} or seat is None:
        return
    at = began.at - timedelta(minutes=9)
    Application.objects.filter(pk=application.pk).update(seen_at=at)
    audit.record(application, "cv_opened", by=seat.user, at=at)


def _told(application: Application, trail: list[Event], now: datetime) -> None:
    with in_language_of(application.candidate):
        InboxItem.objects.bulk_create(
            InboxItem(
                user=application.candidate,
                kind=TOLD[event.verb],
                letter=f"demo_{event.verb}",
                about=about(application),
                topic=application.posting.title,
                words=f"{application.posting.hospital.name}: {timeline.words_of(event.verb)}"[:250],
                url=application.get_absolute_url(),
                at=event.at,
                read_at=event.at + timedelta(hours=5) if event.at < now - READ else None,
            )
            for event in trail
            if event.verb in TOLD and not (event.verb == "reject" and application.is_untold)
        )
