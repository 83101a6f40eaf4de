"""Nobody comes in where they do not belong: every named URL × every person × GET and POST."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, resolve, reverse
from django.utils import timezone, translation

from accounts import inbox, samples
from accounts.models import (
    CVReading,
    Education,
    Evidence,
    Experience,
    InboxItem,
    Language,
    News,
    OwnChannel,
    PersonalCopy,
    Profile,
    Suggestion,
    Suspension,
    Training,
)
from accounts.profiles import profile_of
from alerts import keeping, links, saving
from alerts.models import Alert, Told
from applications.models import (
    Application,
    Attachment,
    Batch,
    CannedText,
    CVPicture,
    Export,
    HiddenFrom,
    Interview,
    Invited,
    Message,
    Note,
    SavedView,
    Slot,
)
from core import logos
from core.mail import Letter, queue
from core.models import Announcement, Channel, Skill
from hospitals import digest, notices
from hospitals.models import BannedDomain, DirectoryEntry, Hospital, HospitalChannel, Invitation, Seat
from hospitals.models.notice import Kind
from mentoring.models import Block, Mentorship, Report, Talk
from moderation import merging, reporting
from moderation.models import Case, Merge
from moderation.models import Report as ReportOfCase
from postings import outcomes
from postings.models import Revision, SavedQuestion, SpotCheck, Template
from tests.conftest import (
    make_hospital,
    make_sample,
    picture,
    seat,
    send_samples,
    visible_profile,
)
from tests.conftest import (
    person as make_somebody,
)
from tests.doors.table import LIBRARY, PEOPLE, TABLE, Door
from tests.mentoring.conftest import make_mentor, make_time

REFUSED = {403, 404}
ASKED = [{"key": "aaaa0001", "kind": "short", "text": "What is your strongest channel?", "options": [], "several": False, "required": True}]  # fmt: skip


def names(resolver: Any, space: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from names(pattern, inner)
        elif pattern.name:
            yield space + pattern.name


ALL = sorted({n for n in names(get_resolver()) if not n.startswith("admin:")})
OURS = [n for n in ALL if not n.startswith(LIBRARY)]


def a_message(application: Application, recruiter: Any) -> Attachment:
    """Of the hospital, with a file."""
    message = Message.objects.create(
        application=application, by_hospital=True, author=recruiter, words="See the letter."
    )
    kept = Attachment(message=message, name="letter.pdf", kind="pdf", size=9, sha256="0" * 64)
    kept.file.save("letter.pdf", ContentFile(b"%PDF-1.7\n"), save=True)
    return kept


def a_cv_page(application: Application) -> CVPicture:
    page = CVPicture(document=application.cv, number=1, width=10, height=14)
    page.file.save("1.png", ContentFile(b"\x89PNG\r\n\x1a\n"), save=True)
    return page


def what_backs(application: Application, reporter: Any) -> dict[str, Any]:
    """Of the candidate: evidence, a training, a sample that was sent, and one that is reported."""
    mine = profile_of(application.candidate)
    sample, reported = make_sample(application.candidate), make_sample(application.candidate, title="A film")
    send_samples(application)
    samples.report(reported, by=reporter, reason="patient", words="A name on the door.")
    hipaa = Skill.objects.get(slug="hipaa")
    proof = Evidence(profile=mine, skill=hipaa, kind="training", title="Privacy", issuer="Kettle Valley")
    proof.on = timezone.localdate()
    proof.save()
    taught = Training.objects.create(
        profile=mine, audience="physicians", format="talk", year=2025, what="Posts"
    )
    return {"sample": sample, "reported": reported, "evidence": proof, "training": taught}


def talks_of(candidate: Any, host: Any, hospital: Any) -> dict[str, Any]:
    """A free time, and a talk that the candidate booked."""
    now = timezone.now()
    taken = make_time(host, hospital, starts_at=now + timedelta(days=2))
    row = Talk.objects.create(
        hospital=hospital, candidate=candidate, host=host, time=taken, status="booked",
        words="What is a normal week?", asked_at=now, booked_at=now,
    )  # fmt: skip
    return {"free": make_time(host, hospital), "booked": row}


def mentoring_of(candidate: Any, mentor: Any, blocked: Any) -> dict[str, Any]:
    """A mentor, whom the candidate asked: one mentorship runs, one is completed, one report waits."""
    now = timezone.now()
    facts = {
        "candidate": candidate,
        "mentor": mentor,
        "goal": "A first job",
        "questions": "What is a normal week?",
        "asked_at": now,
        "answer_by": now,
        "accepted_at": now,
        "until": now + timedelta(days=90),
        "check_in_at": now + timedelta(days=45),
    }
    row = Mentorship.objects.create(status="accepted", **facts)
    return {
        "mentor": make_mentor(mentor),
        "mentorship": row,
        "completed": Mentorship.objects.create(status="completed", ended_at=now, **facts),
        "blocked": Block.objects.create(by=candidate, whom=blocked),
        "person_report": Report.objects.create(
            by=candidate, about=mentor, reason="money", words="Sells a course.", mentorship=row, at=now
        ),
    }


def a_suggestion() -> Suggestion:
    return Suggestion.objects.create(text="Webcare", language="nl", where="opening", at=timezone.now())


def a_merge() -> Merge:
    words = [Channel.objects.get(slug=slug) for slug in ("threads", "x")]
    return merging.merge("channel", *words, by=None)  # type: ignore[arg-type]


def an_appeal() -> Suspension:
    """Of somebody whom a moderator who has left since suspended."""
    now = timezone.now()
    return Suspension.objects.create(
        user=make_somebody("held@people.example", "Held Up"), reason="spam", words="w", began_at=now, status="appealed",
        appeal="It was not me.", appealed_at=now,
    )  # fmt: skip


def what_was_reported(hospital: Hospital) -> dict[str, Any]:
    """A case of a sample, one of a hospital that is asked about it, and a visitor's report with a mailbox to prove."""
    now = timezone.now()
    case = Case.objects.create(
        kind="hospital", subject_id=hospital.pk, hospital=hospital, title=hospital.name, text="t", status="waiting",
        opened_at=now, since=now, asked_at=now, question="Is that your website?",
    )  # fmt: skip
    told = ReportOfCase.objects.create(case=case, email="v@example.org", code="fake", at=now, weight="0.5")
    return {
        "sample_case": Case.objects.get(kind="sample"),
        "hospital_case": case,
        "visitor_report": SimpleNamespace(token=reporting.token_of(told)),
    }


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert set(OURS) == set(TABLE)


