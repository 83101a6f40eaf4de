"""Where the time goes, whom one teaches, what is expected of the first 90 days beside what the hospital says of itself."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from alerts.words import search_in_words
from hospitals.models import Hospital, Readiness
from postings import material
from postings.models import DUTIES, Posting, Revision
from postings.search import Search
from tests.postings.test_revision_pages import filled

Make = Callable[..., Posting]
ClientOf = Callable[[User | None], Client]
NONE = {f"duty_{duty}": 0 for duty in DUTIES}
NINETY = "- After one month: you know us.\r\n\r\n* After three months: you teach.\n"


def text(response: Any) -> str:
    return " ".join(unescape(response.content.decode()).split())


def part(page: str, name: str) -> str:
    """The section of the page with this heading's id, or ""."""
    found = re.search(rf'<section[^>]*aria-labelledby="{name}">(.*?)</section>', page)
    return found[1] if found else ""


def ready(hospital: Hospital, **said: Any) -> Readiness:
    return Readiness.objects.create(
        hospital=hospital, policy="yes", approval="two_days", confirmed_at=timezone.now(), **said
    )


# ── The bar ──────────────────────────────────────────────────────────────────────────────────────────
def test_the_bar_says_in_words_and_in_a_table_what_it_shows(client: Client, make_posting: Make) -> None:
    posting = make_posting(duty_training=30, training_for=["board", "physicians"])
    bar = part(text(client.get(posting.get_absolute_url())), "duties")
    assert (
        'role="img" aria-label="Running channels 60%, Training physicians and staff 30%, Other work 10%"'
        in bar
    )
    assert re.findall(r'<rect x="(\d+)" width="(\d+)"', bar) == [("0", "60"), ("60", "30"), ("90", "10")]
    rows = re.findall(r"<dt>(.*?)</dt><dd>(\d+)%</dd>", bar)
    assert [(re.sub("<.*?>", "", name), share) for name, share in rows] == [
        ("Running channels", "60"), ("Training physicians and staff", "30"), ("Other work", "10"),
    ]  # fmt: skip
    assert "<b>Whom you train:</b> Physicians, board members" in bar
    dutch = part(text(client.get(f"/nl{posting.get_absolute_url()}")), "duties")
    compared = text(client.get(f"/openings/compare/?id={posting.pk}"))
    assert "Whom you train: Physicians, board members" in compared
    assert "Artsen, bestuurders" in dutch and "Ander werk 10%" in dutch


def test_each_task_leads_to_openings_in_which_it_takes_as_much(client: Client, make_posting: Make) -> None:
    posting = make_posting(duty_running_channels=55, duty_training=27, duty_speaking=4)
    make_posting(title="Less of it", duty_training=19)
    bar = part(text(client.get(posting.get_absolute_url())), "duties")
    links = re.findall(r'href="(/openings/\?[^"]+)"', bar)
    assert links == [
        "/openings/?duty=running_channels&duty_min=50",
        "/openings/?duty=training&duty_min=20",
        "/openings/?duty=speaking",
    ]
    results = client.get(links[1]).context["results"]
    assert results.ids == [posting.pk]
    assert [chip.label for chip in results.chips] == ["Training physicians and staff, at least 20%"]


def test_an_opening_that_says_nothing_of_its_time_has_no_bar(client: Client, make_posting: Make) -> None:
    assert part(text(client.get(make_posting(**NONE).get_absolute_url())), "duties") == ""
    page = text(client.get(make_posting(**NONE, training_for=["nurses"]).get_absolute_url()))
    assert "<svg" not in part(page, "duties").split("<p")[0] and "Nurses" in part(page, "duties")
    assert (
        ">Whom you train</h2>" in page and ">Where the time goes</h2>" not in page
    )  # nothing is said of the time


def test_a_machine_reads_the_tasks_too(client: Client, make_posting: Make) -> None:
    make_posting(training_for=["nurses"])
    [item] = json.loads(client.get("/openings/feed.json").content)["items"]
    own = next(value for name, value in item.items() if name.startswith("_"))
    assert own["duties"][1] == {"slug": "training", "name": "Training physicians and staff", "share": 40}
    assert own["training_for"] == ["nurses"]


# ── The filter ───────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("start", "said"), [("", "Training physicians and staff, at least 20%"), ("/nl", "minstens 20%")]
)
def test_twenty_per_cent_of_teaching_is_a_choice_with_its_count_and_a_chip(
    client: Client, make_posting: Make, start: str, said: str
) -> None:
    for share in (10, 20, 35):
        make_posting(duty_training=share)
    page = client.get(f"{start}/openings/?duty=training&open=duty")
    options = dict(re.findall(r'<option value="(\d+)"[^>]*>([^<]+)</option>', part_of_shares(page)))
    assert options == {"10": "10% (3)", "20": "20% (2)", "30": "30% (1)", "50": "50% (0)"}
    clicked = client.get(f"{start}/openings/?duty=training&duty_min=20").context["results"]
    assert clicked.total == 2 and said in clicked.chips[0].label
    assert client.get(clicked.feed).content.decode().count("<entry>") == 2
    with translation.override(start[1:] or "en"):
        assert said in search_in_words(Search("duty=training&duty_min=20"))  # of an alert


