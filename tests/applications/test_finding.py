"""What a recruiter asks of the applications, and that list, board, next and previous give one answer."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from applications import wording
from applications.finding import Finding
from applications.models import Application, Rating, SearchText
from core.vocabulary import vocabulary
from hospitals.models import Hospital
from tests.applications.test_lists import many, queries

LIST, BOARD = "/workspace/northlake/applications/", "/workspace/northlake/applications/board/"


@pytest.fixture
def asks(hospital: Hospital, recruiter: User) -> Any:
    """asks("overdue=1") → the names that are found, in order."""

    def ask(query: str) -> list[str]:
        return [a.snapshot["name"] for a in Finding(hospital, recruiter, QueryDict(query)).found]

    return ask


def sent(make_application: Any, name: str, *skills: str, **fields: Any) -> Application:
    person = User.objects.create(email=f"{name.split()[0].lower()}@people.example", name=name, password="!")
    facts = {
        "name": name,
        "email": person.email,
        "skills": [{"slug": s, "level": ""} for s in skills],
        "links": [],
    }
    application: Application = make_application(candidate=person, snapshot=facts, cv=None, **fields)
    return application


def test_skills_are_compared_with_what_the_opening_asks_for(make_application: Any, asks: Any) -> None:
    sent(make_application, "Noor Haddad", "public-relations", "hipaa", "staff-training")
    sent(make_application, "Lewis Okafor", "public-relations", "hipaa", "html")
    sent(make_application, "Hanna Weiss", "html")
    assert asks("skills=all") == ["Noor Haddad"]
    assert asks("skills=one") == ["Noor Haddad", "Lewis Okafor"]
    assert asks("skill=staff-training") == ["Noor Haddad"]
    assert asks("sort=skills") == ["Noor Haddad", "Lewis Okafor", "Hanna Weiss"]


def test_who_waits_and_whose_promised_day_has_passed_is_found(make_application: Any, asks: Any) -> None:
    now = timezone.now()
    sent(
        make_application,
        "Noor Haddad",
        submitted_at=now - timedelta(days=8),
        respond_by=now - timedelta(days=1),
    )
    sent(make_application, "Lewis Okafor", submitted_at=now - timedelta(days=4))
    sent(make_application, "Ruth Amsel", submitted_at=now - timedelta(days=9), status="shortlisted")
    assert asks("waits=3") == ["Noor Haddad", "Lewis Okafor"]
    assert asks("waits=7") == ["Noor Haddad"]
    assert asks("overdue=1") == ["Noor Haddad"]
    assert asks("sort=newest") == ["Lewis Okafor", "Noor Haddad", "Ruth Amsel"]


def test_words_of_name_letter_and_cv_are_found_in_any_form(
    make_application: Any, make_document: Any, candidate: User, asks: Any
) -> None:
    from django.core.files.base import ContentFile

    from jobboard.demo.pdf import one_page

    one = make_application(letter="Ik werk voor ziekenhuizen en schreef over vaccinatie.")
    one.cv.file.save(
        "cv.pdf", ContentFile(one_page("Amara Bekele", ["Zeven jaar podcasts en cafés"])), save=True
    )
    wording.read_cv(one.pk)
    sent(make_application, "Lewis Okafor", letter="I ran campaigns.")
    wording.read_cvs.call()
    for words in ("ziekenhuis", "Amara", "bekele", "CAFES", "podcast", "vaccin", "ama podcasts"):
        assert asks(f"q={words}") == ["Amara Bekele"], words
    assert asks("q=campaign") == ["Lewis Okafor"]
    assert asks("q=podcast campaign") == []


def test_a_cv_that_nobody_can_read_is_tried_three_times(make_application: Any) -> None:
    one = make_application()
    one.cv.file.storage.delete(one.cv.file.name)
    for _ in range(5):
        wording.read_cvs.call()
    kept = SearchText.objects.get(pk=one.pk)
    assert (kept.tries, kept.cv_read_at) == (3, None)


def test_an_application_is_found_by_its_letter_as_soon_as_it_is_sent(
    make_application: Any, asks: Any
) -> None:
    wording.index(make_application(letter="Zebra stories"))
    assert asks("q=zebra") == ["Amara Bekele"]


@pytest.mark.parametrize(
    "q",
    [
        "'",
        "a'b:*&|!()",
        "\\",
        "é" * 300,
        "%",
        ":*",
        "  ",
        "<-> <2>",
        "½ ﬁ Å",
        "x" * 5000,
        "日本語",
        "0x1F 1e5 00",
    ],
)
def test_no_words_make_the_search_fail(
    q: str, make_application: Any, recruiter: User, client_of: Any
) -> None:
    wording.index(make_application())
    for page in (LIST, BOARD):
        assert client_of(recruiter).get(page, {"q": q}).status_code == 200


def test_the_query_string_has_one_form(hospital: Hospital, recruiter: User, make_application: Any) -> None:
    make_application()
    asked = QueryDict("sort=newest&overdue=1&junk=2&q=+amara+&stage=in_review&skills=nonsense&opening=999")
    assert Finding(hospital, recruiter, asked).query() == "stage=in_review&q=amara&overdue=1&sort=newest"
    again = Finding(hospital, recruiter, QueryDict("stage=running&sort=waiting&page=7"))
    assert again.query() == ""


def test_another_hospitals_opening_filters_nothing(
    hospital2: Hospital, make_posting: Any, make_application: Any, asks: Any
) -> None:
    theirs = make_posting(hospital=hospital2)
    make_application()
    make_application(posting=theirs)
    assert asks(f"opening={theirs.pk}") == ["Amara Bekele"]


def test_next_and_previous_walk_through_the_whole_filter(
    make_application: Any, recruiter: User, client_of: Any
) -> None:
    now = timezone.now()
    late = [
        sent(
            make_application,
            f"{name} X",
            submitted_at=now - timedelta(days=20 - i),
            respond_by=now - timedelta(days=1),
        )
        for i, name in enumerate(("Ann", "Bo", "Cy"))
    ]
    sent(make_application, "Dee X", submitted_at=now - timedelta(days=30))
    page = client_of(recruiter).get(f"{LIST}{late[1].pk}/?overdue=1")
    assert (page.context["before"], page.context["after"], page.context["total"]) == (
        late[0].pk,
        late[2].pk,
        3,
    )
    assert f'{LIST}{late[2].pk}/?overdue=1"' in page.content.decode()


@pytest.mark.parametrize("page", [LIST, BOARD, f"{LIST}?q=facebook&skills=one&sort=skills&overdue=1"])
def test_two_hundred_cost_as_many_queries_as_one(
    page: str, make_application: Any, recruiter: User, client_of: Any
) -> None:
    client, past = client_of(recruiter), timezone.now() - timedelta(days=1)
    wording.index(make_application(respond_by=past))
    client.get(page)
    one = queries(client, page)
    many(make_application, 199, respond_by=past)
    assert queries(client, page) == one
    assert one <= 12


def test_a_recruiters_own_application_and_drafts_are_not_there(
    make_application: Any, recruiter: User, candidate2: User, asks: Any
) -> None:
    make_application(candidate=recruiter)
    make_application(candidate=candidate2, status="draft")
    assert asks("") == []


def test_answers_to_the_openings_questions_are_filters(
    make_posting: Any, make_application: Any, asks: Any, recruiter: User, client_of: Any
) -> None:
    asked = [
        {
            "key": "days",
            "kind": "choice",
            "text": "Days on site?",
            "options": ["1 or 2", "3"],
            "several": False,
        },
        {"key": "car", "kind": "yes_no", "text": "Do you drive?", "options": [], "several": False},
        {"key": "why", "kind": "long", "text": "Why?", "options": [], "several": False},
    ]
    opening = make_posting(questions=[{**row, "required": True} for row in asked])
    sent(make_application, "Noor Haddad", posting=opening, answers=answered(asked, ["3"], "yes"))
    sent(make_application, "Lewis Okafor", posting=opening, answers=answered(asked, ["1 or 2"], "yes"))
    base = f"opening={opening.pk}"
    assert asks(f"{base}&answer-days=3") == ["Noor Haddad"]
    assert asks(f"{base}&answer-car=yes") == ["Noor Haddad", "Lewis Okafor"]
    assert asks(f"{base}&answer-car=no") == []
    assert asks(f"{base}&answer-days=elsewhere") == ["Noor Haddad", "Lewis Okafor"]
    text = client_of(recruiter).get(f"{LIST}?{base}").content.decode()
    assert "Days on site?" in text
    assert "Why?" not in text


@pytest.mark.parametrize("page", [LIST, BOARD])
def test_every_filter_that_is_on_is_named_above_the_list(
    page: str, make_posting: Any, make_application: Any, recruiter: User, client_of: Any
) -> None:
    asked = [{"key": "car", "kind": "yes_no", "text": "Do you drive?", "options": [], "several": False}]
    opening = make_posting(title="Webcare lead", questions=[{**asked[0], "required": True}])
    make_application(posting=opening)
    on = "q=storm&skills=one&trained=physicians&waits=5&overdue=1&rating=3&answer-car=yes"
    text = client_of(recruiter).get(f"{page}?opening={opening.pk}&{on}").content.decode()
    chips = text.partition('aria-label="Filters you chose"')[2].partition("</ul>")[0]
    for words in (
        "“storm”", "Webcare lead", "Misses one at most", "Has taught: Physicians", "Unanswered for 5 days",
        "The promised day has passed", "Ratings: Clear or better, on average", "Do you drive? Yes",
    ):  # fmt: skip
        assert words in chips, words


def answered(asked: list[dict[str, Any]], *answers: Any) -> list[dict[str, Any]]:
    return [{**row, "answer": answer} for row, answer in zip(asked, [*answers, "Because."], strict=True)]


def test_ratings_are_found_only_where_ones_own_is_in(
    make_application: Any, recruiter: User, owner: User, asks: Any
) -> None:
    skill = next(iter(vocabulary().skills.values()))
    rated, hidden = sent(make_application, "Noor Haddad"), sent(make_application, "Lewis Okafor")
    for one, reader, score in ((rated, owner, 4), (rated, recruiter, 2), (hidden, owner, 4)):
        Rating.objects.create(application=one, reader=reader, skill=skill, score=score)
    assert asks("rating=3") == ["Noor Haddad"]
    assert asks("rating=none") == ["Lewis Okafor"]


def test_in_a_blind_opening_a_search_does_not_tell_whose_letter_it_is(
    make_posting: Any, make_application: Any, asks: Any, recruiter: User, client_of: Any
) -> None:
    blind = make_posting(blind=True)
    words = "I ran a clinic's channels. Regards, Zoltan Kovacs, Tacoma"
    one = sent(make_application, "Zoltan Kovacs", posting=blind, letter=words, number=7)
    wording.index(one)
    assert asks("q=channel") == ["Zoltan Kovacs"]
    for name in ("zoltan", "Kovacs", "zolt", "zoltan@people.example"):
        assert asks(f"q={name}") == [], name
    for page in (LIST, BOARD):
        text = client_of(recruiter).get(page).content.decode()
        assert "Candidate 7" in text
        assert "Zoltan" not in text
    Application.objects.filter(pk=one.pk).update(status="shortlisted")
    assert asks("q=zoltan") == ["Zoltan Kovacs"]


@pytest.mark.parametrize("page", [LIST, BOARD])
def test_a_page_asks_as_many_questions_for_five_openings_as_for_one(
    page: str, make_posting: Any, make_application: Any, client_of: Any, recruiter: User
) -> None:
    client = client_of(recruiter)
    make_application(posting=make_posting())
    client.get(page)
    once = queries(client, page)
    for _ in range(4):
        make_application(posting=make_posting())
    assert queries(client, page) == once