def agreed_talk(application: Any, recruiter: Any) -> Interview:
    """An interview in two days, agreed."""
    now = timezone.now()
    talk = Interview.objects.create(
        application=application, status="agreed", how="video", where="https://meet.example/1", zone="America/Los_Angeles",
        proposed_by=recruiter, proposed_at=now, settled_at=now,
    )  # fmt: skip
    slot = Slot.objects.create(posting=application.posting, starts_at=now + timedelta(days=2), taken_by=talk)
    talk.offered.add(slot)
    talk.people.add(recruiter)
    return talk


def an_alert(application: Application) -> SimpleNamespace:
    """One that has sent a mail, with the link of its letters."""
    wanted = Alert(query="q=video", language="en", time_zone="Europe/Amsterdam")
    alert = keeping.ask(wanted, by=application.candidate)
    Told.objects.create(
        alert=alert, posting=application.posting, at=datetime.fromtimestamp(1_700_000_000, UTC)
    )
    return SimpleNamespace(token=links.token(alert))


READ = [
    {"kind": "headline", "values": {"headline": "Editor"}, "because": "Editor", "sure": True},
    {"kind": "language", "values": {"code": "fr", "level": ""}, "because": "French", "sure": True},
    {"kind": "skill", "values": {"skill": "css"}, "because": "CSS", "sure": True},
]  # what a CV suggests, as accounts/importing/suggestion.py writes it


def rows_of(candidate: Any) -> dict[str, Any]:
    """One of each kind on the candidate's profile."""
    mine = profile_of(candidate)
    return {
        "experience": Experience.objects.create(profile=mine, role="Editor", began_on=date(2020, 1, 1)),
        "education": Education.objects.create(profile=mine, title="Communication", ended_in=2019),
        "spoken": Language.objects.create(profile=mine, code="nl", level="C1"),
        "own_channel": OwnChannel.objects.create(
            profile=mine, channel=Channel.objects.get(slug="x"), handle="amara"
        ),
    }


def found_but_not_by(hospital: Hospital, candidate: Any) -> Profile:
    """One profile is shown to every verified hospital: what makes it a thing of others is its owner's own list."""
    HiddenFrom.objects.create(candidate=candidate, name=hospital.name, hospital=hospital)
    profile: Profile = visible_profile(candidate)
    return profile


