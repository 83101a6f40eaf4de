"""The parts that every page is made of."""

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.template import Context
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from core.templatetags.face import MARKS, initials, mark, other_language_url
from jobboard.staticfiles import PARTS_FOLDER, SHEET, assemble

TEMPLATES = Path(settings.BASE_DIR) / "templates"


class Everything(forms.Form):
    title = forms.CharField(help_text="As people would say it.")
    story = forms.CharField(widget=forms.Textarea, help_text="Name no patients.")
    work = forms.ChoiceField(choices=[("f", "Full-time"), ("p", "Part-time")], help_text="One.")
    days = forms.ChoiceField(
        widget=forms.RadioSelect, choices=[("3", "Three"), ("1", "One")], help_text="A week."
    )
    skills = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        choices=[("Writing", [("c", "Captions")]), ("Privacy", [("h", "HIPAA")])],
        help_text="All that fit.",
    )
    cv = forms.FileField(help_text="A PDF.")
    agreed = forms.BooleanField(label="I agree", help_text="You can withdraw.")


def field_html(form: forms.Form, name: str, **parameters: Any) -> str:
    return render_to_string("components/field.html", {"field": form[name], **parameters})


@pytest.mark.parametrize("name", list(Everything.base_fields))
def test_a_screen_reader_hears_hint_and_error_with_every_kind_of_field(name: str) -> None:
    html = field_html(Everything({}), name)
    described = re.findall(r'aria-describedby="([^"]*)"', html)
    assert described == [f"id_{name}_helptext id_{name}_error"]
    for one in described[0].split():
        assert html.count(f'id="{one}"') == 1
    assert html.count(str(Everything.base_fields[name].error_messages["required"])) == 1
    assert "required" not in Everything.base_fields[name].error_messages["required"]
    label_at = html.index("<legend") if name in {"days", "skills"} else html.index("<label")
    hint_at, error_at = html.index(f'id="id_{name}_helptext"'), html.index(f'id="id_{name}_error"')
    control_at = re.search(r"<(input|select|textarea)\b", html)
    assert control_at
    if name == "agreed":
        assert error_at < label_at < control_at.start() < hint_at
    else:
        assert label_at < hint_at < error_at < control_at.start()


@pytest.mark.parametrize("name", ["title", "story", "work", "cv"])
def test_a_label_belongs_to_its_control(name: str) -> None:
    html = field_html(Everything(), name)
    assert f'<label for="id_{name}">' in html
    assert html.count(f'id="id_{name}"') == 1


def test_choices_without_groups_share_one_list_and_named_groups_have_a_legend() -> None:
    assert field_html(Everything(), "days").count('class="choices') == 1
    assert re.findall(r"<legend[^>]*>\s*(\w+)", field_html(Everything(), "skills")) == [
        "Skills",
        "Writing",
        "Privacy",
    ]


def test_what_was_chosen_is_still_chosen_after_an_error() -> None:
    html = field_html(Everything({"skills": ["h"], "days": "1"}), "skills")
    assert re.findall(r'value="(\w)"[^>]*checked', html) == ["h"]


def test_only_optional_fields_say_so() -> None:
    class Some(forms.Form):
        name = forms.CharField()
        phone = forms.CharField(required=False)

    assert "(optional)" not in field_html(Some(), "name")
    assert "(optional)" in field_html(Some(), "phone")
    assert "(optional)" not in field_html(Some(), "phone", optional=False)


def test_a_prefix_and_a_suffix_stand_beside_the_control() -> None:
    class Pay(forms.Form):
        low = forms.CharField(widget=forms.TextInput(attrs={"data-prefix": "$", "data-suffix": "a year"}))

    html = field_html(Pay(), "low")
    assert html.index(">$</b>") < html.index("<input") < html.index(">a year</span>")


def test_every_line_of_the_summary_leads_to_a_control_that_is_there() -> None:
    form = Everything({})
    summary = render_to_string("components/errors.html", {"form": form})
    assert "There are 7 things to fix" in summary
    page = "".join(field_html(form, name) for name in form.fields)
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert len(targets) == 7
    assert "Title: Fill this in" in summary
    for target in targets:
        assert re.search(rf'<(input|select|textarea)[^>]* id="{target}"', page), target


def test_a_form_that_was_not_sent_has_no_summary() -> None:
    assert render_to_string("components/errors.html", {"form": Everything()}).strip() == ""


def test_the_other_language_keeps_the_page_and_the_search(rf: RequestFactory) -> None:
    request = rf.get("/openings/", {"q": "a&b", "skill": "hipaa"})
    with translation.override("en"):
        assert other_language_url(Context({"request": request})) == "/nl/openings/?q=a%26b&skill=hipaa"
    request = rf.get("/nl/openings/", {"q": "a&b"})
    with translation.override("nl"):
        assert other_language_url(Context({"request": request})) == "/openings/?q=a%26b"


def test_a_page_with_one_address_switches_to_the_home_page(rf: RequestFactory) -> None:
    with translation.override("en"):
        assert other_language_url(Context({"request": rf.get("/no/such/page/")})) == "/nl/"


