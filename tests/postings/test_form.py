"""The form of an opening: what people type, what is kept, what is told beside the field."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from core.regions import region_of, words_of_place
from core.text import markdown, normalise, plain
from hospitals.models import Hospital
from postings.forms import PostingForm, blank
from postings.forms.amount import parse_amount


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("55,000", "55000"), ("55000", "55000"), ("$55k", "55000"), ("3.480,00", "3480"), ("3.480", "3480"),
        ("38.50", "38.5"), ("38,5", "38.5"), ("€ 3.480,-", "3480"), ("1,234,567.89", "1234567.89"), ("55 000", "55000"),
        ("55.5k", "55500"), ("USD 64,000", "64000"), ("0", "0"),
    ],
)  # fmt: skip
def test_amounts_are_understood_as_people_type_them(typed: str, amount: str) -> None:
    assert parse_amount(typed) == Decimal(amount)


@pytest.mark.parametrize(
    "typed", ["", "abc", "-5", "12-14", "1e9", "٣٤", "5..5,5.", "NaN", "infinity", "k", "9" * 40]
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        parse_amount(typed)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_amounts(typed: str) -> None:
    try:
        assert parse_amount(typed) >= 0
    except ValueError:
        pass


@given(st.text(max_size=300))
def test_no_text_breaks_markdown_or_smuggles_a_tag(text: str) -> None:
    html = markdown(text + "<script>alert(1)</script>[x](javascript:alert(1))<img src=x onerror=alert(1)>")
    assert not any(bad in html for bad in ("<script", "<img", 'href="javascript'))


def test_headings_start_below_those_of_the_page() -> None:
    assert markdown("# A\n\n## B\n\n### C") == "<h3>A</h3>\n<h3>B</h3>\n<h4>C</h4>\n"
    assert (plain("## Hi\n\n**there** & you"), normalise("Curaçao  ÉÉN")) == ("Hi there & you", "curacao een")


def test_places_are_found_by_their_long_and_short_names() -> None:
    assert (region_of("US", "washington"), region_of("NL", "fryslân"), region_of("US", "Utrecht")) == (
        "WA",
        "Friesland",
        None,
    )
    assert words_of_place("NL", "Noord-Brabant", "'s-Hertogenbosch", "5211 AA").endswith("5211 aa 5211aa")


def fill(answers: dict[str, Any], hospital: Hospital, user: User, **changed: Any) -> PostingForm:
    return PostingForm(blank(hospital, user), answers | changed)


def test_a_whole_form_becomes_an_opening(answers: dict[str, Any], hospital: Hospital, owner: User) -> None:
    form = fill(answers, hospital, owner)
    assert form.is_valid(), form.errors
    (where,), posting = form.put(), form.posting
    assert (where.region, where.city) == ("WA", "Tacoma")
    assert (posting.pay_min, posting.pay_max, posting.pay_currency) == (Decimal(55000), Decimal(62000), "USD")
    assert (len(posting.required_skills), len(posting.nice_skills), posting.duty_training) == (1, 1, 40)
    assert posting.closes_at
    assert f"{posting.closes_at.astimezone(hospital.zone):%Y-%m-%d %H:%M:%S %Z}" in {
        f"{answers['closes_on']} 23:59:00 PST", f"{answers['closes_on']} 23:59:00 PDT",
    }  # fmt: skip


def test_a_title_is_enough_for_a_draft(hospital: Hospital, owner: User) -> None:
    form = PostingForm(blank(hospital, owner), {"title": "Later", "version": "0"})
    assert form.is_valid(), form.errors
    form.put()
    posting = form.posting
    assert (posting.engagement_id, posting.hours, posting.mode, posting.respond_by_days, posting.pay_currency) == (
        "employee", "full_time", "on_site", 10, "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"title": ""}, ["title"]),
        ({"pay_min": "70,000"}, ["pay_max"]),
        ({"pay_min": "a lot"}, ["pay_min"]),
        ({"pay_min": "2000001", "pay_max": ""}, ["pay_min"]),
        ({"hours_min": "40"}, ["hours_max"]),
        ({"hours_max": "61"}, ["hours_max"]),
        ({"duty_crisis": "1"}, ["duty_running_channels"]),
        ({"duty_crisis": "-1"}, ["duty_crisis"]),
        ({"unpaid": "on"}, ["unpaid"]),
        ({"unpaid": "on", "engagement": "internship"}, ["unpaid"]),
        ({"engagement": "job"}, ["engagement"]),
        ({"region": "Atlantis"}, ["region"]),
        ({"closes_on": "2020-01-01"}, ["closes_on"]),
        ({"closes_on": "9999-12-31"}, ["closes_on"]),
        ({"closes_on": "0001-01-01"}, ["closes_on"]),
        ({"closes_on": "soon"}, ["closes_on"]),
        ({"publish_on": "9999-12-31"}, ["publish_on"]),
        ({"starts_on": "2027-02-01", "ends_on": "2027-01-01"}, ["ends_on"]),
        ({"respond_by_days": "61"}, ["respond_by_days"]),
        ({"channels": ["99999"]}, ["channels"]),
        ({"description": "x" * 12_001}, ["description"]),
        ({"version": "x"}, ["version"]),
    ],
)
def test_wrong_answers_are_told_beside_the_field_and_kept(
    changed: dict[str, Any], wrong: list[str], answers: dict[str, Any], hospital: Hospital, owner: User
) -> None:
    form = fill(answers, hospital, owner, **changed)
    form.is_valid()
    assert list(form.errors) == wrong
    kept = {name: "on" if form[name].value() is True else form[name].value() for name in changed}
    assert kept == changed


def test_a_dutch_editor_reads_dutch_figures(hospital2: Hospital, owner2: User) -> None:
    posting = blank(hospital2, owner2)
    posting.pay_min = Decimal("3480.50")
    with translation.override("nl"):
        form = PostingForm(posting)
        assert form["pay_min"].value() == "3.480,50"
        assert (form["pay_currency"].value(), form["pay_period"].value(), form["language"].value()) == (
            "EUR",
            "month",
            "nl",
        )
