"""Every function beside the lives that writes into the trail itself: "app.module.function" → its story, `verb` and all.

Those of pages are performed by a request. Several stories of one function carry what differs after a space.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.test import Client
from django.urls import reverse

from accounts import suggesting, suspending
from accounts.models import User
from applications import (
    bulk,
    consents,
    erasing,
    exports,
    hidden,
    interviews,
    inviting,
    messages,
    notes,
    pool,
    promises,
)
from applications import samples as seen_samples
from applications.models import Consent, CVDrawing, HiddenFrom, Message
from core import announcing, switches
from core.adminpages import Base
from core.handles import Profile
from core.models import Announcement, Channel, Skill
from hospitals import (
    banning,
    channels,
    claims,
    colleagues,
    joining,
    mailbox,
    proof,
    readiness,
    staff,
    verification,
)
from hospitals.forms import about_us
from hospitals.forms import profile as profile_form
from hospitals.models import DomainProof, MailboxCode, Readiness, Seat
from mentoring import asking, booking, hosting, mentors, safety, talks
from mentoring.models import Block, Mentor, Mentorship, Report, TalkTime
from moderation import merging, people, reporting, subjects, trust, uniting, words
from moderation.models import Case
from moderation.models import Report as ReportOfCase
from moderation.views import trail
from postings import (
    allowance,
    freezing,
    limits,
    outcomes,
    proposing,
    questions,
    remarks,
    revising,
    starting,
    writing,
)
from postings.models import Posting
from postings.questions import Question
from tests.conftest import make_hospital, picture, visible_profile
from tests.moderation.stories import Story, World, now, put
from tests.moderation.stories import people as those
from tests.moderation.stories_of_lives import talk_asked

Given = Callable[[World], Any]


def page(name: str, /, *given: str, **sent: Any) -> Callable[[Any, Any, Any], object]:
    """A press of a button: the address is made of what stands in the world (`address` of the doors)."""

    def act(w: World, by: User, at: Any) -> object:
        from tests.doors.test_matrix import address

        browser = Client()
        browser.force_login(by, backend="accounts.backends.Backend")
        made = {key: value() if callable(value) else value for key, value in sent.items()}
        where = address(w, name, list(given))
        told = browser.post(where, made) if sent else browser.get(where)
        assert told.status_code < 400, told.status_code
        return told

    return act


def _hospital(w: World, _made: Any) -> Any:
    return w.hospital


def _application(w: World, _made: Any) -> Any:
    return w.application


def _unverified(w: World) -> Any:
    return put(w.hospital, status="unverified", verified_at=None)


def _coded(w: World) -> Any:
    hospital = _unverified(w)
    MailboxCode.objects.create(
        hospital=hospital, user=w.owner, email="me@northlake.example", expires_at=now(days=-1),
        code_hash=mailbox._hash(hospital, "me@northlake.example", "123456"),
    )  # fmt: skip
    return hospital


def _proof(w: World) -> Any:
    hospital = _unverified(w)
    row = DomainProof.objects.create(hospital=hospital, token="t", dns="found", domain=hospital.web_domain)
    return hospital, row


def _places(w: World) -> Any:
    sites = about_us.Sites({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-name": "North", "form-0-city": "Tacoma"})  # fmt: skip
    departments = about_us.DepartmentsForm({"departments": "Cardiology"})
    assert sites.is_valid() and departments.is_valid()
    return w.hospital, sites, departments


def _profile(w: World) -> Any:
    form = profile_form.ProfileForm(instance=w.hospital)
    form.cleaned_data = {"about_en": "We heal."}
    form.__dict__["changed_data"] = ["about_en"]
    return form


def _nobody_asked(w: World) -> Any:
    """A mentor whom candidate2's place is free for: the host asks nobody yet."""
    Mentorship.objects.all().delete()
    Block.objects.all().delete()
    Report.objects.all().delete()
    return w.mentor


def _visitors(w: World) -> Any:
    """A case whose third independent report makes it weigh enough."""
    subject = subjects.of_opening(w.posting)
    for number, user in enumerate((w.candidate, w.candidate2, w.reviewer)):
        long_ago = now(days=90)
        put(user, date_joined=long_ago)
        if number < 2:
            reporting.report(subject, by=user, code="fake", network=f"10.{number}.0.1")
    case = Case.objects.get(kind="opening", subject_id=w.posting.pk)
    ReportOfCase.objects.create(case=case, by=w.reviewer, code="fake", at=now(), weight="1", network="n3")
    return case


