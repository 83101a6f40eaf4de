"""Signs of fraud in texts: what is found, with which words, and what only looks like it."""

import pytest

from moderation.hints.hint import Ad, Hint
from moderation.hints.signs import language_of, signs

LONG = " We plan, write and answer on four channels, and teach our physicians to use them with care." * 4
LANG = (
    " Wij plannen, schrijven en antwoorden op vier kanalen en leren onze artsen om er zorgvuldig mee om te gaan."
    * 4
)
ENOUGH = {"en": LONG, "nl": LANG}


def found(
    text: str, language: str = "en", title: str = "Social media manager", **more: str | None
) -> dict[str, Hint]:
    ad = Ad(language, {"title": title, "description": text + ENOUGH[language]}, more.get("company"))
    return {hint.code: hint for hint in signs(ad)}


HITS = [
    ("en", "asks_money", "You pay a small application fee of $25 before the interview.", "pay a small application fee"),
    ("en", "asks_money", "Please buy the starter kit first.", "buy the starter kit"),
    ("en", "asks_money", "We send you a cheque to buy your office equipment.", "We send you a cheque"),
    ("en", "asks_money", "Purchase two gift cards and send us the codes.", "Purchase two gift cards"),
    ("en", "asks_money", "Salary is paid in Bitcoin.", "Salary is paid in Bitcoin"),
    ("nl", "asks_money", "Je betaalt eenmalig € 35 administratiekosten.", "betaalt eenmalig € 35 administratiekosten"),
    ("nl", "asks_money", "Bestel eerst het startpakket van € 49.", "Bestel eerst het startpakket"),
    ("nl", "asks_money", "Koop drie cadeaubonnen en app de codes.", "Koop drie cadeaubonnen"),
    ("nl", "asks_money", "Je salaris wordt betaald in crypto.", "salaris wordt betaald in crypto"),
    ("en", "asks_papers", "Send your social security number with your resume.", "Send your social security number"),
    ("en", "asks_papers", "E-mail us a copy of your passport and a utility bill.", "copy of your passport"),
    ("en", "asks_papers", "Provide your bank account details to be registered.", "Provide your bank account"),
    ("nl", "asks_papers", "Stuur je BSN en je rekeningnummer mee.", "Stuur je BSN"),
    ("nl", "asks_papers", "Mail een kopie van je paspoort.", "kopie van je paspoort"),
    ("en", "moves_money", "You receive payments into your own account and forward the money.", "receive payments into your own account"),
    ("nl", "moves_money", "Je ontvangt betalingen op je eigen rekening.", "ontvangt betalingen op je eigen rekening"),
    ("en", "scam_trade", "Work as a mystery shopper in your area.", "mystery shopper"),
    ("nl", "scam_trade", "Enveloppen vullen aan je keukentafel.", "Enveloppen vullen"),
    ("en", "messenger", "Contact us on WhatsApp to apply.", "Contact us on WhatsApp"),
    ("en", "messenger", "Telegram: @hr_northlake", "Telegram: @hr_northlake"),
    ("en", "messenger", "The interview is held on Google Hangouts.", "interview is held on Google Hangouts"),
    ("en", "messenger", "Text your name to 555-201-4477.", "Text your name to 555-201-4477"),
    ("nl", "messenger", "App ons op 06-12345678.", "App ons op 06-12345678"),
    ("nl", "messenger", "Solliciteren kan alleen via WhatsApp.", "Solliciteren kan alleen via WhatsApp"),
    ("nl", "messenger", "Neem contact op met ons via Telegram.", "Neem contact op met ons via Telegram"),
    ("en", "free_mail", "Write to northlake.hr@gmail.com today.", "northlake.hr@gmail.com"),
    ("nl", "free_mail", "Mail naar werving.ziekenhuis@hotmail.nl.", "werving.ziekenhuis@hotmail.nl"),
    ("en", "easy_money", "Earn up to $1,500 a week.", "Earn up to $1,500"),
    ("en", "easy_money", "Be your own boss and reach financial freedom.", "Be your own boss"),
    ("nl", "easy_money", "Verdien tot € 900 per week.", "Verdien tot € 900"),
    ("nl", "easy_money", "Snel geld zonder moeite.", "Snel geld"),
    ("en", "selling_scheme", "A network marketing firm for entrepreneurs.", "network marketing"),
    ("nl", "selling_scheme", "Een unieke verdienkans in netwerkmarketing.", "verdienkans"),
    ("en", "odd_trade", "A job with a leader in oil and gas.", "oil and gas"),
    ("nl", "odd_trade", "Werken op een booreiland of een cruiseschip.", "booreiland"),
    ("en", "bonus_bait", "A signing bonus and free accommodation await.", "A signing bonus"),
    ("nl", "bonus_bait", "Met welkomstbonus en gratis huisvesting.", "welkomstbonus"),
    ("en", "home_work", "Work from the comfort of your own home.", "Work from the comfort of your own home"),
    ("nl", "home_work", "Verdien je geld lekker vanuit huis.", "Verdien je geld lekker vanuit huis"),
    ("en", "no_experience", "No experience needed, we train you.", "No experience needed"),
    ("nl", "no_experience", "Geen ervaring nodig.", "Geen ervaring nodig"),
    ("en", "simple_demands", "You must be 18 years or older and own a computer.", "must be 18 years"),
    ("nl", "simple_demands", "Je bent minimaal 18 jaar en hebt een laptop met internet.", "minimaal 18 jaar"),
    ("en", "urgency", "Urgently hiring, limited spots available!", "Urgently"),
    ("nl", "urgency", "Wees er snel bij: nog maar enkele plekken.", "Wees er snel bij"),
    ("en", "odd_pay", "You are paid every Friday by wire.", "paid every Friday"),
    ("nl", "odd_pay", "Je loon krijg je wekelijks, contant.", "loon krijg je wekelijks"),
    ("en", "apply_elsewhere", "Send your resume to jobs@northlake.example.", "Send your resume to jobs@northlake.example"),
    ("nl", "apply_elsewhere", "Stuur je cv naar werk@waterlinie.example.", "Stuur je cv naar werk@waterlinie.example"),
    ("en", "for_client", "Our client is looking for a writer.", "Our client"),
    ("nl", "for_client", "Onze opdrachtgever zoekt een redacteur.", "Onze opdrachtgever"),
    ("en", "stock_phrases", "Kindly reply, serious inquiries only.", "Kindly"),
    ("nl", "stock_phrases", "Beste kandidaat, alleen serieuze reacties.", "Beste kandidaat"),
]  # fmt: skip

