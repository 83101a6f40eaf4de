"""An opening saves itself while somebody writes; nothing that was typed is lost, nothing of a colleague is overwritten."""

import json
import re
import threading
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, connections
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core.models import Event
from hospitals.models import Hospital
from postings import editing
from postings.forms import SECTIONS, PostingForm, blank
from postings.forms.merging import mark, marks, sent_marks
from postings.models import Posting, Started, Unsaved

Make = Callable[..., Posting]


def to(page: str, *args: Any) -> str:
    return reverse(f"postings:workspace_{page}", args=["northlake", *args])


@pytest.fixture
def draft(make_posting: Make) -> Posting:
    return make_posting(status="draft", submitted_at=None, published_at=None, publish_at=None, closes_at=None)


class Editor:
    """An open page of an opening, as static/js/editor.js keeps it: its marks, its key, what each part holds."""

    def __init__(self, client: Client, posting: Posting) -> None:
        self.client, self.posting, self.key = client, posting, str(uuid.uuid4())
        form = PostingForm(Posting.objects.get(pk=posting.pk))
        self.bases = marks(form, form.fields)

    def sends(self, part: str, **typed: Any) -> dict[str, Any]:
        section = next(s for s in SECTIONS if s.slug == part)
        base = json.dumps({name: self.bases[name] for name in section.fields})
        data = {**typed, f"base-{part}": base, "key": self.key}
        answer = self.client.post(to("part", self.posting.pk, part), data, headers={"X-Editor": "1"})
        assert answer.status_code == 200, answer.status_code
        said: dict[str, Any] = answer.json()
        self.bases |= said["bases"]
        return said


@pytest.fixture
def ines(owner: User, draft: Posting, client_of: Callable[[User], Client]) -> Editor:
    return Editor(client_of(owner), draft)


@pytest.fixture
def priya(recruiter: User, draft: Posting, client_of: Callable[[User], Client]) -> Editor:
    return Editor(client_of(recruiter), draft)


PAY = {"pay_min": "64,000", "pay_max": "78,000", "pay_currency": "USD", "pay_period": "year"}


def test_a_part_saves_itself_and_leaves_the_others_alone(ines: Editor, draft: Posting) -> None:
    said = ines.sends("text", description="You write for four channels.")
    draft.refresh_from_db()
    assert (draft.description, draft.title, draft.hours_max) == (
        "You write for four channels.",
        "Social media manager",
        40,
    )
    assert re.match(r"Saved at \d\d:\d\d\.$", said["said"])
    assert "Choose the day on which the opening closes." in said["ready"]


def test_a_wrong_value_is_told_and_kept_and_blocks_nothing_else(ines: Editor, draft: Posting) -> None:
    said = ines.sends("pay", **PAY | {"pay_min": "a lot", "pay_note": "Courses"})
    draft.refresh_from_db()
    assert (draft.pay_note, draft.pay_min) == ("Courses", Decimal(64000))
    assert "Write an amount in figures" in said["html"]["pay"]
    page = ines.client.get(
        to("edit", draft.pk)
    ).content.decode()  # the tab was closed: everything stands there again
    assert 'value="a lot"' in page
    assert "Write an amount in figures" in page
    ines.sends("pay", **PAY | {"pay_min": "65,000", "pay_note": "Courses"})
    draft.refresh_from_db()
    assert (draft.pay_min, Unsaved.objects.count()) == (Decimal(65000), 0)


def test_figures_that_do_not_fit_each_other_wait_together(ines: Editor, draft: Posting) -> None:
    ines.sends("pay", **PAY | {"pay_min": "90,000", "pay_note": "Courses"})
    draft.refresh_from_db()
    assert (draft.pay_min, draft.pay_max, draft.pay_note) == (Decimal(64000), Decimal(78000), "Courses")


def test_what_was_wrong_can_be_let_go(ines: Editor, draft: Posting) -> None:
    ines.sends("pay", **PAY | {"pay_min": "a lot"})
    ines.client.post(to("letting_go", draft.pk))
    assert Unsaved.objects.count() == 0
    assert 'value="a lot"' not in ines.client.get(to("edit", draft.pk)).content.decode()


def test_nobody_else_sees_what_could_not_be_saved(ines: Editor, priya: Editor, draft: Posting) -> None:
    ines.sends("pay", **PAY | {"pay_min": "a lot"})
    assert 'value="a lot"' not in priya.client.get(to("edit", draft.pk)).content.decode()


