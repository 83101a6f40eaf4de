"""Made openings: seeded, marked, refused beside real ones, and taken away to the last row."""

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import Profile, User
from applications.models import Application
from core.text import markdown
from hospitals.models import DirectoryEntry, Hospital
from jobboard.load import applications, saved_searches, work
from jobboard.load.copying import Table, as_text
from jobboard.load.rows import Maker, Plan
from postings.models import Indexed, Place, Posting
from postings.search import Search
from postings.search.terms import entry

pytestmark = pytest.mark.django_db
SMALL = 120


def make(total: int = SMALL, *, seed: int = 3) -> Plan:
    return work.load(total, seed=seed, at=work.today())


def run(*words: str) -> str:
    out = StringIO()
    call_command("load", *words, stdout=out, stderr=out)
    return out.getvalue()


def content() -> str:
    """A hash of all made rows, ids counted from the first one."""
    first = Posting.objects.order_by("pk").values_list("pk", flat=True)[0]
    home = Hospital.objects.order_by("pk").values_list("pk", flat=True)[0]
    found = sha256()
    models: list[Any] = [Hospital, Posting, Place]
    for model in models:
        for row in model.objects.order_by("pk").values():
            for name, start in (("posting_id", first), ("hospital_id", home)):
                if name in row:
                    row[name] -= start
            row.pop("id")
            found.update(repr(sorted(row.items())).encode())
    for words in Indexed.objects.exclude(words="").order_by("pk").values_list("words", flat=True):
        found.update(words.encode())
    return found.hexdigest()


def test_the_same_seed_gives_the_same_rows_and_another_seed_others() -> None:
    make(seed=3)
    first = content()
    run("--drop")
    make(seed=3)
    assert content() == first
    run("--drop")
    make(seed=4)
    assert content() != first


def test_a_batch_does_not_depend_on_who_makes_it_nor_on_the_batches_before() -> None:
    plan = work.load(2, seed=1, at=work.today())
    big = Plan(seed=1, total=2500, first_id=1000, at=plan.at, homes=plan.homes)
    first = Maker(big)
    first.make(0)
    first.make(1)
    assert first.make(2) == Maker(big).make(2)


def test_html_and_words_are_those_that_the_board_would_have_written() -> None:
    make()
    words = dict(Indexed.objects.values_list("posting_id", "words"))
    for posting in Posting.objects.all():
        assert posting.description_html == markdown(posting.description)
        assert words[posting.pk] == entry(posting)


def test_the_rows_pass_the_checks_of_a_form_and_read_as_openings() -> None:
    make()
    assert Posting.objects.count() == SMALL
    for posting in Posting.objects.exclude(status="draft"):
        posting.full_clean(exclude=["created_by", "decision_words"], validate_unique=False)
    lengths = [len(posting.description.split()) for posting in Posting.objects.all()]
    assert min(lengths) >= 200
    assert max(lengths) <= 620
    assert 0.75 * SMALL < Posting.objects.live().count() < 0.95 * SMALL
    assert 0.55 * SMALL < Posting.objects.filter(language="en").count() < 0.85 * SMALL
    assert set(Posting.objects.exclude(pay_currency="").values_list("pay_currency", flat=True)) == {
        "USD",
        "EUR",
    }
    assert not Posting.objects.filter(places=None).exists()


def test_a_visitor_sees_made_openings_in_the_list_and_reads_one(client: Client) -> None:
    make()
    newest = Posting.objects.live().newest_first()[0]
    page = client.get("/openings/")
    assert page.status_code == 200
    assert newest.title in page.content.decode().replace("&amp;", "&").replace("&#x27;", "'")
    assert client.get(newest.get_absolute_url()).status_code == 200
    assert Search("unpaid=1").found().total == Posting.objects.live().count()


def test_no_made_hospital_can_be_taken_for_a_real_one() -> None:
    make()
    for hospital in Hospital.objects.all():
        assert hospital.name.endswith(("(invented)", "(verzonnen)"))
        assert hospital.slug.startswith("load-")
        assert hospital.web_domain.endswith(".load.invalid")
        assert hospital.entry is None


