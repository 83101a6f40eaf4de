"""What a visitor types, and what is found."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.stemming import stem, tokens, words
from hospitals.models import Hospital
from postings.models import Posting
from postings.search import Search

Make = Callable[..., Posting]


def titles(text: str) -> list[str]:
    from django.http import QueryDict

    data = QueryDict(mutable=True)
    data["q"] = text
    return sorted(p.title for p in Search(data).postings(0, 100))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ziekenhuis", "ziekenhuizen"),
        ("vacature", "vacatures"),
        ("stage", "stages"),
        ("arts", "artsen"),
        ("salaris", "salarissen"),
    ],
)
def test_dutch_singular_and_plural_are_the_same_word(one: str, other: str) -> None:
    assert stem(one, "nl") == stem(other, "nl")


def test_words_lose_case_accents_and_signs() -> None:
    assert words("Patiëntenverhalen: Málaga's X-kanaal!") == [
        "patientenverhalen",
        "malaga",
        "s",
        "x",
        "kanaal",
    ]
    assert tokens("Training physicians", "en") == ["train", "physician"]
    assert tokens("Training physicians", "fr") == ["training", "physicians"]


@pytest.fixture
def two(make_posting: Make, hospital2: Hospital) -> None:
    make_posting(title="Crisis communication adviser", description="You answer the press when it matters.")
    make_posting(
        hospital=hospital2,
        title="Socialmediamanager",
        description="Je werkt voor drie ziekenhuizen in de regio.",
    )


@pytest.mark.parametrize(
    "text", ["ziekenhuis", "Ziekenhuizen", "ZIEKENHUIZEN regio", "ziekenhuisen OR ziekenhuis"]
)
def test_someone_who_types_ziekenhuizen_finds_ziekenhuis_and_back(two: None, text: str) -> None:
    assert titles(text) == ["Socialmediamanager"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("crisis", ["Crisis communication adviser"]),
        ('"crisis communication"', ["Crisis communication adviser"]),
        ('"communication crisis"', []),
        ("adviser in Tacoma", ["Crisis communication adviser"]),
        ("Northlake", ["Crisis communication adviser"]),
        ("waterlinie utrecht", ["Socialmediamanager"]),
        ("hipaa", ["Crisis communication adviser", "Socialmediamanager"]),
        ("hipaa -utrecht", ["Crisis communication adviser"]),
        ("-hipaa", []),
        ("facebook", ["Crisis communication adviser", "Socialmediamanager"]),
        ("crisis OR socialmediamanager", ["Crisis communication adviser", "Socialmediamanager"]),
        ("crisis ziekenhuis", []),
        ("press answering", ["Crisis communication adviser"]),
        ("!!! ???", ["Crisis communication adviser", "Socialmediamanager"]),
    ],
)
def test_words_phrases_exclusions_and_or(two: None, text: str, found: list[str]) -> None:
    assert titles(text) == found


def test_a_match_in_the_title_stands_above_one_in_the_text(make_posting: Make) -> None:
    make_posting(title="Web editor", description="Now and then there is a podcast.")
    make_posting(title="Podcast producer", description="You make it from idea to sound.")
    assert [p.title for p in Search("q=podcast").postings(0, 9)] == ["Podcast producer", "Web editor"]


def test_an_edited_posting_is_found_by_its_new_words_only(make_posting: Make) -> None:
    from postings.search.terms import index

    posting = make_posting(title="Web editor")
    Posting.objects.filter(pk=posting.pk).update(title="Podcast producer")
    posting.refresh_from_db()
    index(posting)
    assert (titles("podcast"), titles('"web editor"')) == (["Podcast producer"], [])


HOSTILE = st.one_of(
    st.text(max_size=200),
    st.text(alphabet="ab'\"\\&|!()<->:*-“” \tOR", max_size=80),
    st.sampled_from(
        [
            "💥" * 50,
            "a" * 10_000,
            '"' * 999,
            "- - -",
            "'':*A",
            "\\",
            "a\\'b",
            "ı İ ß ﬁ",
            "x OR",
            "OR x",
            '-"a b',
        ]
    ),
)


@pytest.mark.django_db
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HOSTILE)
def test_no_text_is_an_error(text: str) -> None:
    assert Search(urlencode({"q": text})).found().total >= 0


@pytest.mark.django_db
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=300))
def test_any_description_can_be_indexed(posting: Posting, text: str) -> None:
    from postings.search.terms import index

    posting.description = text
    index(posting)
    assert Search("").found().total == 1