def test_two_people_at_different_fields_are_merged_and_told(
    ines: Editor, priya: Editor, draft: Posting
) -> None:
    priya.sends("pay", **PAY | {"pay_max": "80,000"})
    said = ines.sends("pay", **PAY | {"pay_note": "Courses"})
    draft.refresh_from_db()
    assert (draft.pay_max, draft.pay_note) == (Decimal(80000), "Courses")
    assert re.search(r"Priya Nair changed “Pay to” at \d\d:\d\d\.", said["said"])
    assert said["merged"] == ["pay_max"]
    assert 'value="80,000"' in said["html"]["pay"]


def test_the_same_field_is_never_overwritten_and_the_choice_is_kept(
    ines: Editor, priya: Editor, draft: Posting
) -> None:
    priya.sends("text", description="Priya wrote this.")
    said = ines.sends("text", description="Ines wrote this.")
    draft.refresh_from_db()
    assert draft.description == "Priya wrote this."
    for words in ("Priya Nair changed this too", "Priya wrote this.", "Ines wrote this.", "Take mine"):
        assert words in said["html"]["text"], words
    again = ines.sends("text", description="Ines wrote this, and more.")  # further saves work, and ask again
    assert "Take mine" in again["html"]["text"]
    page = ines.client.get(to("edit", draft.pk)).content.decode()  # so does a page opened anew
    assert "Ines wrote this, and more." in page
    assert "Take theirs" in page


def test_taking_mine_stores_mine(ines: Editor, priya: Editor, draft: Posting) -> None:
    priya.sends("text", description="Theirs")
    ines.sends("text", description="Mine")
    ines.sends("text", description="Mine", **{"keep-description": f"mine:{mark('Theirs')}"})
    draft.refresh_from_db()
    assert (draft.description, Unsaved.objects.count()) == ("Mine", 0)
    ines.sends("text", description="Mine, later")
    draft.refresh_from_db()
    assert draft.description == "Mine, later"


def test_taking_theirs_shows_theirs(ines: Editor, priya: Editor, draft: Posting) -> None:
    priya.sends("text", description="Theirs")
    ines.sends("text", description="Mine")
    said = ines.sends("text", description="Mine", **{"keep-description": f"theirs:{mark('Theirs')}"})
    draft.refresh_from_db()
    assert (draft.description, said["merged"], Unsaved.objects.count()) == ("Theirs", ["description"], 0)


def test_a_choice_made_before_a_newer_change_asks_again(ines: Editor, priya: Editor, draft: Posting) -> None:
    priya.sends("text", description="Theirs")
    ines.sends("text", description="Mine")
    priya.sends("text", description="Theirs, newer")
    said = ines.sends("text", description="Mine", **{"keep-description": f"mine:{mark('Theirs')}"})
    draft.refresh_from_db()
    assert draft.description == "Theirs, newer"
    assert "Theirs, newer" in said["html"]["text"]


def test_changes_that_fit_alone_and_not_together_wait_for_a_choice(
    ines: Editor, priya: Editor, draft: Posting
) -> None:
    priya.sends("pay", **PAY | {"pay_max": "66,000"})
    said = ines.sends("pay", **PAY | {"pay_min": "70,000"})
    draft.refresh_from_db()
    assert (draft.pay_min, draft.pay_max) == (Decimal(64000), Decimal(66000))
    assert "Take mine" in said["html"]["pay"]


def test_an_answer_that_was_lost_on_the_way_is_no_colleague(ines: Editor, draft: Posting) -> None:
    before = dict(ines.bases)
    ines.sends("text", description="First")
    ines.bases = before  # the line broke: the page knows nothing of it
    ines.sends("text", description="First and second")
    draft.refresh_from_db()
    assert (draft.description, Unsaved.objects.count()) == ("First and second", 0)


def test_another_page_of_the_same_person_is_not_overwritten(
    ines: Editor, draft: Posting, owner: User, client_of: Callable[[User], Client]
) -> None:
    other = Editor(client_of(owner), draft)
    ines.sends("text", description="In the first window")
    said = other.sends("text", description="In the second window")
    draft.refresh_from_db()
    assert draft.description == "In the first window"
    assert "Take mine" in said["html"]["text"]


def blank_page(hospital: Hospital, user: User, **typed: Any) -> dict[str, Any]:
    form = PostingForm(blank(hospital, user))
    bases = {f"base-{s.slug}": json.dumps(marks(form, s.fields)) for s in SECTIONS}
    return {**bases, "key": str(uuid.uuid4()), "language": "en", "respond_by_days": "10", **typed}