def _edited(w: World, **fields: Any) -> Any:
    row = Posting.objects.select_related("hospital").get(pk=w.posting.pk)
    seen = revising.seen(row, None)
    for name, value in fields.items():
        setattr(row, name, value)
    return row, seen


def _expired(w: World) -> Any:
    return put(
        w.posting,
        published_at=now(days=60),
        publish_at=now(days=60),
        submitted_at=now(days=61),
        closes_at=now(days=15),
    )


def _double(w: World) -> Any:
    return make_hospital(name="Northlake Hospital", slug="northlake-hospital", web_domain="northlake.example")


def _allowed(w: World) -> Any:
    Consent.objects.filter(application=w.application).delete()
    consents.allow(w.application, "keep", by=w.candidate)
    return w.application


def _in_pool(w: World) -> Any:
    pool.give(w.application, by=w.candidate)
    return w.application


def _found(w: World) -> Any:
    HiddenFrom.objects.all().delete()
    return visible_profile(w.candidate2), w.spot_check.posting


def _message(w: World) -> Any:
    return Message.objects.filter(application=w.application).first()


def _word(w: World) -> Any:
    return Skill.objects.get(slug="html")


def _renamed(w: World) -> Any:
    row = _word(w)
    row.name_en = "Web pages"
    return row


def _merged(w: World) -> Any:
    skills = Skill.objects.filter(slug__in=["community-management", "public-relations"]).order_by("slug")
    return list(skills)


def _drawn(w: World) -> World:
    CVDrawing.objects.update_or_create(pk=w.application.cv_id, defaults={"drawn_at": now(), "pages": 1})
    return w


def _form_of(row: Any, **changed: Any) -> dict[str, Any]:
    """What the administration's page of a row sends."""
    from django.test import RequestFactory

    request = RequestFactory().get("/")
    request.user = User(is_superuser=True, is_staff=True, is_active=True)
    form = admin.site._registry[type(row)].get_form(request, row)(instance=row)
    sent = {name: "" if (value := form[name].value()) is None else value for name in form.fields}
    return {name: value for name, value in (sent | changed).items() if value is not False}


def _office(row: Given, kind: str, **changed: Any) -> Callable[[World, Any, Any], object]:
    def act(w: World, by: User, at: Any) -> object:
        browser = Client()
        browser.force_login(by, backend="accounts.backends.Backend")
        one = row(w)
        told = browser.post(reverse(f"admin:{kind}", args=[one.pk]), _form_of(one, **changed))
        assert told.status_code == 302, told.content.decode()[:3000]
        return told

    return act


def _deleted(row: Any, by: User, at: Any) -> None:
    """No page of the administration offers it today; what would, tells of it."""
    Base(type(row), admin.site).delete_model(World(user=by), row)


