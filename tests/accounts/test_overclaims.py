"""What nobody can stand for is refused with a reason; what somebody has done may be written."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.importing.suggestion import Suggestion
from accounts.importing.writing import Writing
from accounts.models import User
from accounts.overclaims import no_overclaim, overclaim

CLAIMS = [
    "HIPAA certified",
    "HIPAA-certified community manager",
    "Certified in HIPAA",
    "HIPAA Certification",
    "I hold a HIPAA certificate.",
    "HIPPA certified",
    "H.I.P.A.A. certified",
    "HIPAA and GDPR certified",
    "Certified HIPAA professional",
    "HIPAA privacy certified",
    "gdpr-certified writer",
    "HIPAA\u2011certified",
    "HIP\u200bAA certified",
    "HIPAA\ncertified",
    "HIPAA accredited",
    "Certificate in HIPAA",
    "HIPAA-gecertificeerd",
    "AVG-gecertificeerd",
    "AVG gecertificeerde communicatieadviseur",
    "Gecertificeerd voor de AVG",
    "gecertificeerd op het gebied van de AVG",
    "AVG-certificaat",
    "AVG/HIPAA-gecertificeerd",
    "certificering AVG",
    "HIPAA™ certified",
    "HIPAA: certified",
    "HIPAA (certified)",
    "certified (HIPAA)",
    "“HIPAA” certified",
    "hipaa_certified",
    "#HIPAAcertified",
    "HIPAA Security Rule certified",
    "\u041d\u0406\u0420\u0410\u0410 certified",  # letters of another alphabet
    "HIPAA-licen\u0455ed",
]
FACTS = [
    "completed HIPAA training at Kettle Valley",
    "HIPAA training certificate",
    "HIPAA training, certificate of completion",
    "HIPAA certificate of completion",
    "Certificate for HIPAA training",
    "Certificate: HIPAA privacy training",
    "I ran HIPAA-compliant campaigns",
    "Certified nurse, trained in HIPAA",
    "CIPP/E certified",
    "Meta certified; knows HIPAA",
    "Trained in HIPAA and Meta certified",
    "Certified in healthcare privacy compliance (CHPC)",
    "HIPAA policy for 200 physicians",
    "Savings: 12 avg; certified trainers",
    "certificaat AVG-training",
    "AVG-training afgerond bij het UMC",
    "AVG-trainingscertificaat",
    "gecertificeerd functionaris gegevensbescherming",
    "Gecertificeerd trainer; ervaring met de AVG",
    "AVG-proof werken",
    "Knows HIPAA (certified Meta buyer)",
    "Knows HIPAA, certified writer",
]


@pytest.mark.parametrize("text", CLAIMS)
def test_a_certificate_for_a_law_cannot_be_written(text: str) -> None:
    with pytest.raises(ValidationError) as refused:
        no_overclaim(f"Ten years of channels. {text}")
    assert "no authority certifies people" in str(refused.value.messages[0])


@pytest.mark.parametrize("text", FACTS)
def test_a_training_and_work_that_keeps_to_a_law_can_be_written(text: str) -> None:
    no_overclaim(text)


def test_the_words_that_cannot_stand_are_named_as_they_were_written() -> None:
    assert overclaim("Also HIPAA\u2011Certified, and a writer") == "HIPAA-Certified"


def test_a_hostile_text_is_judged_at_once() -> None:
    overclaim("hipaa, " * 20_000)
    overclaim("certified " * 20_000)


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["headline", "about"])
def test_the_profiles_page_says_why_beside_the_field_and_keeps_what_was_typed(
    field: str, candidate: User, client_of: Callable[[User], Client]
) -> None:
    typed = {"headline": "Editor", "about": "I write.", field: "HIPAA-certified editor"}
    typed |= {"links-TOTAL_FORMS": "0", "links-INITIAL_FORMS": "0"}
    page = client_of(candidate).post("/me/profile/about/", typed).content.decode()
    assert page.count("no authority certifies people") == 2  # in the summary and beside the field
    assert "HIPAA-certified editor" in page
    assert User.objects.get(pk=candidate.pk, profile__headline="")


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["headline", "about"])
def test_a_file_cannot_bring_in_what_the_page_refuses(kind: str, candidate: User) -> None:
    with pytest.raises(ValidationError):
        Writing(candidate, {}).write(1, Suggestion(kind, {kind: "AVG-gecertificeerd redacteur"}))
    assert User.objects.get(pk=candidate.pk, profile__headline="", profile__about="")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("/me/profile/about/", {"links-TOTAL_FORMS": "1", "links-INITIAL_FORMS": "0", "links-0-label": "CLAIM", "links-0-url": "https://me.example"}),
        ("/me/profile/education/", {"title": "Communication", "school": "CLAIM"}),
        ("/me/profile/experience/", {"role": "Editor", "organisation": "CLAIM", "began_month": "1", "began_year": "2020"}),
        ("/me/profile/place/", {"city": "CLAIM", "country": "US"}),
        ("/me/settings/", {"name": "Amara Bell, CLAIM", "language": "en", "looks_for_work": "on"}),
    ],
)  # fmt: skip
def test_no_other_field_takes_it_either(
    page: str, typed: dict[str, str], candidate: User, client_of: Callable[[User], Client]
) -> None:
    sent = {name: text.replace("CLAIM", "HIPAA certified") for name, text in typed.items()}
    answer = client_of(candidate).post(page, sent)
    assert "no authority certifies people" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "one",
    [
        Suggestion("name", {"name": "Amara Bell, HIPAA certified"}),
        Suggestion("link", {"label": "HIPAA certified", "url": "https://me.example"}),
        Suggestion("education", {"level": "", "title": "PR", "school": "HIPAA certified", "ended_in": None}),
    ],
)
def test_a_file_brings_it_into_no_other_field(one: Suggestion, candidate: User) -> None:
    with pytest.raises(ValidationError):
        Writing(candidate, {}).write(1, one)