@pytest.fixture
def world(
    hospital: Hospital, hospital2: Hospital, candidate: Any, candidate2: Any, owner: Any, recruiter: Any,
    reviewer: Any, host: Any, owner2: Any, moderator: Any, admin_user: Any, make_posting: Any, make_application: Any,
) -> SimpleNamespace:  # fmt: skip
    ex_member = seat("gone@northlake.example", "Gone By", hospital, "owner")
    Seat.objects.filter(user=ex_member).update(left_at=timezone.now())
    application = make_application()
    invitation = Invitation.objects.create(
        hospital=hospital, email="new@northlake.example", role="reviewer", token_hash="0" * 64,
        expires_at=timezone.now() + timedelta(days=7),
    )  # fmt: skip
    notices.tell(
        hospital, Kind.TEAM, letter=lambda reader: Letter(subject="s", paragraphs=["p"]), about="a:1", url="/"
    )
    attachment, cv_page = a_message(application, recruiter), a_cv_page(application)
    note = Note.objects.create(application=application, author=recruiter, words="Strong on complaints.")
    outcome_link = SimpleNamespace(token=outcomes.link(make_posting(), owner).rstrip("/").rpartition("/")[2])
    announcement = Announcement.objects.create(
        words_en="Closed on Sunday", words_nl="Zondag gesloten", shown_from=timezone.now(),
        shown_until=timezone.now() + timedelta(days=1),
    )  # fmt: skip
    banned = BannedDomain.objects.create(domain="fake-jobs.example", reason="Asks for money.")
    return SimpleNamespace(
        **{
            name: value
            for name, value in locals().items()
            if name not in {"make_posting", "make_application"}
        },
        seat=Seat.objects.get(user=recruiter),
        talk=agreed_talk(application, recruiter),
        text=CannedText.objects.create(hospital=hospital, name="Short", text_en="Dear {name}, no."),
        export=Export.objects.create(
            hospital=hospital,
            posting=application.posting,
            asked_by=owner,
            asked_at=timezone.now(),
            language="en",
            expires_at=timezone.now() + timedelta(hours=24),
        ),
        batch=Batch.objects.create(hospital=hospital, by=recruiter, kind="read", finished_at=timezone.now()),
        saved_view=SavedView.objects.create(hospital=hospital, owner=owner, name="Late", query="overdue=1"),
        entry=DirectoryEntry.objects.create(
            code="010001",
            name="Somewhere Medical Center",
            city="Dothan",
            region="AL",
            kind="acute_care",
            words="somewhere medical center dothan",
            imported_at=timezone.now(),
        ),
        visitor=None,
        appeal=an_appeal(),
        suggestion=a_suggestion(),
        merged=a_merge(),
        **rows_of(candidate),
        found=found_but_not_by(hospital2, candidate2),
        hidden=HiddenFrom.objects.create(candidate=candidate, name="Elsewhere", words="elsewhere"),
        invited=Invited.objects.create(
            posting=make_posting(),
            candidate=candidate,
            by=recruiter,
            words="Your videos would help us.",
            sent_at=timezone.now(),
            expires_at=timezone.now() + timedelta(days=14),
        ),
        bookmark=saving.save(application.posting, by=candidate),
        **what_backs(application, recruiter),
        **what_was_reported(hospital),
        alert=an_alert(application),
        stop=SimpleNamespace(token=digest.stop_token(owner, [hospital])),
        personal_copy=PersonalCopy.objects.create(
            user=candidate,
            asked_at=timezone.now(),
            language="en",
            expires_at=timezone.now() + timedelta(days=1),
        ),
        **mentoring_of(candidate, candidate2, reviewer),
        **talks_of(candidate, host, hospital),
        inbox_stop=SimpleNamespace(token=inbox.stop_token(candidate, [News.MESSAGE])),
        reading=CVReading.objects.create(owner=candidate, source="cv.pdf", found=READ),
        told=InboxItem.objects.create(
            user=candidate, kind=News.MESSAGE, letter="m", about="a:1", words="w", url="/", at=timezone.now()
        ),
        admin=admin_user,
        posting=application.posting,
        document=application.cv,
        logo=SimpleNamespace(name=f"{logos.keep(picture())}-96"),
        channel=HospitalChannel.objects.create(
            hospital=hospital,
            channel=Channel.objects.get(slug="x"),
            handle="north",
            url="https://x.com/north",
        ),
        saved=SavedQuestion.objects.create(hospital=hospital, kind="short", text="When can you start?"),
        planned=make_posting(publish_at=timezone.now() + timedelta(days=3)),
        template=Template.objects.create(hospital=hospital, name="Manager", content={"title": "Manager"}),
        draft=make_posting(
            questions=ASKED, status="draft", submitted_at=None, published_at=None, publish_at=None
        ),
        revision=Revision.objects.create(
            posting=make_posting(),
            changes={"title": "Editor"},
            before={"title": "Social media manager"},
            base_version=0,
            proposed_by=recruiter,
            proposed_at=timezone.now(),
        ),
        spot_check=SpotCheck.objects.create(posting=make_posting(), why="first", drawn_at=timezone.now()),
        waiting=make_posting(status="in_review", published_at=None, publish_at=None),
        pending=make_hospital(
            name="Pending", slug="pending", status="pending", verified_at=None, asked_at=timezone.now()
        ),
        mail=queue(Letter(subject="s", paragraphs=["p"]), kind="test", to=candidate),
    )