def part_of_shares(page: Any) -> str:
    (select,) = re.findall(r'<select[^>]*id="duty_min".*?</select>', text(page))
    return str(select)


# ── The first 90 days ────────────────────────────────────────────────────────────────────────────────
def test_the_first_90_days_stand_beside_what_the_hospital_says_of_itself(
    client: Client, make_posting: Make, hospital: Hospital
) -> None:
    posting = make_posting(first_90_days=NINETY)
    ready(hospital)
    page = text(client.get(posting.get_absolute_url()))
    assert "<li>After one month: you know us.</li><li>After three months: you teach.</li>" in part(
        page, "first"
    )
    assert "Within two days" in part(page, "ready") and "Last confirmed on" in part(page, "ready")
    Readiness.objects.update(confirmed_at=timezone.now() - timedelta(days=366))
    page = text(client.get(posting.get_absolute_url()))
    assert part(page, "first") and not part(page, "ready")


def test_a_reader_with_an_old_copy_gets_what_the_hospital_says_now(
    client: Client, make_posting: Make, hospital: Hospital
) -> None:
    posting, row = make_posting(), ready(hospital)
    tag = client.get(posting.get_absolute_url())["ETag"]
    assert client.get(posting.get_absolute_url(), headers={"If-None-Match": tag}).status_code == 304
    row.approval = "week"
    row.save()
    again = client.get(posting.get_absolute_url(), headers={"If-None-Match": tag})
    assert again.status_code == 200 and "Within a week" in text(again)


def test_all_of_it_costs_no_query_more(client: Client, make_posting: Make, hospital: Hospital) -> None:
    bare = make_posting()
    full = make_posting(first_90_days=NINETY, training_for=["physicians"])
    ready(hospital)
    counts = []
    for posting in (bare, full):
        client.get(posting.get_absolute_url())
        with CaptureQueriesContext(connection) as seen:
            assert "Within two days" in text(client.get(posting.get_absolute_url()))
        counts.append([query["sql"] for query in seen])
    assert len(counts[0]) == len(counts[1]) <= 5
    asking = [sql for sql in counts[1] if "hospitals_readiness" in sql]
    assert len(asking) == 1 and 'FROM "postings_posting"' in asking[0]  # read along with the opening


def test_the_team_writes_it_and_sees_it_as_readers_will(
    owner: User, client_of: ClientOf, make_posting: Make, hospital: Hospital
) -> None:
    draft = make_posting(status="draft", publish_at=None, published_at=None, submitted_at=None)
    ready(hospital)
    browser = client_of(owner)
    edit = reverse("postings:workspace_edit", args=[hospital.slug, draft.pk])
    form = browser.get(edit).context["form"]
    data = {name: form[name].value() for name in form.fields if name not in ("skills", "more_places")}
    data |= {f"skill-{pk}": choice for pk, choice in form["skills"].value().items()}
    data = {name: value for name, value in data.items() if value not in (None, "", False)}
    data |= {"first_90_days": NINETY, "training_for": ["nurses", "physicians"], "then": "stay"}
    assert browser.post(edit, data).status_code == 302
    draft.refresh_from_db()
    assert draft.first_90_days.count("\n") == 2 and "\r" not in draft.first_90_days
    assert sorted(draft.training_for) == ["nurses", "physicians"]
    page = text(browser.get(reverse("postings:workspace_shown", args=[hospital.slug, draft.pk])))
    assert "you teach." in part(page, "first") and "Within two days" in part(page, "ready")
    assert "Physicians, nurses" in part(page, "duties")
    bad = browser.post(edit, data | {"first_90_days": "x" * 1501, "training_for": ["cats"]})
    assert set(bad.context["form"].errors) >= {"first_90_days", "training_for"}


def test_a_change_of_it_waits_for_a_moderator_and_is_shown_old_beside_new(
    owner: User, client_of: ClientOf, make_posting: Make
) -> None:
    posting, browser = make_posting(first_90_days="You listen."), client_of(owner)
    where = reverse("postings:workspace_revision", args=[posting.hospital.slug, posting.pk])
    answers = filled(browser, posting, first_90_days="You listen and write.", training_for=["board"])
    assert browser.post(where, answers).status_code == 302
    revision = Revision.objects.get()
    assert revision.changes == {"first_90_days": "You listen and write.", "training_for": ["board"]}
    assert Posting.objects.get().first_90_days == "You listen."
    lines = material.compare(Posting.objects.get(), revision.before, revision.changes)
    told = {change.code: (change.old, change.new) for change in lines}
    assert told == {
        "first_90_days": ("You listen.", "You listen and write."),
        "training_for": ("", "Board members"),
    }