def test_a_new_opening_is_a_draft_once_it_has_a_title(
    hospital: Hospital, owner: User, client_of: Callable[[User], Client]
) -> None:
    client, page = client_of(owner), blank_page(hospital, owner, description="You write.")
    said = client.post(to("begin"), page, headers={"X-Editor": "1"}).json()
    assert (Posting.objects.count(), "address" in said) == (0, False)
    assert "Give it a job title" in said["said"]
    said = client.post(to("begin"), page | {"title": "Editor", "city": "Tacoma", "region": "WA", "country": "US"}).json()  # fmt: skip
    posting = Posting.objects.get()
    assert (posting.title, posting.description, posting.places.get().city) == (
        "Editor",
        "You write.",
        "Tacoma",
    )
    assert said["address"] == to("edit", posting.pk)
    assert said["parts"] + "text/" == to("part", posting.pk, "text")


def test_the_same_new_form_sent_twice_makes_one_draft(
    hospital: Hospital, owner: User, client_of: Callable[[User], Client]
) -> None:
    client, page = client_of(owner), blank_page(hospital, owner, title="Editor")
    client.post(to("begin"), page)
    client.post(to("begin"), page | {"title": "Editor of films"})
    assert [p.title for p in Posting.objects.all()] == ["Editor of films"]
    assert Started.objects.count() == 1


def test_a_sign_in_that_ended_is_told_to_a_part_that_saves_itself(draft: Posting) -> None:
    answer = Client().post(to("part", draft.pk, "text"), {"description": "x"}, headers={"X-Editor": "1"})
    assert (answer.status_code, answer.json()) == (401, {"signed_out": True})


def test_a_whole_form_sent_after_the_sign_in_ended_comes_back_after_it(
    draft: Posting, owner: User, answers: dict[str, Any]
) -> None:
    client = Client()
    answer = client.post(to("edit", draft.pk), answers | {"description": "Typed for an hour"})
    assert (answer.status_code, answer["Location"].startswith("/accounts/login/")) == (302, True)
    client.force_login(owner, backend="accounts.backends.Backend")
    page = client.get(to("edit", draft.pk)).content.decode()
    for words in ("Typed for an hour", "Your sign-in had ended.", "data-unsent"):
        assert words in page, words
    draft.refresh_from_db()
    assert draft.description != "Typed for an hour"
    assert "Typed for an hour" not in client.get(to("edit", draft.pk)).content.decode()


def test_what_was_typed_does_not_outlive_the_sign_out(
    draft: Posting, owner: User, answers: dict[str, Any]
) -> None:
    client = Client()
    client.post(to("edit", draft.pk), answers | {"description": "Typed for an hour"})
    client.force_login(owner, backend="accounts.backends.Backend")
    client.post("/accounts/logout/")
    client.force_login(owner, backend="accounts.backends.Backend")
    assert "Typed for an hour" not in client.get(to("edit", draft.pk)).content.decode()


def test_an_opening_that_was_sent_meanwhile_is_not_changed(ines: Editor, draft: Posting) -> None:
    Posting.objects.filter(pk=draft.pk).update(status="published", published_at="2026-01-01T00:00Z",
                                               publish_at="2026-01-01T00:00Z", closes_at="2099-01-01T00:00Z")  # fmt: skip
    answer = ines.client.post(to("part", draft.pk, "text"), {"description": "x"})
    assert (answer.status_code, answer.json()) == (409, {"sent_meanwhile": True})


def test_an_afternoon_of_saves_is_one_line_of_the_trail(ines: Editor, priya: Editor, draft: Posting) -> None:
    for n in range(4):
        ines.sends("text", description=f"Draft {n}")
    assert Event.objects.about(draft).filter(verb="edited").count() == 1
    priya.sends("pay", **PAY | {"pay_note": "Courses"})
    assert Event.objects.about(draft).filter(verb="edited").count() == 2


