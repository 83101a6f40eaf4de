"""What a new opening begins from: roles, templates, copies."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from core.vocabulary import vocabulary
from hospitals.models import Hospital
from postings import starting
from postings.completeness import missing
from postings.forms import PostingForm
from postings.hints import hints
from postings.models import Posting, Template

Make = Callable[..., Posting]
Clients = Callable[[User], Client]


def to(page: str, *args: Any, slug: str = "northlake") -> str:
    return reverse(f"postings:workspace_{page}", args=[slug, *args])


@pytest.fixture
def desk(owner: User, client_of: Clients) -> Client:
    return client_of(owner)


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("slug", list(starting.roles()))
def test_every_role_is_a_whole_opening_without_pay_and_dates(
    slug: str, language: str, hospital: Hospital, owner: User
) -> None:
    role = starting.roles()[slug]
    posting = starting.from_role(role, language, hospital=hospital, by=owner)
    known = vocabulary()
    named = [known.skill(s) for s in role.facts["required"] + role.facts["nice"]]
    assert None not in named + [known.channel(c) for c in role.facts["channels"]]
    assert len(posting.required_skills) + len(posting.nice_skills) == len(set(named)) <= 8
    assert sum(share for _duty, share in posting.duties) == 100
    assert len(posting.description) >= 900
    assert {gap.field for gap in missing(posting)} == {"closes_on", "pay_min"}
    assert {hint.field for hint in hints(posting)} == {"pay_min"}
    assert posting.pay_max is None
    form = PostingForm(Posting.objects.get(pk=posting.pk))
    assert (form["title"].value(), form["family"].value() != "") == (role.titles[language], True)


def test_there_are_eight_roles() -> None:
    assert list(starting.roles()) == [
        "manager", "specialist", "coordinator", "creator", "community", "head", "contractor", "intern",
    ]  # fmt: skip


def test_a_recruiter_begins_from_an_example(desk: Client) -> None:
    page = desk.get(to("new")).content.decode()
    assert "Examples that we wrote" in page
    answer = desk.post(to("start"), {"start": "role:creator", "language": "nl"})
    posting = Posting.objects.get()
    assert answer["Location"] == to("edit", posting.pk)
    assert (posting.language, posting.title, posting.places.get().city) == (
        "nl",
        "Contentmaker voor verhalen uit de zorg",
        "Tacoma",
    )


@pytest.mark.parametrize("start", ["", "role:astronaut", "template:1", "opening:x", "opening:999999"])
def test_what_is_not_offered_begins_nothing(desk: Client, start: str) -> None:
    answer = desk.post(to("start"), {"start": start, "language": "en"})
    assert (answer.status_code, Posting.objects.count()) == (422, 0)
    assert "Choose what to begin from." in answer.content.decode()


def test_a_template_is_kept_used_renamed_and_deleted(desk: Client, make_posting: Make) -> None:
    posting = make_posting(nice_skills=[], pay_note="Courses")
    answer = desk.post(to("template_of", posting.pk), {"name": "Manager, main site"})
    template = Template.objects.get()
    assert answer["Location"] == to("templates")
    desk.post(to("start"), {"start": f"template:{template.pk}"})
    new = Posting.objects.latest("pk")
    for name in (
        "title",
        "description",
        "pay_min",
        "pay_max",
        "pay_note",
        "required_skills",
        "duties",
        "channels",
    ):
        assert getattr(new, name) == getattr(posting, name), name
    assert (new.status, new.closes_at, new.published_at, new.version) == ("draft", None, None, 1)
    assert [p.city for p in new.places.all()] == [p.city for p in posting.places.all()]
    desk.post(to("template", template.pk), {"name": "Manager"})
    assert "Manager" in desk.get(to("templates")).content.decode()
    desk.post(to("template_removal", template.pk))
    assert (Template.objects.count(), Posting.objects.count()) == (0, 2)


def test_a_copy_of_an_earlier_opening_is_offered(desk: Client, make_posting: Make) -> None:
    posting = make_posting()
    desk.post(to("start"), {"start": f"opening:{posting.pk}", "language": "en"})
    assert Posting.objects.latest("pk").description == posting.description


def test_a_name_is_used_once(desk: Client, make_posting: Make) -> None:
    posting = make_posting()
    desk.post(to("template_of", posting.pk), {"name": "Manager"})
    answer = desk.post(to("template_of", posting.pk), {"name": "MANAGER"})
    assert (answer.status_code, Template.objects.count()) == (422, 1)
    page = answer.content.decode()
    assert "You have a template of this name" in page
    assert 'value="MANAGER"' in page


def test_fifty_templates_are_enough(desk: Client, hospital: Hospital, make_posting: Make) -> None:
    Template.objects.bulk_create(Template(hospital=hospital, name=f"T{n}", content={}) for n in range(50))
    answer = desk.post(to("template_of", make_posting().pk), {"name": "One more"})
    assert (answer.status_code, Template.objects.count()) == (422, 50)


def test_what_the_board_no_longer_knows_is_left_out(
    hospital: Hospital, owner: User, make_posting: Make
) -> None:
    template = starting.keep_as_template(make_posting(), name="Old", by=owner)
    template.content |= {"no_such_column": 1, "id": 7, "status": "published"}
    new = starting.from_template(template, by=owner)
    assert (new.status, new.title, new.pk != 7) == ("draft", "Social media manager", True)


def test_templates_belong_to_their_hospital(
    hospital: Hospital, owner: User, owner2: User, reviewer: User, client_of: Clients, make_posting: Make
) -> None:
    template = starting.keep_as_template(make_posting(), name="Ours", by=owner)
    theirs, here = client_of(owner2), "de-waterlinie"
    assert theirs.post(to("start", slug=here), {"start": f"template:{template.pk}"}).status_code == 422
    assert theirs.get(to("template", template.pk, slug=here)).status_code == 404
    assert theirs.post(to("template_removal", template.pk, slug=here)).status_code == 404
    assert "Ours" not in theirs.get(to("templates", slug=here)).content.decode()
    assert client_of(reviewer).get(to("templates")).status_code == 403


def test_the_list_of_templates_asks_the_same_for_one_and_for_many(
    desk: Client, hospital: Hospital, owner: User
) -> None:
    Template.objects.create(hospital=hospital, name="T", content={}, created_by=owner)
    desk.get(to("templates"))
    with CaptureQueriesContext(connection) as one:
        desk.get(to("templates"))
    Template.objects.bulk_create(
        Template(hospital=hospital, name=f"T{n}", content={}, created_by=owner) for n in range(49)
    )
    with CaptureQueriesContext(connection) as many:
        desk.get(to("templates"))
    assert len(one) == len(many)