NEAR_MISSES = [
    ("en", "asks_money", "You lead a money raising campaign with a start-up budget."),
    ("en", "asks_money", "You write about our gift shop and run the gift card drive for patients."),
    ("en", "asks_money", "There is no application fee. We never ask you to pay a training fee."),
    ("en", "asks_money", "We pay conference registration fees and licence costs."),
    ("en", "asks_money", "A background check is part of hiring. You check facts and cash in on trends."),
    ("nl", "asks_money", "Je verloot cadeaubonnen voor donateurs. Wij betalen je cursus en je opleidingskosten."),
    ("nl", "asks_money", "Wij vragen je nooit om inschrijfgeld te betalen."),
    ("en", "asks_papers", "You run our passport to health campaign and plan posts around every bank holiday."),
    ("en", "asks_papers", "We never ask you to send your bank details or a copy of your passport."),
    ("en", "asks_papers", "A valid driver's license is required. Employers verify identity after hire: bring a copy of your passport once hired."),
    ("en", "asks_papers", "Pay comes by direct deposit. You take photos of events and bank lobbies."),
    ("nl", "asks_papers", "Na je indiensttreding vragen wij een kopie van je paspoort. Op elke bankdag plaats je een bericht."),
    ("nl", "asks_papers", "Je schrijft over het paspoort naar gezondheid en over digitale zorg. Rijbewijs B is handig."),
    ("en", "moves_money", "You receive donations for the foundation's account and thank donors. Direct deposit of your pay."),
    ("nl", "moves_money", "Je haalt geld op voor het fonds. Je salaris staat op de 25e op je rekening."),
    ("en", "scam_trade", "You analyse a mystery shopping study and patient surveys."),
    ("en", "messenger", "You shape our WhatsApp channel strategy and grow the Telegram community."),
    ("en", "messenger", "You answer patients on WhatsApp and work on signal detection for crisis teams."),
    ("en", "messenger", "You write the text of the newsletter and text messages for reminders."),
    ("nl", "messenger", "Je beheert ons WhatsApp-kanaal en beantwoordt vragen van patiënten via WhatsApp."),
    ("nl", "messenger", "Vroege signalering op sociale media. De app van het ziekenhuis schrijf je mee."),
    ("en", "free_mail", "Write to jobs@gmailhealth.org or to press@northlake.example."),
    ("nl", "free_mail", "Mail naar werk@homecare-waterlinie.nl of pers@waterlinie.example."),
    ("en", "easy_money", "You earn trust. Pay: $64,000 to $78,000 a year. You raise money and make $20,000 count."),
    ("en", "easy_money", "You get paid time off and tuition reimbursement of $500 per week of study."),
    ("nl", "easy_money", "Je verdient tussen € 3.480 en € 4.760 bruto per maand. Je helpt geld ophalen voor onderzoek."),
    ("en", "selling_scheme", "You do content marketing and know the opportunities of each channel. This is not network marketing."),
    ("nl", "selling_scheme", "Je doet contentmarketing voor ons netwerk van artsen."),
    ("en", "odd_trade", "You cover the olive oil study and a hospital near the coast."),
    ("nl", "odd_trade", "Je schrijft over olie in voeding en over huisartsen."),
    ("en", "bonus_bait", "There is no signing bonus; the pension is good."),
    ("en", "home_work", "You may work from home two days a week. You write about nursing homes and care at home."),
    ("nl", "home_work", "Je werkt één dag per week thuis, met een thuiswerkvergoeding. Je schrijft over zorg thuis."),
    ("en", "no_experience", "You have three years of experience with video."),
    ("nl", "no_experience", "Je hebt drie jaar ervaring met video en geen moeite met camera's."),
    ("en", "simple_demands", "You write for patients over 18 and know the internet well."),
    ("nl", "simple_demands", "Je schrijft voor patiënten vanaf 18 jaar."),
    ("en", "urgency", "You write about urgent care and answer urgent questions. You respond to complaints immediately."),
    ("nl", "urgency", "Je schrijft over de spoedeisende hulp en de spoedpost, en beantwoordt dringende vragen."),
    ("en", "odd_pay", "You write weekly reports and manage how we process wire transfers of donors."),
    ("nl", "odd_pay", "Je schrijft wekelijks een verslag; het salaris is volgens de cao."),
    ("en", "apply_elsewhere", "Questions? Call Ines Calder. Journalists write to press@northlake.example."),
    ("nl", "apply_elsewhere", "Vragen? Bel Joris van Dam. Apply op deze pagina."),
    ("en", "for_client", "You listen to clients of our clinics. No recruitment agencies, please."),
    ("nl", "for_client", "Acquisitie door uitzendbureaus stellen we niet op prijs. Je helpt klanten van de apotheek."),
    ("en", "stock_phrases", "You are kind, and honest about mistakes."),
    ("nl", "stock_phrases", "Je bent eerlijk over fouten."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "code", "text", "words"), HITS)