def test_without_javascript_a_choice_is_made_with_a_button(
    draft: Posting, owner: User, recruiter: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(owner)
    page = client.get(to("edit", draft.pk)).content.decode()
    bases = {n: v.replace("&quot;", '"') for n, v in re.findall(r'name="(base-\w+)" value="([^"]*)"', page)}
    assert len(sent_marks(bases)) == sum(len(s.fields) for s in SECTIONS)
    form, typed = PostingForm(draft), {"title": draft.title}
    Editor(client_of(recruiter), draft).sends("text", description="Theirs")
    answer = client.post(to("edit", draft.pk), typed | bases | {"description": "Mine", "language": "en"})
    assert answer.status_code == 409
    choice = {"keep-description": f"mine:{mark('Theirs')}"}
    answer = client.post(
        to("edit", draft.pk), typed | bases | {"description": "Mine", "language": "en"} | choice
    )
    draft.refresh_from_db()
    assert (answer.status_code, draft.description, form.is_bound) == (302, "Mine", False)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("same", [True, False])
def test_a_race_of_two_editors_loses_nothing(
    draft: Posting, owner: User, recruiter: User, same: bool
) -> None:
    """Both begin at once: different fields are both stored; of the same one, one is stored and one is asked."""
    begin, outcomes = threading.Barrier(2), []
    base = json.dumps(marks(PostingForm(draft), ["pay_note", "description", "mode_note"]))

    def write(user: User, field: str) -> None:
        data = QueryDict(mutable=True)
        data.update({field: f"By {user.pk}", "base-pay": base, "base-text": base, "base-job": base})
        begin.wait()
        try:
            outcomes.append(editing.keep(draft, data, by=user, only=[field]))
        finally:
            connections.close_all()

    fields = ["description", "description" if same else "pay_note"]
    threads = [
        threading.Thread(target=write, args=pair) for pair in zip([owner, recruiter], fields, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(len(o.stored) for o in outcomes) == ([0, 1] if same else [1, 1])
    assert sorted(len(o.crossed) for o in outcomes) == ([0, 1] if same else [0, 0])
    assert Unsaved.objects.count() == (1 if same else 0)
    assert connection.vendor == "postgresql"


def test_an_amount_without_its_currency_is_in_that_of_the_country(
    draft: Posting, owner: User, client_of: Callable[[User], Client]
) -> None:
    Posting.objects.filter(pk=draft.pk).update(pay_min=None, pay_max=None, pay_currency="", pay_period=None)
    answer = client_of(owner).post(to("edit", draft.pk), {"title": draft.title, "pay_min": "38.50"})
    draft.refresh_from_db()
    assert (answer.status_code, draft.pay_currency, draft.pay_period_id) == (302, "USD", "year")


@pytest.mark.parametrize(
    "base", ["", "[]", "[" * 10_000, "nonsense", '{"description": 7}', '{"description": null}']
)
def test_marks_that_cannot_be_read_overwrite_nothing(ines: Editor, draft: Posting, base: str) -> None:
    answer = ines.client.post(
        to("part", draft.pk, "text"), {"description": "Mine", "base-text": base, "version": "99999"}
    )
    draft.refresh_from_db()
    assert (answer.status_code, draft.description == "Mine") == (200, False)


def test_the_preview_is_the_public_page(
    draft: Posting, reviewer: User, client_of: Callable[[User], Client]
) -> None:
    answer = client_of(reviewer).get(to("shown", draft.pk))
    assert next(t.name for t in answer.templates) == "postings/detail.html"
    page = answer.content.decode()
    assert "This is a preview." in page
    assert "/application/" not in page


def test_every_field_of_the_form_stands_in_one_part() -> None:
    names = [name for section in SECTIONS for name in section.fields]
    assert len(names) == len(set(names))


def test_stored_and_typed_values_have_the_same_mark(draft: Posting) -> None:
    """What the page shows, sent back as it is, changes nothing: else every open page would seem to overwrite."""
    form = PostingForm(draft)
    data = QueryDict(mutable=True)
    for box in form:
        value = box.value()
        if box.name == "skills":
            data.update({f"skill-{pk}": kind for pk, kind in value.items()})
        elif isinstance(value, list | tuple):
            data.setlist(box.html_name, [str(v) for v in value])
        elif value is True:
            data[box.html_name] = "on"
        elif value not in (None, False):
            data[box.html_name] = box.as_widget().split('value="')[1].split('"')[0] if 'type="date"' in box.as_widget() else str(value)  # fmt: skip
    again = PostingForm(draft, data)
    again.is_valid()
    moved = [n for n in marks(form, form.fields) if n != "version" and n not in again.errors
             and mark(again.cleaned_data.get(n)) != mark(form.initial.get(n))]  # fmt: skip
    assert moved == []