def address(world: SimpleNamespace, name: str, arguments: list[str]) -> str:
    """The arguments are written as the table has them: "posting.pk" of the world, or a quoted word."""
    values = []
    for argument in arguments:
        if argument.startswith("'"):
            values.append(argument.strip("'"))
        else:
            thing, attribute = argument.split(".")
            values.append(getattr(getattr(world, thing), attribute))
    return reverse(name, args=values)


def answer(
    client: Client, method: str, url: str, *, headers: dict[str, str] | None = None
) -> tuple[int, str]:
    """Status and target; whatever the request changed is rolled back."""
    with transaction.atomic():
        send = client.get if method == "GET" else client.post
        response = send(url, {} if method == "GET" else {"to": "read"}, headers=headers)
        translation.activate("en")  # a Dutch page leaves its language behind in this thread
        if hasattr(response, "streaming_content"):
            list(response.streaming_content)
        transaction.set_rollback(True)
    return response.status_code, response.get("Location", "")


def to_sign_in(status: int, target: str) -> bool:
    return status == 302 and "/accounts/login/" in target


def verdict(door: Door, person: str, answers: list[tuple[int, str]]) -> bool:
    """Whether GET's and POST's answers are those of the door. 405 tells nothing, but one of the two must be the refusal."""
    refusal = door.refusal(person)
    if refusal is None and door.deciders is not None and person not in door.deciders:
        return answers[0][0] == 200 and answers[1][0] == 403
    if refusal is None:
        return all(
            status < 500 and status not in REFUSED and not to_sign_in(status, to) for status, to in answers
        )
    told = [302 if to_sign_in(status, to) else -302 if status == 302 else status for status, to in answers]
    return refusal in told and set(told) <= {refusal, 405}


@pytest.fixture
def bare_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of all answers are refusals: their page is read elsewhere (tests/roof), here its status counts."""
    for status in (403, 404):
        bare = lambda request, exception, s=status: HttpResponse(status=s)  # noqa: E731
        monkeypatch.setattr(f"jobboard.urls.handler{status}", bare, raising=False)


# A look may make a profile’s first row, keep a session alive, note who looked, and write into the log that a CV was opened.
BY_LOOKING = {
    "accounts_profile",
    "applications_looked",
    "core_event",
    "django_session",
    "usersessions_usersession",
}
# Through a hospital's own doors the first look is noted too; that it is noted once: test_first_look.py.
# At the desk: figures that are counted when nobody has yet, and those that are kept for a minute.
BY_LOOKING_AS = {"team": {"applications_application"}, "moderators": {"moderation_numbers", "cache"}}


def written() -> dict[str, int]:
    """How many rows of each table this transaction has added, changed and removed so far."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return {table: rows for table, rows in cursor if table not in BY_LOOKING}


