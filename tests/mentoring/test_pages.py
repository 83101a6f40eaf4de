"""The pages of mentoring: who sees what, and that bad input stays a page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import closing, privacy
from accounts.models import User
from core.models import OutgoingMail
from core.vocabulary import vocabulary
from hospitals.models import Seat
from mentoring import conflicts
from mentoring.models import Block, Feedback, Mentor, Mentorship, Report
from moderation.models import Case
from tests.mentoring.conftest import ask, make_mentor, running, some_topics

pytestmark = pytest.mark.django_db
LIST = "/mentors/"


def text(client: Any, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def test_a_visitor_finds_a_mentor_by_topic_language_and_time_and_reads_no_address(
    mentor: Mentor, client_of: Any
) -> None:
    visitor = client_of(None)
    for query in (
        "",
        "?topic=hipaa",
        "?language=en",
        "?time=evenings",
        "?free=1",
        "?topic=nonsense&time=never",
    ):
        page = text(visitor, LIST + query)
        assert "Rosa Lindqvist" in page, query
        assert mentor.user.email not in page
        assert "555 0100" not in page
    for query in ("?topic=html", "?language=nl", "?time=mornings"):
        assert "Rosa Lindqvist" not in text(visitor, LIST + query), query


def test_a_full_mentor_is_said_to_be_full_and_left_out_when_a_place_is_wanted(
    mentor: Mentor, candidate: User, client_of: Any
) -> None:
    Mentor.objects.update(capacity=1)
    running(mentor, candidate)
    assert "All places taken" in text(client_of(None), LIST)
    assert "Rosa Lindqvist" not in text(client_of(None), LIST + "?free=1")


def test_the_list_asks_the_database_as_often_for_one_as_for_fifty(
    mentor: Mentor, make_person: Callable[..., User], hospital: Any, client_of: Any, candidate: User
) -> None:
    def queries() -> int:
        vocabulary()
        client = client_of(candidate)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(LIST).status_code == 200
        return len(seen)

    one = queries()
    for n in range(49):
        user = make_person(f"m{n}@people.example", f"Mentor {n}")
        make_mentor(user, hospital=hospital)
        Seat.objects.create(hospital=hospital, user=user, role="reviewer")
    assert queries() == one
    assert "50 mentors" in text(client_of(None), LIST)


def test_the_hospital_of_a_mentor_is_shown_as_known_only_while_the_seat_is_held(
    reviewer: User, hospital: Any, client_of: Any
) -> None:
    make_mentor(reviewer, hospital=hospital, workplace="")
    page = text(client_of(None), LIST)
    assert "In the team of this verified hospital" in page
    assert hospital.name in page
    Seat.objects.filter(user=reviewer).update(left_at=timezone.now())
    page = text(client_of(None), LIST)
    assert "In the team of this verified hospital" not in page
    assert hospital.name not in page


def facts(**more: Any) -> dict[str, Any]:
    skill = vocabulary().skill("hipaa")
    assert skill is not None
    return {
        "headline": "Webcare lead", "workplace": "Merebank", "about": "", "topics": [skill.pk],
        "languages": ["en"], "times": ["lunch"], "time_zone": "America/New_York", "capacity": "1",
        "contact": "", **more,
    }  # fmt: skip


def test_somebody_becomes_a_mentor_changes_it_pauses_and_leaves(candidate: User, client_of: Any) -> None:
    client, url = client_of(candidate), reverse("mentoring:profile")
    assert client.post(url, facts()).status_code == 302
    assert client.post(url, facts(headline="Head of social media")).status_code == 302
    mentor = Mentor.objects.get()
    assert (mentor.headline, mentor.status, mentor.hospital) == ("Head of social media", "open", None)
    for to, status in (("paused", "paused"), ("paused", "paused"), ("open", "open")):
        client.post(reverse("mentoring:state"), {"to": to})
        mentor.refresh_from_db()
        assert mentor.status == status
    client.post(reverse("mentoring:state"), {"to": "away"})
    assert not Mentor.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"topics": []},
        {"topics": ["999999"]},
        {"languages": ["xx"]},
        {"capacity": "6"},
        {"headline": ""},
        {"headline": "HIPAA certified expert"},
        {"time_zone": "Mars/Base"},
    ],
)
def test_a_wrong_answer_stays_on_the_page_with_what_was_typed(
    wrong: dict[str, Any], candidate: User, client_of: Any
) -> None:
    response = client_of(candidate).post(reverse("mentoring:profile"), facts(**wrong))
    assert response.status_code == 422
    assert "Merebank" in response.content.decode()
    assert not Mentor.objects.exists()


def test_a_mentor_names_six_subjects_at_most(candidate: User, client_of: Any) -> None:
    seven = some_topics(7)
    response = client_of(candidate).post(reverse("mentoring:profile"), facts(topics=seven))
    assert response.status_code == 422
    assert response.context["form"].errors == {"topics": ["Choose six subjects at most"]}
    assert "Choose six subjects at most" in response.content.decode()
    assert not Mentor.objects.exists()
    client_of(candidate).post(reverse("mentoring:profile"), facts(topics=seven[:6]))
    assert sorted(Mentor.objects.get().topics) == sorted(seven[:6])


def test_nobody_claims_a_hospital_without_a_seat_there(
    candidate: User, hospital: Any, client_of: Any
) -> None:
    client_of(candidate).post(reverse("mentoring:profile"), facts(hospital=hospital.pk))
    assert Mentor.objects.get().hospital is None


def test_a_request_goes_from_the_form_to_the_end_and_addresses_show_only_after_a_yes(
    mentor: Mentor, candidate: User, client_of: Any
) -> None:
    asks, helps = client_of(candidate), client_of(mentor.user)
    url = reverse("mentoring:ask", args=[mentor.pk])
    assert asks.post(url, {"goal": "", "questions": ""}).status_code == 422
    sent = {"topic": mentor.topics[0], "goal": "A first job", "questions": "What is a normal week?"}
    assert asks.post(url, sent).status_code == 302
    row = Mentorship.objects.get()
    for client, other in ((asks, mentor.user), (helps, candidate)):
        page = text(client, row.get_absolute_url())
        assert other.email not in page
        assert "555 0100" not in page
    helps.post(reverse("mentoring:move", args=[row.pk, "acceptance"]), {"answer": "Gladly."})
    page = text(asks, row.get_absolute_url())
    assert mentor.user.email in page
    assert "555 0100" in page
    assert candidate.email in text(helps, row.get_absolute_url())
    asks.post(reverse("mentoring:move", args=[row.pk, "completion"]))
    asks.post(reverse("mentoring:feedback", args=[row.pk]), {"helped": "yes", "words": "The checklist."})
    asks.post(reverse("mentoring:feedback", args=[row.pk]), {"helped": "partly", "words": "The checklist!"})
    assert Feedback.objects.get().helped == "partly"
    assert "The checklist!" in text(helps, row.get_absolute_url())


def test_contacts_disappear_when_it_ends_early(mentor: Mentor, candidate: User, client_of: Any) -> None:
    row = running(mentor, candidate)
    client_of(candidate).post(reverse("mentoring:move", args=[row.pk, "ending"]))
    assert mentor.user.email not in text(client_of(candidate), row.get_absolute_url())


def test_a_stranger_finds_no_page_of_a_mentorship(
    mentor: Mentor, candidate: User, candidate2: User, client_of: Any
) -> None:
    row = ask(mentor, candidate)
    client = client_of(candidate2)
    assert client.get(row.get_absolute_url()).status_code == 404
    for noun in (
        "acceptance",
        "refusal",
        "withdrawal",
        "completion",
        "ending",
        "feedback",
        "report",
        "block",
    ):
        assert client.post(reverse("mentoring:one", args=[row.pk]) + noun + "/").status_code == 404, noun
    assert client_of(candidate).post(reverse("mentoring:move", args=[row.pk, "nonsense"])).status_code == 404
    assert (
        client_of(candidate).post(reverse("mentoring:move", args=[row.pk, "acceptance"])).status_code == 403
    )


def test_a_yes_that_comes_too_late_says_so(mentor: Mentor, candidate: User, client_of: Any) -> None:
    row = ask(mentor, candidate)
    client_of(candidate).post(reverse("mentoring:move", args=[row.pk, "withdrawal"]))
    assert (
        client_of(mentor.user).post(reverse("mentoring:move", args=[row.pk, "acceptance"])).status_code == 409
    )


def test_a_report_reaches_the_desk_blocks_and_a_moderator_decides(
    mentor: Mentor, candidate: User, moderator: User, client_of: Any
) -> None:
    client = client_of(candidate)
    url = reverse("mentoring:report_mentor", args=[mentor.pk])
    assert client.post(url, {}).status_code == 422
    client.post(url, {"reason": "money", "words": "Sells a course.", "block": "on"})
    report = Report.objects.get()
    assert (report.about, Block.objects.get().whom) == (mentor.user, mentor.user)
    assert client.get(reverse("mentoring:ask", args=[mentor.pk])).status_code == 404
    desk = client_of(moderator)
    page = reverse("moderation:case", args=[Case.objects.get(kind="mentor").pk])
    assert page in text(desk, reverse("moderation:queue"))
    shown = text(desk, page)
    assert "Sells a course." in shown and "Bar from mentoring" in shown
    assert client.get(page).status_code == 404
    bar = {"what": "decide", "decision": "removed", "reasons": ["asks_money"], "words": "No courses here."}
    assert desk.post(page, bar).status_code == 302
    assert desk.post(page, bar).status_code == 409
    report.refresh_from_db()
    assert report.status == "barred"


def test_both_read_of_a_conflict_but_a_blind_team_does_not_learn_the_name(
    reviewer: User, candidate: User, make_application: Any, client_of: Any
) -> None:
    mentor = make_mentor(reviewer)
    assert conflicts.for_candidate(reviewer, candidate) == []
    application = make_application()
    name = application.posting.hospital.name
    assert conflicts.for_candidate(reviewer, candidate) == conflicts.for_mentor(reviewer, candidate) == [name]
    assert "where you applied" in text(client_of(candidate), reverse("mentoring:ask", args=[mentor.pk]))
    type(application.posting).objects.update(blind=True)
    assert conflicts.for_candidate(reviewer, candidate) == [name]
    assert conflicts.for_mentor(reviewer, candidate) == []
    type(application).objects.update(submitted_at=None, respond_by=None, status="draft")
    assert conflicts.for_candidate(reviewer, candidate) == []


def test_a_host_of_talks_sits_in_no_hiring_team(host: User, candidate: User, make_application: Any) -> None:
    make_application()
    assert conflicts.for_candidate(host, candidate) == []


def test_closing_an_account_ends_mentoring_and_the_other_is_told(
    mentor: Mentor, candidate: User, candidate2: User
) -> None:
    ran, waits = running(mentor, candidate), ask(mentor, candidate2)
    assert [f(mentor.user) for f in privacy.what_closing_does if f.__module__ == "mentoring.personal"] == [
        ["2 mentorships end.", "Your mentor page is paused."]
    ]
    closing.close(mentor.user, by=mentor.user)
    for row in (ran, waits):
        row.refresh_from_db()
    mentor.refresh_from_db()
    assert (ran.status, waits.status, mentor.status) == ("ended", "declined", "paused")
    kinds = OutgoingMail.objects.filter(user__in=[candidate, candidate2]).values_list("kind", flat=True)
    assert {"mentoring_over", "mentoring_declined"} <= set(kinds)


def test_an_erasure_of_a_mentor_leaves_nothing_of_them(mentor: Mentor, candidate: User) -> None:
    row = running(mentor, candidate)
    Report.objects.create(by=mentor.user, about=candidate, reason="other", words="W", at=timezone.now())
    closing.close(mentor.user, by=mentor.user)
    for user_does in privacy.before_erasure:
        user_does(mentor.user, timezone.now())
    assert not Mentorship.objects.filter(pk=row.pk).exists()
    assert Report.objects.get().words == ""