def test_pages_keep_the_search_and_name_the_current_one() -> None:
    page = Paginator(range(230), 10).get_page(7)
    html = render_to_string("components/pagination.html", {"page_obj": page, "base": "q=x"})
    assert "61 to 70 of 230" in html
    assert re.findall(r'href="\?q=x&amp;page=(\d+)"', html) == ["6", "1", "6", "8", "23", "8"]
    assert html.count("aria-current") == 1


def test_a_hospital_keeps_its_mark() -> None:
    class Hospital:
        pk = 11

    assert f"#m-{MARKS[3]}" in mark(Hospital()) == mark(Hospital())


@pytest.mark.parametrize(
    ("who", "letters"),
    [
        ("Amara Bekele", "AB"),
        ("Ines van der Calder", "IC"),
        ("tomas@x.example", "T"),
        ("j.vik@x.example", "JV"),
        ("", ""),
    ],
)
def test_initials_stand_for_a_person(who: str, letters: str) -> None:
    assert initials(who) == letters


@pytest.mark.parametrize("code", [400, 403, 404, 409, 413, 429, 500, 503])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_an_error_page_needs_nothing_but_itself(code: int, language: str) -> None:
    with translation.override(language):
        html = render_to_string(f"{code}.html", {}, request=None)
    assert f'<html lang="{language}">' in html
    assert html.count("<h1>") == 1
    assert ('href="/nl/openings/"' in html) == (language == "nl")


def test_icons_that_templates_name_are_drawn() -> None:
    drawn = set(re.findall(r'id="i-([\w-]+)"', (Path(settings.BASE_DIR) / "static/icons.svg").read_text()))
    named = {
        name
        for path in TEMPLATES.rglob("*.html")
        for name in re.findall(r"""{% icon ["']([\w-]+)["']""", path.read_text())
    }
    assert named - drawn == set()


def test_no_template_carries_style_or_script_of_its_own() -> None:
    """The Content-Security-Policy refuses them; letters are read elsewhere."""
    forbidden = re.compile(
        r"""<style|\sstyle=|\son[a-z]+=["']|javascript:|<script(?![^>]*(\ssrc=|type="application\/))""",
        re.IGNORECASE,
    )
    found = {
        f"{path.relative_to(TEMPLATES)}: {match.group()}"
        for path in TEMPLATES.rglob("*.html")
        if path.parent.name != "mail"
        for match in forbidden.finditer(path.read_text())
    }
    assert found == set()


def test_the_browser_gets_one_small_sheet_with_every_part_in_it() -> None:
    sheet = Path(str(finders.find(SHEET))).read_text(encoding="utf-8")
    assert sheet == assemble()
    assert sheet.startswith("@layer tokens, base, layout, components, utilities;")
    assert "/*" not in sheet
    assert sheet.count("{") == sheet.count("}")
    for part in PARTS_FOLDER.rglob("*.css"):
        first_rule = next(
            line.strip() for line in part.read_text().splitlines() if line.startswith("  ") and "{" in line
        )
        assert first_rule in sheet, part
    assert len(gzip.compress(sheet.encode(), 9)) <= 12 * 1024


def test_parts_name_no_colour_of_their_own() -> None:
    own = {
        f"{part.name}: {colour}"
        for part in (PARTS_FOLDER / "components").glob("*.css")
        for colour in re.findall(r":[^;{}]*(#[0-9a-f]{3,8})\b", part.read_text())
    }
    assert own <= {
        "button.css: #fff",
        "button.css: #0d3f38",
        "button.css: #d8ece6",
        "form.css: #fff",  # a QR code is dark on light, in the dark too
        "mark.css: #fff",  # a logo is drawn for white paper
        "panel.css: #fff",
        "person.css: #fff",  # so is a page of a CV
        "sign.css: #fff",
    } | {line for line in own if line.startswith("header.css")}


def test_a_letter_is_escaped_in_html_and_plain_in_text() -> None:
    letter = {
        "subject": "They want to talk",
        "greeting": "Dear <b>Amara</b>,",
        "paragraphs": ["Yes & no."],
        "facts": [("Place", "Tacoma & more")],
        "quote": "First.\nSecond.",
        "button": ("Choose a time", "https://board.example/a?x=1&y=2"),
        "after": ["Or ask for another."],
        "why": "You applied.",
    }
    context = {
        "letter": letter,
        "SITE_NAME": "Corridor",
        "site_url": "https://board.example",
        "language": "en",
    }
    html = render_to_string("mail/letter.html", context)
    assert "Dear &lt;b&gt;Amara&lt;/b&gt;," in html
    assert 'href="https://board.example/a?x=1&amp;y=2"' in html
    assert render_to_string("mail/letter.txt", context) == (
        "Dear <b>Amara</b>,\n\nYes & no.\n\n> First.\n> Second.\n\nPlace: Tacoma & more\n\n"
        "Choose a time:\nhttps://board.example/a?x=1&y=2\n\nOr ask for another.\n\n"
        "-- \nYou applied.\nCorridor, https://board.example\n"
    )