BESIDE: dict[str, Story] = {
    "accounts.suggesting.ask": Story("candidate", lambda w: w, lambda w, by, at: suggesting.ask(by=by, kind="skill", text="Beekeeping", why="", language="en", where="opening", at=at), lambda w, r: None, "suggest"),
    "accounts.suspending.suspend": Story("colleague", lambda w: w.candidate, lambda r, by, at: suspending.suspend(r, by=by, reason="spam", words="w", until=None, at=at), lambda w, r: None, "suspend"),
    "applications.bulk.create": Story("recruiter", lambda w: w, lambda w, by, at: bulk.create("read", [w.application.pk], hospital=w.hospital, by=by, at=at), lambda w, r: None, "bulk_read"),
    "applications.consents.allow": Story("candidate", lambda w: w.application, lambda r, by, at: consents.allow(r, "keep", by=by, at=at), verb="consent_given"),
    "applications.consents.revoke": Story("candidate", _allowed, lambda r, by, at: consents.revoke(r, "keep", by=by, at=at), verb="consent_revoked"),
    "applications.erasing.erase": Story("", lambda w: those(w).at("withdrawn"), lambda r, by, at: erasing.erase(r, why="asked", at=at), verb="erased"),
    "applications.exports.log": Story("recruiter", lambda w: w.application, lambda r, by, at: exports.log([r], by=by, how="csv", at=at), verb="exported"),
    "applications.hidden._move": Story("colleague", _message, lambda r, by, at: hidden.hide(r, by=by, at=at), _application, "hide_message"),
    "applications.interviews.begin": Story("recruiter", lambda w: (put(w.talk, status="cancelled"), w.application, those(w).proposal()), lambda r, by, at: interviews.begin(r[1], r[2], by=by, at=at), lambda w, r: None, "propose"),
    "applications.inviting.invite": Story("recruiter", _found, lambda r, by, at: inviting.invite(r[0], r[1], by=by, at=at), lambda w, r: None, "invite_to_apply"),
    "applications.messages.send": Story("recruiter", lambda w: w.application, lambda r, by, at: messages.send(r, by=by, words="Hello.", at=at), verb="message"),
    "applications.notes.rate": Story("reviewer", lambda w: w.application, lambda r, by, at: notes.rate(r, {r.posting.required_skills[0]: 3}, by=by, at=at), verb="rated"),
    "applications.pool.give": Story("candidate", lambda w: w.application, lambda r, by, at: pool.give(r, by=by, at=at), verb="pool_joined"),
    "applications.pool.end": Story("candidate", _in_pool, lambda r, by, at: pool.end(r, by=by, at=at), verb="pool_left"),
    "applications.promises.deal_with_silence": Story("colleague", lambda w: (put(w.application, status="no_answer", decided_at=now(days=1)), w.hospital), lambda r, by, at: promises.deal_with_silence(r[1], by=by, words="w", until=at, at=at), _hospital, "deal_with_silence"),
    "applications.promises.nudge": Story("", lambda w: put(w.application, respond_by=now(days=1)), lambda r, by, at: promises.nudge(r, at=at), verb="nudge"),
    "applications.promises.warn": Story("", lambda w: put(w.application, respond_by=now(days=-1)), lambda r, by, at: promises.warn(r, at=at), verb="warn"),
    "applications.samples.log_look": Story("reviewer", lambda w: w, lambda w, by, at: seen_samples.log_look(w.application, w.sample.pk, by=by), _application, "sample_opened"),
    "applications.views.letters.send": Story("recruiter", lambda w: w, page("applications:file", "hospital.slug", "application.pk", "attachment.pk"), _application, "file_opened"),
    "applications.views.one._page": Story("owner", _drawn, page("applications:workspace_detail", "hospital.slug", "application.pk"), _application, "cv_opened"),
    "applications.views.workspace.cv": Story("owner", lambda w: w, page("applications:workspace_cv", "hospital.slug", "application.pk"), _application, "cv_opened"),
    "applications.views.texts._form": Story("owner", lambda w: w, page("applications:text", "hospital.slug", "text.pk", name="Short", text_en="Dear {name}, not now.", text_nl=""), lambda w, r: w.text, "text_changed"),
    "applications.views.texts.removal": Story("owner", lambda w: w, page("applications:text_removal", "hospital.slug", "text.pk", yes="1"), lambda w, r: w.text, "text_removed"),
    "core.admin.tell": Story("admin", lambda w: w, _office(_word, "core_skill_change", name_en="Web pages"), lambda w, r: _word(w), "edited"),
    "core.adminpages.tell": Story("admin", lambda w: w, _office(lambda w: w.hospital, "hospitals_hospital_change", name="Northlake Medical Center"), _hospital, "edited"),
    "core.adminpages.delete_model": Story("admin", lambda w: w.saved, _deleted, verb="removed"),
    "core.announcing.save": Story("colleague", lambda w: Announcement(words_en="a", words_nl="b", shown_from=now(), shown_until=now(days=-1)), lambda r, by, at: announcing.save(r, by=by, at=at), verb="created"),
    "core.announcing.end": Story("colleague", lambda w: w.announcement, lambda r, by, at: announcing.end(r, by=by, at=at), verb="take_down"),
    "core.switches.turn": Story("admin", lambda w: switches.Switch.objects.get_or_create(name=next(iter(switches.Part)), defaults={"is_on": True, "changed_at": now()})[0], lambda r, by, at: switches.turn(switches.Part(r.name), on=False, by=by, reason="r", at=at), verb="switch_off"),
    "hospitals.banning.ban": Story("colleague", lambda w: "bad.example", lambda r, by, at: banning.ban(r, reason="r", by=by, at=at), lambda w, r: None, "ban"),
    "hospitals.banning.lift": Story("colleague", lambda w: w.banned, lambda r, by, at: banning.lift(r, by=by, at=at), verb="lift_ban"),
    "hospitals.channels.add": Story("owner", lambda w: (w.hospital, w.channel.channel), lambda r, by, at: channels.add(r[0], channel=r[1], profile=Profile("north2", "https://x.com/north2"), by=by, at=at), _hospital, "edit"),
    "hospitals.channels.remove": Story("owner", lambda w: w.channel, lambda r, by, at: channels.remove(r, by=by, at=at), _hospital, "edit"),
    "hospitals.channels.vouch": Story("colleague", lambda w: w.channel, lambda r, by, at: channels.vouch(r, by=by, at=at), _hospital, "edit"),
    "hospitals.claims.claim": Story("candidate2", lambda w: w, lambda w, by, at: claims.claim(entry=None, facts={"name": "New", "city": "Tacoma", "region": "WA", "country": "US", "website": "https://new.example/"}, by=by), lambda w, r: None, "claim"),
    "hospitals.forms.about_us.save_places": Story("owner", _places, lambda r, by, at: about_us.save_places(*r, by=by), _hospital, "edit"),
    "hospitals.forms.profile.save": Story("owner", _profile, lambda r, by, at: profile_form.save(r, by=by), _hospital, "edit"),
    "hospitals.joining.ask_to_join": Story("candidate2", lambda w: w.hospital, lambda r, by, at: joining.ask_to_join(r, by=by, words="w", at=at), verb="ask_to_join"),
    "hospitals.mailbox.send_code": Story("owner", _unverified, lambda r, by, at: mailbox.send_code(r, email="me@northlake.example", by=by, at=at), verb="send_code"),
    "hospitals.mailbox._proven": Story("owner", lambda w: put(_coded(w), status="pending", asked_at=now()), lambda r, by, at: mailbox.try_code(r, "123456", by=by, at=at), verb="prove_mailbox"),
    "hospitals.proof.ask": Story("owner", _unverified, lambda r, by, at: proof.ask(r, by=by, at=at), verb="ask_proof"),
    "hospitals.proof._proven": Story("owner", lambda w: (put(_proof(w)[0], status="pending", asked_at=now()), DomainProof.objects.get()), lambda r, by, at: proof._proven(r[0], r[1], by, at), _hospital, "prove_domain"),
    "hospitals.readiness._confirm": Story("owner", lambda w: Readiness(hospital=w.hospital, team_size=3), lambda r, by, at: readiness.say(r, by=by, at=at), _hospital, "edit"),
    "hospitals.staff.invite": Story("owner", lambda w: w.hospital, lambda r, by, at: staff.invite(r, email="else@northlake.example", role="host", by=by, at=at), verb="invite"),
    "hospitals.staff.withdraw": Story("owner", lambda w: w.invitation, lambda r, by, at: staff.withdraw(r, by=by, at=at), _hospital, "withdraw_invitation"),
    "hospitals.staff.accept": Story("candidate2", lambda w: put(w.invitation, email=w.candidate2.email), lambda r, by, at: staff.accept(r, by=by, at=at), _hospital, "join"),
    "hospitals.staff.change_role": Story("owner", lambda w: w.seat, lambda r, by, at: staff.change_role(r, "host", by=by, at=at), _hospital, "change_role"),
    "hospitals.staff.hand_over": Story("owner", lambda w: (Seat.objects.get(user=w.owner), w.seat), lambda r, by, at: staff.hand_over(r[0], to=r[1], by=by, at=at), _hospital, "hand_over"),
    "hospitals.colleagues.pass_on": Story("owner", lambda w: Seat.objects.get(user=w.owner), lambda r, by, at: colleagues.pass_on(r, by=by, at=at), _hospital, "hand_over"),
    "hospitals.staff._end": Story("owner", lambda w: w.seat, lambda r, by, at: staff.remove(r, by=by, at=at), _hospital, "remove"),
    "hospitals.staff._end (leave)": Story("recruiter", lambda w: w.seat, lambda r, by, at: staff.leave(r, by=by, at=at), _hospital, "leave"),
    "hospitals.verification.freeze": Story("colleague", lambda w: w.hospital, lambda r, by, at: verification.freeze(r, by=by, words="w", at=at), verb="freeze"),
    "hospitals.verification.unfreeze": Story("colleague", lambda w: put(w.hospital, frozen_at=now()), lambda r, by, at: verification.unfreeze(r, by=by, words="w", at=at), verb="unfreeze"),
    "hospitals.views.profile._put_logo": Story("owner", lambda w: w, page("hospitals:profile_logo", "hospital.slug", logo=picture), _hospital, "edit"),
    "mentoring.asking.ask": Story("candidate", _nobody_asked, lambda r, by, at: asking.ask(r, by=by, goal="g", questions="q?", at=at), lambda w, r: None, "ask_mentor"),
    "mentoring.asking.leave": Story("candidate2", lambda w: w.mentor, lambda r, by, at: asking.leave(r, by=by, at=at), verb="leave_mentoring"),
    "mentoring.hosting.give": Story("host", lambda w: w.hospital, lambda r, by, at: hosting.give(TalkTime(how="phone", language="en"), [at + timedelta(days=5)], hospital=r, by=by, at=at)[0], lambda w, r: None, "give_talk_times"),
    "mentoring.hosting.take_back": Story("host", lambda w: w.free, lambda r, by, at: hosting.take_back([r], by=by, at=at), verb="take_back_talk_time"),
    "mentoring.booking.book": Story("candidate2", lambda w: w.free, lambda r, by, at: booking.book(r, by=by, words="w?", at=at), lambda w, r: None, "book_talk"),
    "mentoring.booking.ask": Story("candidate2", lambda w: w.hospital, lambda r, by, at: booking.ask(r, by=by, words="w?", at=at), lambda w, r: None, "ask_talk"),
    "mentoring.talks.offer": Story("host", talk_asked, lambda r, by, at: talks.offer(r, [TalkTime(how="phone", language="en", starts_at=at + timedelta(days=5))], by=by, at=at), verb="offer_talk"),
    "mentoring.talks.link": Story("candidate", lambda w: (w.booked, w.application), lambda r, by, at: talks.link(*r, by=by, at=at), lambda w, r: r[0], "link_talk"),
    "mentoring.mentors.save": Story("recruiter", lambda w: Mentor(**{f.attname: getattr(w.mentor, f.attname) for f in Mentor._meta.concrete_fields if f.name not in {"id", "user"}}), lambda r, by, at: mentors.save(r, by=by, at=at), lambda w, r: None, "become_mentor"),
    "mentoring.mentors.save (again)": Story("candidate2", lambda w: w.mentor, lambda r, by, at: mentors.save(r, by=by, at=at), verb="edit"),
    "mentoring.safety.report": Story("candidate2", lambda w: w.candidate, lambda r, by, at: safety.report(r, by=by, reason="money", at=at), lambda w, r: None, "report_person"),
    "moderation.merging._merge": Story("colleague", _merged, lambda r, by, at: merging.merge("skill", *r, by=by, at=at), lambda w, r: r[0], "merge"),
    "moderation.merging._undo": Story("colleague", lambda w: w.merged, lambda r, by, at: merging.undo(r, by=by, at=at), lambda w, r: Channel.objects.get(pk=r.gone_id), "unmerge"),
    "moderation.people.look_at": Story("colleague", lambda w: w.candidate, lambda r, by, at: people.look_at(r, by=by, at=at), verb="look_at"),
    "moderation.reporting.report": Story("candidate2", lambda w: w.hospital_case, lambda r, by, at: reporting.report(subjects.of_hospital(r.hospital), by=by, code="fake", at=at), verb="report", unnamed=True),
    "moderation.reporting._joined": Story("colleague", lambda w: (w.reported, w.sample_case), lambda r, by, at: reporting._joined(subjects.of_sample(r[0]), by, "other", "w", at), lambda w, r: r[1], verb="report", unnamed=True),
    "moderation.reporting.judge": Story("", _visitors, lambda r, by, at: reporting.judge(r, at=at), verb="hold"),
    "moderation.trust._begin": Story("colleague", lambda w: w.hospital, lambda r, by, at: trust.give(r, by=by, words="w", at=at), verb="give_trust"),
    "moderation.trust._end": Story("colleague", lambda w: put(w.hospital, trusted=True, trusted_at=now()), lambda r, by, at: trust.take(r, by=by, words="w", at=at), verb="take_trust"),
    "moderation.uniting._unite": Story("colleague", lambda w: (_double(w), w.hospital), lambda r, by, at: uniting.unite(*r, by=by, words="w", at=at), _hospital, "unite"),
    "moderation.views.trail.take_along": Story("colleague", lambda w: {"actor": "a@b.example"}, lambda r, by, at: trail.take_along(by, r), lambda w, r: w.colleague, "take_trail_along"),
    "moderation.words.save": Story("colleague", _renamed, lambda r, by, at: words.save(r, by=by, verb="edited", at=at), verb="edited"),
    "moderation.words.move": Story("colleague", _word, lambda r, by, at: words.move(r, after=None, by=by), verb="moved"),
    "moderation.words._set_retired": Story("colleague", _word, lambda r, by, at: words.retire(r, by=by), verb="retire"),
    "postings.allowance.lift": Story("colleague", lambda w: w.hospital, lambda r, by, at: allowance.lift(r, by=by, days=7, reason="r", at=at), verb="lift_limit"),
    "postings.freezing._move": Story("colleague", lambda w: w.posting, lambda r, by, at: freezing.freeze(r, by=by, at=at), verb="freeze"),
    "postings.limits._record": Story("recruiter", lambda w: w.posting, lambda r, by, at: limits.extend(r, by=by, until=at + timedelta(days=40), reason="r", at=at), verb="extend"),
    "postings.limits._record (plan)": Story("recruiter", lambda w: w.planned, lambda r, by, at: limits.plan(r, by=by, publish_at=at + timedelta(days=5), at=at), verb="plan"),
    "postings.outcomes._ask": Story("", _expired, lambda r, by, at: outcomes.ask(at), verb="ask_outcome"),
    "postings.questions._changing": Story("recruiter", lambda w: w.draft, lambda r, by, at: questions.add(r, Question("short", "Which tools?"), by=by, at=at), verb="edited"),
    "postings.remarks._say": Story("colleague", lambda w: w.waiting, lambda r, by, at: remarks.ask(r, by=by, words="Who pays?", at=at), verb="ask_hospital"),
    "postings.proposing.change": Story("recruiter", lambda w: _edited(w, closes_at=w.posting.closes_at, pay_note="A bicycle"), lambda r, by, at: proposing.change(r[0], by=by, seen_before=r[1], at=at), lambda w, r: r[0], "edited"),
    "postings.proposing._propose": Story("recruiter", lambda w: _edited(w, title="Editor"), lambda r, by, at: proposing.change(r[0], by=by, seen_before=r[1], at=at).revision, lambda w, r: None, "propose"),
    "postings.starting.keep_as_template": Story("recruiter", lambda w: w.posting, lambda r, by, at: starting.keep_as_template(r, name="Kept", by=by, at=at), lambda w, r: None, "created"),
    "postings.starting.rename": Story("recruiter", lambda w: w.template, lambda r, by, at: starting.rename(r, name="Named", by=by, at=at), verb="edited"),
    "postings.starting.forget": Story("recruiter", lambda w: w.template, lambda r, by, at: starting.forget(r, by=by, at=at), verb="removed"),
    "postings.writing.save": Story("recruiter", lambda w: w.draft, lambda r, by, at: writing.save(r, by=by, expected_version=r.version, at=at), verb="edited"),
    "postings.writing.save (copy)": Story("recruiter", lambda w: w.posting, lambda r, by, at: writing.copy(r, by=by, at=at), lambda w, r: None, "created"),
    "postings.writing.discard": Story("recruiter", lambda w: w.draft, lambda r, by, at: writing.discard(r, by=by, at=at), verb="discard"),
    "postings.writing.save (relist)": Story("recruiter", lambda w: put(w.posting, status="closed", closed_at=now(), outcome="not_filled"), lambda r, by, at: writing.relist(r, by=by, at=at), lambda w, r: None, "relist"),
}  # fmt: skip