def test_a_board_with_openings_of_others_is_left_as_it_is(posting: Posting) -> None:
    with pytest.raises(CommandError, match="not made by this command") as refusal:
        run("--postings", "50")
    assert refusal.value.returncode == 1
    assert Posting.objects.get() == posting


def test_beside_real_rows_only_when_told_and_drop_takes_only_what_was_made(
    posting: Posting, candidate: User, make_application: Callable[..., Application]
) -> None:
    kept = make_application()
    run("--postings", "50", "--applications", "40", "--beside-real-rows")
    assert Posting.objects.count() == 51
    made = Posting.objects.exclude(pk=posting.pk).live().first()
    make_application(posting=made)  # a tester tries a made opening
    run("--drop")
    assert Posting.objects.get() == posting
    assert Application.objects.get() == kept
    assert Hospital.objects.get() == posting.hospital
    assert not User.objects.filter(email__endswith="load.invalid").exists()
    assert User.objects.filter(pk=candidate.pk).exists()
    assert Place.objects.count() == 1
    assert list(Indexed.objects.exclude(words="").values_list("posting_id", flat=True)) == [posting.pk]


def test_loading_twice_is_refused_until_the_first_load_is_dropped() -> None:
    run("--postings", "20")
    with pytest.raises(CommandError, match="here already"):
        run("--postings", "20")
    assert Posting.objects.count() == 20
    assert "20 openings" in run("--postings", "20", "--drop")
    assert Posting.objects.count() == 20


@pytest.mark.parametrize("words", [(), ("--postings", "-1"), ("--seed", "5")])
def test_numbers_that_make_no_sense_are_told_in_a_sentence(words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError) as refusal:
        run(*words)
    assert refusal.value.returncode == 1


def test_candidates_apply_once_each_and_cannot_sign_in() -> None:
    make()
    made = applications.load(60, seed=3, at=work.today())
    assert Application.objects.count() == made == 60
    assert not any(user.has_usable_password() for user in User.objects.all())
    assert Profile.objects.filter(skills__isnull=False).distinct().count() == 15
    assert all(a.submitted_at is None or a.submitted_at < timezone.now() for a in Application.objects.all())
    assert len(set(Application.objects.values_list("status", flat=True))) > 4


def test_where_triggers_may_not_be_left_aside_the_same_rows_come() -> None:
    make()
    first = content()
    run("--drop")
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE a_plain_role")
        cursor.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO a_plain_role")
        cursor.execute("GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO a_plain_role")
        cursor.execute("SET LOCAL ROLE a_plain_role")
    make()
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    assert content() == first


def test_a_field_that_a_model_gains_gets_its_default() -> None:
    table = Table(Place, ["city", "words"], at=datetime(2026, 5, 1, tzinfo=UTC))
    assert table.row(city="A\tb", words="c\nd") == "A\\tb\tc\\nd\t\\N\t\t\t\t\\N\t\\N\t0\n"


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "\\N"), (True, "t"), ([1, 2], "{1,2}"), ({"a": "b\n"}, '{"a": "b\\\\n"}'), ("a\\b", "a\\\\b")],
)
def test_values_are_written_as_copy_reads_them(value: Any, text: str) -> None:
    assert as_text(value) == text


def test_saved_searches_are_written_as_the_board_writes_them() -> None:
    searches = saved_searches(300, seed=1)
    assert searches == saved_searches(300, seed=1)
    assert 150 < len(set(searches)) <= 300
    for search in searches:
        assert Search(search, language="en").canonical == search


def test_with_the_directory_there_made_hospitals_stand_where_real_ones_do() -> None:
    for number, city in enumerate(("Tacoma", "Yakima")):
        facts = {"region": "WA", "city": city, "postcode": f"9840{number}", "lat": 47.2, "lon": -122.4}
        DirectoryEntry.objects.create(
            code=f"50000{number}",
            name="A real one",
            kind="acute_care",
            words="",
            imported_at=work.today(),
            **facts,
        )
    make()
    cities = Place.objects.filter(country="US").values_list("city", flat=True)
    assert set(cities) == {"Tacoma", "Yakima"}