@pytest.mark.django_db
def test_every_door_lets_in_whom_it_should_and_a_look_changes_nothing(
    world: SimpleNamespace, client_of: Callable[[Any], Client], bare_refusals: None
) -> None:
    clients = {person: client_of(getattr(world, person)) for person in PEOPLE}
    wrong = []
    for name, (door, arguments) in TABLE.items():
        url, before = address(world, name, arguments), written()
        looks = {person: answer(clients[person], "GET", url) for person in door.knockers}
        touched = set(changed(before, written())) - BY_LOOKING_AS.get(door.kind, set())
        wrong += [f"{name} {url}: a look changes {table}" for table in sorted(touched)]
        for person in door.knockers:
            answers = [looks[person], answer(clients[person], "POST", url)]
            if not verdict(door, person, answers):
                wrong.append(f"{name} {url} as {person}: {answers}")
    assert not wrong, "\n".join(wrong)


def changed(before: dict[str, int], after: dict[str, int]) -> list[str]:
    return [table for table, rows in after.items() if rows != before.get(table)]


def test_the_count_of_written_rows_sees_a_change(candidate: Any) -> None:
    """The control of the look that changes nothing: also of a change that was rolled back."""
    before = written()
    with transaction.atomic():
        candidate.name = "Someone else"
        candidate.save()
        transaction.set_rollback(True)
    assert changed(before, written()) == ["accounts_user"]


@pytest.mark.django_db
def test_the_dutch_doors_are_the_same(world: SimpleNamespace, client_of: Callable[[Any], Client]) -> None:
    """Both languages are one view; a stranger, who is let in least, tries it."""
    stranger = client_of(world.owner2)
    wrong = []
    for name, (door, arguments) in TABLE.items():
        url = address(world, name, arguments)
        with translation.override("nl"):
            dutch = address(world, name, arguments)
            view = resolve(dutch).func
        if dutch == url:
            continue  # the few addresses without a language
        got = answer(stranger, "GET", dutch)
        same = view is resolve(url).func
        if not same or (got[0] != 405 and not verdict(door, "owner2", [got])):
            wrong.append(f"{name} {dutch}: {got}, same view: {same}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_the_library_s_steps_never_fail(world: SimpleNamespace, client_of: Callable[[Any], Client]) -> None:
    wrong = []
    for name in ALL:
        if not name.startswith(LIBRARY):
            continue
        arguments = [1] if name in {"mfa_remove_webauthn", "mfa_edit_webauthn"} else []
        if name == "account_confirm_email":
            arguments = ["key"]  # type: ignore[list-item]
        for person in ("visitor", "candidate", "moderator"):
            client = client_of(getattr(world, person))
            for method in ("GET", "POST"):
                status, _ = answer(client, method, reverse(name, args=arguments))
                if status >= 500:
                    wrong.append(f"{method} {name} as {person}: {status}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_a_thing_of_others_answers_exactly_like_a_thing_that_never_was(
    world: SimpleNamespace, client_of: Callable[[Any], Client]
) -> None:
    """The same status and the same words, so that nobody learns which ids exist."""
    client, owner2 = client_of(world.candidate2), client_of(world.owner2)
    pairs = [
        (
            client,
            reverse("applications:detail", args=[world.application.pk]),
            reverse("applications:detail", args=[10**9]),
        ),
        (
            client,
            reverse("accounts:document", args=[world.document.pk]),
            reverse("accounts:document", args=[10**9]),
        ),
        (
            owner2,
            reverse("applications:workspace_detail", args=[world.hospital2.slug, world.application.pk]),
            reverse("applications:workspace_detail", args=[world.hospital2.slug, 10**9]),
        ),
        (
            owner2,
            reverse("applications:workspace_cv", args=[world.hospital2.slug, world.application.pk]),
            reverse("applications:workspace_cv", args=[world.hospital2.slug, 10**9]),
        ),
        (
            owner2,
            reverse("postings:workspace_detail", args=[world.hospital2.slug, world.draft.pk]),
            reverse("postings:workspace_detail", args=[world.hospital2.slug, 10**9]),
        ),
    ]
    for browser, real, never in pairs:
        one, other = browser.get(real), browser.get(never)
        assert (one.status_code, other.status_code) == (404, 404), real
        assert one.content.replace(real.encode(), b"") == other.content.replace(never.encode(), b"")


@pytest.mark.django_db
def test_the_admin_is_for_administrators_only(
    world: SimpleNamespace, client_of: Callable[[Any], Client]
) -> None:
    for person in PEOPLE:
        status, target = answer(client_of(getattr(world, person)), "GET", "/admin/core/event/")
        if person == "admin":
            assert status == 200
        else:
            assert status in {302, 404}, (person, status, target)
            assert status != 302 or "login" in target
