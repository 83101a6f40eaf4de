"""Wording that shuts people out, kindly and with a better one; and what may tell who a patient is."""

import pytest

from moderation.hints.harm import harms
from moderation.hints.hint import Ad


def found(text: str, language: str) -> dict[str, list[str]]:
    ad = Ad(language, {"description": text})
    return {hint.code: [one.text for one in hint.found] for hint in harms(ad)}


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "You join a young team.", "young team"),
        ("en", "An energetic colleague, under 35.", "energetic"),
        ("en", "We look for a native English speaker.", "a native English speaker"),
        ("en", "American-born citizens only.", "American-born citizens"),
        ("en", "Single candidates without children.", "Single candidates"),
        ("en", "Women preferred.", "Women preferred"),
        ("en", "You are able-bodied.", "able-bodied"),
        ("en", "You must be a practicing Christian.", "must be a practicing Christian"),
        ("en", "A photogenic person; include a photo of yourself.", "photogenic person"),
        ("nl", "Je komt in een jong team.", "jong team"),
        ("nl", "Nederlands op moedertaalniveau.", "moedertaalniveau"),
        ("nl", "Liefst een vrouw zonder kinderen.", "Liefst een vrouw"),
        ("nl", "Geen gezondheidsklachten.", "Geen gezondheidsklachten"),
        ("nl", "Van Nederlandse afkomst, zonder accent.", "Van Nederlandse afkomst"),
        ("nl", "Een christelijke kandidaat.", "christelijke kandidaat"),
        ("nl", "Een knappe verschijning.", "knappe verschijning"),
    ],
)
def test_excluding_words_are_shown_with_a_better_wording(language: str, text: str, words: str) -> None:
    hints = [hint for hint in harms(Ad(language, {"description": text})) if hint.code == "excluding"]
    assert words in [one.text for hint in hints for one in hint.found]
    assert all(str(hint.instead) and hint.weight == 0 for hint in hints)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "We hire without regard to age, sex, origin, native language or children. We do not discriminate.",
        ),
        ("en", "Equal opportunity employer: women and men, young and old, disabled or able-bodied."),
        ("en", "You write for young parents, native plants in our garden, and women aged 50 to 75."),
        ("en", "You explain good health to single mothers and families without insurance."),
        ("en", "You do not have to be a native speaker."),
        ("nl", "Iedereen is welkom, ongeacht leeftijd, afkomst of moedertaal."),
        ("nl", "Je schrijft voor jonge ouders en voor mensen zonder kinderarts."),
        ("nl", "Je hoeft geen native speaker te zijn."),
        ("nl", "Je schrijft voor vrouwen van 50 tot 75 jaar over een goede gezondheid."),
    ],
)
def test_promises_and_readers_are_left_alone(language: str, text: str) -> None:
    assert found(text, language) == {}


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "You tell how Mary Johnson was diagnosed with breast cancer here.", "Mary Johnson was diagnosed with breast cancer"),
        ("en", "Our patient John Smith tells his story.", "patient John Smith"),
        ("en", "See medical record number 4482913.", "medical record number 4482913"),
        ("en", "MRN: 0098123", "MRN: 0098123"),
        ("en", "DOB: 03/04/1962", "DOB: 03/04/1962"),
        ("nl", "Je vertelt hoe Anna de Vries borstkanker overwon: Anna de Vries had borstkanker.", "Anna de Vries had borstkanker"),
        ("nl", "Onze patiënt Jan Jansen vertelt.", "patiënt Jan Jansen"),
        ("nl", "Zie patiëntnummer 4482913.", "patiëntnummer 4482913"),
        ("nl", "Geboortedatum: 04-03-1962", "Geboortedatum: 04-03-1962"),
    ],
)  # fmt: skip
def test_what_tells_who_a_patient_is_is_found(language: str, text: str, words: str) -> None:
    assert words in "|".join(found(text, language)["patient_data"])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "You run campaigns on diabetes and cancer with Dr. Maria Lopez, and know HIPAA."),
        ("en", "Our hospital was born 3 May 1921. The year 2026 has 412,000 patients."),
        ("en", "Call 206 555 0144. Patient Experience Office, Northlake General."),
        ("en", "You write about people living with cancer; ask Ines Calder."),
        ("nl", "Je maakt campagnes over diabetes en borstkanker met dr. Anna de Vries."),
        ("nl", "Het ziekenhuis opende op 3 mei 1921. Bel 030 555 01 44."),
        ("nl", "Je schrijft over mensen met kanker; vraag Joris van Dam."),
    ],
)
def test_subjects_of_the_work_are_no_patients(language: str, text: str) -> None:
    assert "patient_data" not in found(text, language)
