"""What the two candidates of the demo did, speak and look for."""

from datetime import date
from typing import Any

from accounts.models import Education, Experience, Language, OwnChannel, Profile, User
from core.vocabulary import vocabulary

# Olympia, 50 miles; a year's pay that only Maya sees.
MAYA: dict[str, Any] = {
    "wishes": {
        "radius_km": 80, "engagements": ["employee", "contract"], "hours": "either", "modes": ["hybrid", "remote"],
        "available_from": date(2027, 2, 1), "pay_floor": 68_000, "pay_currency": "USD",
    },
    "experience": [
        ("Social media manager", "Cascadia Public Power", date(2021, 3, 1), None,
         "Ran four channels for 310,000 customers through two storm winters. Median reply went from 5 hours to 40 minutes. "
         "Wrote the policy that engineers now post by, and trained 60 of them."),
        ("Communications officer", "Cascadia Public Power", date(2019, 2, 1), date(2021, 2, 1),
         "Outage pages, a newsletter for 42,000 readers, and the first captions on every film."),
        ("Reporter", "The Sound Courier", date(2016, 9, 1), date(2019, 1, 1), "Local health, schools and the county board."),
    ],
    "education": [
        ("bachelor", "Communication and public affairs", "Evergreen Coast University", 2016),
        (None, "Crisis communication for public services", "Northwest Training Institute", 2022),
        (None, "Privacy in health communication, two days", "Northwest Training Institute", 2026),
    ],
    "languages": [("en", "native"), ("es", "B2"), ("ase", "A2")],
    "channels": [
        ("instagram", "mayaferrante.writes", 8_400, "Plain words about complicated things, twice a week."),
        ("newsletter", "https://mayaferrante.example/letters", 3_150, "A letter a month on public information that works."),
        ("linkedin", "in/mayaferrante", None, ""),
    ],
}  # fmt: skip
JORIS: dict[str, Any] = {
    "wishes": {
        "radius_km": 40, "engagements": ["employee"], "hours": "part_time", "modes": ["on_site", "hybrid"],
        "available_from": date(2027, 1, 1), "pay_floor": 52_000, "pay_currency": "EUR",
    },
    "experience": [
        ("Strateeg sociale media", "Gemeente Eemrand", date(2020, 5, 1), None,
         "Van acht kanalen naar drie. Bewoners krijgen nu binnen een uur antwoord, ook in het weekend. "
         "Schreef het protocol voor crisisberichten en oefent het elk kwartaal met het team."),
        ("Webcaremedewerker", "Ziekenhuis De Linde", date(2017, 9, 1), date(2020, 4, 1),
         "Vragen van patiënten en bezoekers, zonder ooit een dossier in een bericht."),
    ],
    "education": [
        ("bachelor", "Communicatie", "Hogeschool Eemland", 2017),
        (None, "AVG voor communicatie in de zorg", "Academie Publiek", 2025),
    ],
    "languages": [("nl", "native"), ("en", "C1"), ("tr", "B1"), ("dse", "A1")],
    "channels": [
        ("mastodon", "@joris@mastodon.example", 2_300, "Over taal in de publieke zaak."),
        ("blog", "https://joriswiersma.example/blog", 1_200, "Eén stuk per maand, in gewone woorden."),
    ],
}  # fmt: skip


def load_candidates(people: dict[str, User]) -> None:
    """Call it before anything is sent, so that applications carry it."""
    for email, told in (("candidate@demo.example", MAYA), ("candidate2@demo.example", JORIS)):
        mine = people[email].profile
        Profile.objects.filter(pk=mine.pk).update(**told["wishes"])
        _rows(Profile.objects.get(pk=mine.pk), told)


def _rows(mine: Profile, told: dict[str, Any]) -> None:
    Experience.objects.bulk_create(
        Experience(profile=mine, role=role, organisation=where, began_on=began, ended_on=ended, what=what)
        for role, where, began, ended, what in told["experience"]
    )
    Education.objects.bulk_create(
        Education(profile=mine, level_id=level, title=title, school=school, ended_in=year)
        for level, title, school, year in told["education"]
    )
    Language.objects.bulk_create(
        Language(profile=mine, code=code, level=level) for code, level in told["languages"]
    )
    ids = {word.slug: word.pk for word in vocabulary().channels.values()}
    OwnChannel.objects.bulk_create(
        OwnChannel(profile=mine, channel_id=ids[slug], handle=handle, audience=audience, what=what)
        for slug, handle, audience, what in told["channels"]
    )