def test_a_sign_is_found_with_its_words(language: str, code: str, text: str, words: str) -> None:
    hints = found(text, language)
    assert code in hints, sorted(hints)
    first = hints[code].found[0]
    assert first.text.startswith(words) or words.startswith(first.text), [w.text for w in hints[code].found]
    assert (text + ENOUGH[language])[first.start : first.end] == first.text
    assert hints[code].weight > 0 and str(hints[code].text)


@pytest.mark.parametrize(("language", "code", "text"), NEAR_MISSES)
def test_what_only_looks_like_it_is_left_alone(language: str, code: str, text: str) -> None:
    hints = found(text, language)
    assert code not in hints, [w.text for w in hints[code].found]


def test_every_sign_has_hits_and_near_misses_in_both_languages() -> None:
    from moderation.hints.signs import _SIGNS, _TITLE_ONLY

    for language, table in _SIGNS.items():
        assert {code for lang, code, *_ in HITS if lang == language} == set(table) - _TITLE_ONLY
    assert set(_SIGNS["en"]) == set(_SIGNS["nl"])
    missed = {(lang, code) for lang, code, _text in NEAR_MISSES}
    assert {("en", c) for c in _SIGNS["en"]} - missed <= {("en", c) for c in _TITLE_ONLY}
    assert {("nl", c) for c in _SIGNS["nl"]} - missed <= {
        ("nl", c) for c in (*_TITLE_ONLY, "scam_trade", "bonus_bait")
    }


