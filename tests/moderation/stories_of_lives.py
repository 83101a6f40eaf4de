"""Every arrow of every life, drawn by the function that draws it in the product: "model.verb" → its story."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts import closing, samples, suggesting, suspending, visibility
from accounts.models import User
from alerts import keeping
from alerts.models import Alert
from applications import endings, interviews, inviting, mending, offers, pipeline, promises, sending
from hospitals import verification
from hospitals.models import Seat
from mentoring import asking, booking, mentors, mentorships_by_clock, safety, talks, talks_by_clock
from mentoring.models import Mentorship
from moderation import cases, sampling
from postings import lifecycle, revising
from tests.conftest import visible_profile
from tests.moderation.stories import Story, World, now, people, put

WHY: dict[str, Any] = {"reasons": ["other"], "words": "No."}


def _suspended(w: World, status: str = "appealed") -> Any:
    return put(w.appeal, status=status, appealed_at=None if status == "running" else now())


def _idle(w: World) -> User:
    """Somebody without a seat, who was told and did not come."""
    long_ago = now(days=800)
    w.held.usersession_set.all().delete()
    row: User = put(w.held, last_login=long_ago, date_joined=long_ago, erasure_warned_at=now(days=400))
    return row


def _alert(w: World, status: str) -> Alert:
    return put(Alert.objects.get(user=w.candidate), status=status)


def _talk(w: World) -> Any:
    put(w.talk, status="cancelled")
    return people(w).talk()


def _application_of_invited(w: World) -> Any:
    w.application = put(w.application, posting=w.invited.posting)
    return w.invited


def _claimed(w: World, **facts: Any) -> Any:
    Seat.objects.create(hospital=w.pending, user=w.owner2, role="owner")
    return put(w.pending, **facts)


def _doubted(w: World, **facts: Any) -> Any:
    return put(w.hospital, verified_how="dns", **facts)


def _asked(w: World) -> Any:
    Mentorship.objects.filter(pk=w.completed.pk).delete()
    return put(w.mentorship, status="requested", accepted_at=None, answer_by=now(days=-5))


def talk_asked(w: World) -> Any:
    """The candidate asked for a talk, and a host offers the free time."""
    put(w.free, meant_for=w.booked)
    return put(w.booked, status="requested", time=None, booked_at=None, answer_by=now(days=-5))


def _talk_began(w: World) -> Any:
    put(w.booked.time, starts_at=now(days=1))
    return put(w.booked, status="booked")


def _decided(w: World, **facts: Any) -> Any:
    told = {"decided_at": now(), "outcome": "removed", "reasons": ["other"], "decided_by": w.moderator}
    return put(w.hospital_case, **({"status": "decided"} | told | facts))


def _removed(w: World, row: Any) -> Any:
    lifecycle.remove(row, by=w.colleague, **WHY)
    return row


def _rejected(w: World) -> Any:
    lifecycle.reject(w.waiting, by=w.colleague, **WHY)
    return w.waiting


def _applied(w: World) -> Any:
    revising.apply(w.revision, by=w.colleague)
    return w.revision


def _mended(r: Any, by: Any, at: Any) -> None:
    facts: dict[str, Any] = {"name": "A", "phone": "", "letter": "x", "answers": []}
    mending.change(r, by=by, cv=r.cv, at=at, **facts)


LIVES: dict[str, Story] = {
    "accounts.Profile.show": Story("candidate", lambda w: put(visible_profile(w.candidate), visibility="private", visible_at=None), lambda r, by, at: visibility.show(r, by=by, at=at)),
    "accounts.Profile.hide": Story("candidate", lambda w: visible_profile(w.candidate), lambda r, by, at: visibility.hide(r, by=by, at=at)),
    **{f"accounts.Suggestion.{verb}": Story("colleague", lambda w: w.suggestion, lambda r, by, at, verb=verb: suggesting.settle(r, verb, by=by, slug="" if verb == "decline" else "x", answer="w", at=at)) for verb in ("add", "name", "decline")},  # type: ignore[misc]
    "accounts.Suspension.appeal": Story("held", lambda w: _suspended(w, "running"), lambda r, by, at: suspending.appeal(r, by=by, words="w", at=at)),
    "accounts.Suspension.keep": Story("colleague", _suspended, lambda r, by, at: suspending.keep(r, by=by, words="w", at=at)),
    "accounts.Suspension.lift": Story("colleague", _suspended, lambda r, by, at: suspending.lift(r, by=by, words="w", at=at)),
    "accounts.Suspension.run_out": Story("", lambda w: put(w.appeal, until=now()), lambda r, by, at: suspending.run_out(at)),
    "accounts.User.close": Story("candidate2", lambda w: w.candidate2, lambda r, by, at: closing.close(r, by=by, at=at)),
    "accounts.User.reopen": Story("host", lambda w: put(w.host, standing="closed", closed_at=now()), lambda r, by, at: closing.reopen(r, at=at)),
    "accounts.User.erase": Story("", lambda w: put(w.held, standing="closed", closed_at=now(days=30), erasure_warned_at=now(days=10)), lambda r, by, at: closing.erase_closed(at)),
    "accounts.User.expire": Story("", _idle, lambda r, by, at: closing.erase_idle(at)),
    "accounts.WorkSample.quarantine": Story("colleague", lambda w: w.sample, lambda r, by, at: samples.report(r, by=by, reason="patient", at=at)),
    "accounts.WorkSample.release": Story("colleague", lambda w: w.reported, lambda r, by, at: samples.release(r, by=by, at=at)),
    "accounts.WorkSample.remove": Story("colleague", lambda w: w.reported, lambda r, by, at: samples.remove(r, by=by, reason="patient", at=at)),
    "alerts.Alert.confirm": Story("candidate", lambda w: _alert(w, "asked"), lambda r, by, at: keeping.confirm(r, by=by, at=at)),
    "alerts.Alert.pause": Story("candidate", lambda w: _alert(w, "active"), lambda r, by, at: keeping.pause(r, by=by, at=at)),
    "alerts.Alert.resume": Story("candidate", lambda w: _alert(w, "paused"), lambda r, by, at: keeping.resume(r, by=by, at=at)),
    "alerts.Alert.stop": Story("candidate", lambda w: _alert(w, "active"), lambda r, by, at: keeping.stop(r, by=by, at=at)),
    "applications.Application.submit": Story("candidate", lambda w: people(w).at("draft"), lambda r, by, at: sending.submit(r, by=by, at=at)),
    "applications.Application.change": Story("candidate", lambda w: people(w).at("submitted"), _mended),
    "applications.Application.read": Story("recruiter", lambda w: people(w).at("submitted"), lambda r, by, at: pipeline.read(r, by=by, at=at)),
    "applications.Application.shortlist": Story("recruiter", lambda w: people(w).at("in_review"), lambda r, by, at: pipeline.shortlist(r, by=by, at=at)),
    "applications.Application.invite": Story("recruiter", lambda w: people(w).at("in_review"), lambda r, by, at: pipeline.invite(r, by=by, at=at)),
    "applications.Application.offer": Story("recruiter", lambda w: (people(w).at("interview"), people(w).terms()), lambda r, by, at: offers.make(r[0], r[1], by=by, at=at), lambda w, r: r[0]),
    "applications.Application.change_offer": Story("recruiter", lambda w: (people(w).offered(), people(w).terms(hours=Decimal(32))), lambda r, by, at: offers.change(r[0], r[1], by=by, at=at), lambda w, r: r[0]),
    "applications.Application.accept": Story("candidate", lambda w: people(w).offered(), lambda r, by, at: offers.accept(r, by=by, version=1, at=at)),
    "applications.Application.take_back_to_interview": Story("recruiter", lambda w: people(w).offered(), lambda r, by, at: offers.take_back(r, by=by, words="w", at=at)),
    "applications.Application.take_back_to_shortlisted": Story("recruiter", lambda w: offers.make(people(w).at("shortlisted"), people(w).terms(), by=w.recruiter).application, lambda r, by, at: offers.take_back(r, by=by, words="w", at=at)),
    "applications.Application.hire": Story("recruiter", lambda w: people(w).offered(), lambda r, by, at: pipeline.hire(r, by=by, at=at)),
    "applications.Application.reject": Story("recruiter", lambda w: people(w).at("in_review"), lambda r, by, at: endings.reject(r, by=by, reason="skills", message="No.", at=at)),
    **{f"applications.Application.undo_to_{stage}": Story("recruiter", lambda w, stage=stage: people(w).rejected(stage), lambda r, by, at: endings.undo_rejection(r, by=by, at=at)) for stage in ("submitted", "in_review", "shortlisted", "interview", "offered")},  # type: ignore[misc]
    "applications.Application.withdraw": Story("candidate", lambda w: people(w).at("in_review"), lambda r, by, at: endings.withdraw(r, by=by, reason="pay", at=at)),
    "applications.Application.decline": Story("candidate", lambda w: people(w).offered(), lambda r, by, at: endings.decline(r, by=by, at=at)),
    "applications.Application.no_answer": Story("", lambda w: people(w).at("in_review"), lambda r, by, at: promises.no_answer(r, at=at)),
    "applications.Interview.pick": Story("candidate", _talk, lambda r, by, at: interviews.pick(r, r.offered.get().pk, by=by, at=at)),
    "applications.Interview.ask_others": Story("candidate", _talk, lambda r, by, at: interviews.ask_others(r, by=by, words="", at=at)),
    "applications.Interview.decline": Story("candidate", _talk, lambda r, by, at: interviews.decline(r, by=by, words="", at=at)),
    "applications.Interview.propose_times": Story("recruiter", lambda w: (_talk(w), people(w).proposal(5)), lambda r, by, at: interviews.propose_again(r[0], r[1], by=by, at=at), lambda w, r: r[0]),
    "applications.Interview.cancel": Story("recruiter", _talk, lambda r, by, at: interviews.cancel(r, by=by, words="w", at=at)),
    "applications.Invited.accept": Story("candidate", lambda w: (_application_of_invited(w), w.application), lambda r, by, at: inviting.accept_with(r[1], by=by, at=at), lambda w, r: r[0]),
    "applications.Invited.decline": Story("candidate", lambda w: w.invited, lambda r, by, at: inviting.decline(r, by=by, at=at)),
    "applications.Invited.expire": Story("", lambda w: put(w.invited, expires_at=now()), lambda r, by, at: inviting.end_those_that_ran_out(at)),
    "applications.Invited.withdraw": Story("", lambda w: w.invited, lambda r, by, at: inviting.end_with_posting(r.posting, at, by)),
    "hospitals.Hospital.ask": Story("owner2", lambda w: _claimed(w, status="unverified"), lambda r, by, at: verification.ask(r, by=by, words="w", at=at)),
    "hospitals.Hospital.confirm": Story("owner2", _claimed, lambda r, by, at: verification.confirm(r, by=by, domain="pending.example", at=at)),
    "hospitals.Hospital.verify": Story("colleague", lambda w: w.pending, lambda r, by, at: verification.verify(r, by=by, at=at)),
    "hospitals.Hospital.refuse": Story("colleague", lambda w: w.pending, lambda r, by, at: verification.refuse(r, by=by, at=at, **WHY)),
    "hospitals.Hospital.doubt": Story("", _doubted, lambda r, by, at: verification.doubt(r, at=at)),
    "hospitals.Hospital.trust": Story("", lambda w: _doubted(w, doubted_at=now()), lambda r, by, at: verification.trust(r, at=at)),
    "hospitals.Hospital.keep": Story("colleague", lambda w: _doubted(w, doubted_at=now()), lambda r, by, at: verification.keep(r, by=by, at=at)),
    "hospitals.Hospital.revoke": Story("colleague", lambda w: _doubted(w, doubted_at=now()), lambda r, by, at: verification.revoke(r, by=by, at=at, **WHY)),
    "mentoring.Mentor.pause": Story("candidate2", lambda w: w.mentor, lambda r, by, at: mentors.pause(r, by=by, at=at)),
    "mentoring.Mentor.resume": Story("candidate2", lambda w: put(w.mentor, status="paused", paused_at=now()), lambda r, by, at: mentors.resume(r, by=by, at=at)),
    "mentoring.Mentorship.accept": Story("candidate2", _asked, lambda r, by, at: asking.accept(r, by=by, at=at)),
    "mentoring.Mentorship.decline": Story("candidate2", _asked, lambda r, by, at: asking.decline(r, by=by, at=at)),
    "mentoring.Mentorship.expire": Story("", lambda w: put(_asked(w), answer_by=now()), lambda r, by, at: mentorships_by_clock.expire_unanswered(at)),
    "mentoring.Mentorship.withdraw": Story("candidate", _asked, lambda r, by, at: asking.withdraw(r, by=by, at=at)),
    "mentoring.Mentorship.complete": Story("candidate", lambda w: w.mentorship, lambda r, by, at: asking.complete(r, by=by, at=at)),
    "mentoring.Mentorship.end": Story("candidate", lambda w: w.mentorship, lambda r, by, at: asking.end(r, by=by, at=at)),
    "mentoring.Talk.pick": Story("candidate", talk_asked, lambda r, by, at: booking.pick(r, r.offered.get(), by=by, at=at)),
    "mentoring.Talk.decline": Story("host", talk_asked, lambda r, by, at: talks.decline(r, by=by, at=at)),
    "mentoring.Talk.expire": Story("", lambda w: put(talk_asked(w), answer_by=now()), lambda r, by, at: talks_by_clock.expire_unanswered(at)),
    "mentoring.Talk.cancel": Story("candidate", lambda w: w.booked, lambda r, by, at: talks.cancel(r, by=by, at=at)),
    "mentoring.Talk.hold": Story("host", _talk_began, lambda r, by, at: talks.hold(r, by=by, at=at)),
    "mentoring.Talk.miss": Story("candidate", _talk_began, lambda r, by, at: talks.miss(r, by=by, at=at)),
    "mentoring.Report.dismiss": Story("colleague", lambda w: w.person_report, lambda r, by, at: safety.dismiss(r, by=by, at=at)),
    "mentoring.Report.bar": Story("colleague", lambda w: w.person_report, lambda r, by, at: safety.bar(r, by=by, at=at)),
    "mentoring.Report.lift": Story("colleague", lambda w: put(w.person_report, status="barred"), lambda r, by, at: safety.lift(r, by=by, at=at)),
    "moderation.Case.ask": Story("colleague", lambda w: put(w.hospital_case, status="open", asked_at=None), lambda r, by, at: cases.ask(r, by=by, words="w", at=at)),
    "moderation.Case.answer": Story("owner", lambda w: w.hospital_case, lambda r, by, at: cases.answer(r, by=by, words="w", at=at)),
    "moderation.Case.dismiss": Story("colleague", lambda w: w.hospital_case, lambda r, by, at: cases.dismiss(r, by=by, words="w", at=at)),
    "moderation.Case.decide": Story("colleague", lambda w: w.hospital_case, lambda r, by, at: cases.decide(r, by=by, outcome="mended", at=at, **WHY)),
    "moderation.Case.appeal": Story("owner", _decided, lambda r, by, at: cases.appeal(r, by=by, words="w", at=at)),
    "moderation.Case.settle": Story("colleague", lambda w: _decided(w, status="appealed", appealed_at=now()), lambda r, by, at: cases.settle(r, by=by, granted=False, words="w", at=at)),
    "moderation.Case.rest": Story("", lambda w: _decided(w, decided_at=now(days=15)), lambda r, by, at: cases.rest(at)),
    "postings.Posting.submit": Story("recruiter", lambda w: w.draft, lambda r, by, at: lifecycle.submit(r, by=by, at=at)),
    "postings.Posting.withdraw": Story("recruiter", lambda w: w.waiting, lambda r, by, at: lifecycle.withdraw(r, by=by, at=at)),
    "postings.Posting.publish": Story("colleague", lambda w: w.waiting, lambda r, by, at: lifecycle.publish(r, by=by, at=at)),
    "postings.Posting.return": Story("colleague", lambda w: w.waiting, lambda r, by, at: lifecycle.return_(r, by=by, at=at, **WHY)),
    "postings.Posting.reject": Story("colleague", lambda w: w.waiting, lambda r, by, at: lifecycle.reject(r, by=by, at=at, **WHY)),
    "postings.Posting.close": Story("recruiter", lambda w: w.posting, lambda r, by, at: lifecycle.close(r, by=by, outcome="not_filled", at=at)),
    "postings.Posting.take_back": Story("recruiter", lambda w: w.planned, lambda r, by, at: lifecycle.take_back(r, by=by, at=at)),
    "postings.Posting.recall": Story("colleague", lambda w: w.posting, lambda r, by, at: lifecycle.recall(r, by=by, at=at, **WHY)),
    "postings.Posting.remove": Story("colleague", lambda w: w.posting, lambda r, by, at: lifecycle.remove(r, by=by, at=at, **WHY)),
    **{f"postings.Posting.undo_to_{status}": Story("colleague", first, lambda r, by, at: lifecycle.undo(r, by=by, at=timezone.now())) for status, first in {
        "draft": lambda w: _removed(w, w.draft),
        "in_review": _rejected,
        "returned": lambda w: _removed(w, put(w.draft, status="returned")),
        "rejected": lambda w: _removed(w, put(w.draft, status="rejected")),
        "published": lambda w: _removed(w, w.spot_check.posting),
        "closed": lambda w: _removed(w, put(w.posting, status="closed", closed_at=now(), outcome="not_filled")),
    }.items()},
    "postings.Revision.apply": Story("colleague", lambda w: w.revision, lambda r, by, at: revising.apply(r, by=by, at=at)),
    "postings.Revision.refuse": Story("colleague", lambda w: w.revision, lambda r, by, at: revising.refuse(r, by=by, at=at, **WHY)),
    "postings.Revision.undo_to_pending": Story("colleague", _applied, lambda r, by, at: revising.undo(r, by=by, at=timezone.now())),
    "postings.Revision.withdraw": Story("recruiter", lambda w: w.revision, lambda r, by, at: revising.withdraw(r, by=by, at=at)),
    "postings.SpotCheck.pass": Story("colleague", lambda w: w.spot_check, lambda r, by, at: sampling.pass_(r, by=by, at=at)),
    "postings.SpotCheck.fail": Story("colleague", lambda w: w.spot_check, lambda r, by, at: sampling.fail(r, by=by, remove=True, at=at, **WHY)),
}  # fmt: skip
