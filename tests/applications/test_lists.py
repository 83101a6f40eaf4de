"""One row or many: the same number of queries, the one who waits longest first."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from applications import messages
from applications.models import Application
from core.vocabulary import vocabulary
from hospitals.models import Hospital, Seat


def many(make_application: Any, how_many: int, **fields: Any) -> None:
    cv = fields.pop("cv", None)
    for i in range(how_many):
        # no usable password: hashing fifty of them is all that would take time here
        person = User.objects.create(email=f"p{i}@people.example", name=f"Person {i}", password="!")
        make_application(candidate=person, cv=cv, **fields)


def queries(client: Any, path: str) -> int:
    vocabulary()  # read once in a while by the process, not by the page
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    "path", ["/workspace/northlake/applications/", "/workspace/northlake/applications/?stage=submitted"]
)
def test_the_hospitals_list_costs_the_same_for_one_and_for_many(
    path: str, make_application: Any, recruiter: User, client_of: Any
) -> None:
    client = client_of(recruiter)
    make_application()
    client.get(path)  # the words are read once a process
    one = queries(client, path)
    many(make_application, 55)
    assert queries(client, path) == one
    assert one <= 12


def test_a_candidates_list_costs_the_same_for_one_and_for_many(
    make_posting: Any, make_application: Any, candidate: User, client_of: Any
) -> None:
    client = client_of(candidate)
    make_application()
    client.get("/me/applications/")
    one = queries(client, "/me/applications/")
    for status in ("submitted", "in_review", "draft", "interview", "submitted"):
        make_application(posting=make_posting(), status=status)
    assert queries(client, "/me/applications/") == one
    assert one <= 12


def test_who_waits_longest_stands_first_and_pages_hold_forty(
    make_application: Any, recruiter: User, client_of: Any
) -> None:
    many(make_application, 51)
    late = make_application(
        submitted_at=timezone.now() - timedelta(days=30), respond_by=timezone.now() - timedelta(days=20)
    )
    page = client_of(recruiter).get("/workspace/northlake/applications/")
    assert page.context["rows"][0][0].application.pk == late.pk
    assert len(page.context["rows"]) == 40
    assert "30 days" in page.content.decode()


def test_tabs_count_what_they_show(
    make_application: Any, make_posting: Any, recruiter: User, client_of: Any
) -> None:
    many(make_application, 2, status="in_review")
    make_application()
    other = make_posting(title="Video editor")
    make_application(posting=other, status="withdrawn", withdrawal_reason="pay", decided_at=timezone.now())
    client = client_of(recruiter)
    page = client.get("/workspace/northlake/applications/")
    assert [t[2] for t in page.context["tabs"]] == [3, 1, 2, 0, 0, 0, 1]
    for address, _label, count, _here in page.context["tabs"]:
        assert (
            client.get(f"/workspace/northlake/applications/?{address}").context["page_obj"].paginator.count
            == count
        )
    only = client.get(f"/workspace/northlake/applications/?opening={other.pk}&stage=ended").context["rows"]
    assert [row[0].application.posting_id for row in only] == [other.pk]


@pytest.mark.parametrize(
    "bad",
    [
        "opening=x",
        "opening=99999999999999999999",
        "stage=zzz",
        "page=-1",
        "page=zz",
        "opening=0",
        "opening=%C2%B2",
    ],
)
def test_odd_addresses_show_the_list(
    bad: str, make_application: Any, recruiter: User, client_of: Any
) -> None:
    make_application()
    assert client_of(recruiter).get(f"/workspace/northlake/applications/?{bad}").status_code == 200


def test_next_and_previous_stay_in_the_chosen_stage(
    make_application: Any, recruiter: User, client_of: Any
) -> None:
    many(make_application, 3)
    make_application(status="in_review")
    ids = list(
        Application.objects.filter(status="submitted")
        .order_by("submitted_at", "id")
        .values_list("pk", flat=True)
    )
    page = client_of(recruiter).get(f"/workspace/northlake/applications/{ids[1]}/?stage=submitted")
    assert (page.context["before"], page.context["after"], page.context["total"]) == (ids[0], ids[2], 3)


def render(text: str, **context: Any) -> str:
    return Template("{% load applications_tags %}" + text).render(Context(context))


def test_the_workspace_home_lists_who_waits_but_not_for_a_host(
    make_application: Any, hospital: Hospital, recruiter: User, host: User
) -> None:
    make_application()
    seats = {s.user_id: s for s in Seat.objects.all()}
    tag = "{% workspace_todo hospital seat %}"
    assert "Amara Bekele" in render(tag, hospital=hospital, seat=seats[recruiter.pk])
    assert render(tag, hospital=hospital, seat=seats[host.pk]).strip() == ""


def test_the_openings_page_offers_to_apply_or_shows_where_it_stands(
    posting: Any, make_application: Any, candidate: User, rf: Any
) -> None:
    request = rf.get("/")
    request.user = candidate
    tag = "{% my_application posting %}"
    assert ">Apply<" in render(tag, request=request, posting=posting)
    application = make_application(status="draft")
    assert "Go on with your application" in render(tag, request=request, posting=posting)
    Application.objects.filter(pk=application.pk).update(
        status="submitted", submitted_at=timezone.now(), respond_by=timezone.now()
    )
    assert "You applied on" in render(tag, request=request, posting=posting)


@pytest.mark.parametrize("look", ["", "board/"])
def test_a_recruiter_sees_in_which_applications_a_message_waits(
    look: str, make_application: Any, recruiter: User, client_of: Any
) -> None:
    many(make_application, 3)
    written, read, own = Application.objects.order_by("pk")
    messages.send(written, by=written.candidate, words="When do we talk?")
    messages.send(read, by=read.candidate, words="Thank you.")
    messages.read(read, by_hospital=True)
    messages.send(own, by=recruiter, words="Soon.")
    client, there = client_of(recruiter), f"/workspace/northlake/applications/{look}"
    page = client.get(there)
    assert page.context["unread"] == {written.pk}
    assert page.content.decode().count("New message") == 1
    few = queries(client, there)
    for application in (read, own):
        messages.send(application, by=application.candidate, words="And now?")
    assert queries(client, there) == few
    assert client.get(there).content.decode().count("New message") == 3


def test_a_candidate_reads_the_days_of_the_letters_on_the_page_and_in_the_list(
    make_application: Any, candidate: User, client_of: Any
) -> None:
    night = datetime(2026, 12, 11, 3, 0, tzinfo=UTC)  # in Tacoma still 10 December
    application = make_application(submitted_at=night, respond_by=night + timedelta(days=10))
    client = client_of(candidate)
    for path in ("/me/applications/", application.get_absolute_url()):
        page = client.get(path).content.decode()
        assert "10 Dec" in page and "Answer by 20 Dec" in page
        assert "11 Dec" not in page and "21 Dec" not in page