ORDINARY = {
    "en": """Northlake General is a hospital with 412 beds. We are an equal opportunity employer: we hire without regard to
age, sex, national origin, religion, disability or family status. A background check is part of hiring. Pay comes by direct
deposit every two weeks: $64,000 to $78,000 a year, with health insurance, 401(k), paid time off and tuition help. You plan
and write for four channels, answer patients, lead our WhatsApp channel, work with the bank that sponsors the marathon, and
raise money with the foundation. You need three years of experience, a bachelor's degree or the same by work, and HIPAA.
Hybrid: you may work from home two days a week.""",
    "nl": """De Waterlinie is een ziekenhuis met 350 bedden. Iedereen is welkom, ongeacht leeftijd, geslacht, afkomst of
geloof. Je verdient tussen € 3.480 en € 4.760 bruto per maand volgens de cao ziekenhuizen, met pensioen en reiskosten. Een
VOG hoort bij de aanstelling. Je plant en schrijft voor vier kanalen, beantwoordt vragen van patiënten via WhatsApp, schrijft
over de spoedeisende hulp en haalt met het fonds geld op. Je hebt hbo en drie jaar ervaring. Je werkt één dag per week thuis.""",
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "nl"])
def test_an_ordinary_opening_stays_silent(language: str) -> None:
    ad = Ad(
        language, {"title": "Social media manager", "description": ORDINARY[language]}, ORDINARY[language]
    )
    assert [(h.code, [w.text for w in h.found]) for h in signs(ad)] == []


def test_emptiness_counts() -> None:
    assert {h.code for h in signs(Ad("en", {"title": "Clerk", "description": ""}, ""))} == {
        "clerk", "no_text", "no_company",
    }  # fmt: skip
    assert {h.code for h in signs(Ad("en", {"title": "Editor", "description": "Write."}, "A firm."))} == {
        "thin_text", "thin_company",
    }  # fmt: skip


def test_an_amount_in_the_title_and_shouting_count() -> None:
    hints = found("Come now!!! Big chance $$$ today!!!", title="Assistant $500 weekly")
    assert {"money_title", "shouting"} <= set(hints)
    assert hints["money_title"].found[0].field == "title"
    assert "money_title" not in found("", title="Social media manager, 401 beds")


def test_offsets_hold_where_lower_case_is_longer() -> None:
    text = "İstanbul’a gittik. Contact us on WhatsApp to apply."
    first = found(text)["messenger"].found[0]
    assert text[first.start : first.end] == "Contact us on WhatsApp"


def test_the_language_of_a_text_is_told() -> None:
    assert [language_of(ORDINARY["en"]), language_of(ORDINARY["nl"]), language_of("")] == ["en", "nl", "en"]
