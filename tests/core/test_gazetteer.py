"""A reader types a place as people do, in English or Dutch, and is understood, asked, or told that it is unknown."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from core import gazetteer
from core.gazetteer import distance_text, find, point, unit
from core.models import KnownPlace
from core.placenames import key

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ask_anew() -> None:
    gazetteer.forget()


def labels(text: str) -> list[str]:
    return [spot.label for spot in find(text)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Tacoma, WA", "Tacoma, WA"),
        ("tacoma wa", "Tacoma, WA"),
        ("Tacoma, Washington, USA", "Tacoma, WA"),
        ("Seattle", "Seattle, WA"),
        ("Amsterdam", "Amsterdam, Noord-Holland"),
        ("Amsterdam, NY", "Amsterdam, NY"),
        ("Washington, D.C.", "Washington, DC"),
        ("New York, NY", "New York, NY"),
        ("NYC", "New York, NY"),
        ("Philly", "Philadelphia, PA"),
        ("Saint Paul", "St. Paul, MN"),
        ("st paul mn", "St. Paul, MN"),
        ("FT. WORTH", "Fort Worth, TX"),
        ("Mt. Vernon, NY", "Mount Vernon, NY"),
        ("coeur d alene", "Coeur d'Alene, ID"),
        ("mayaguez", "Mayagüez, PR"),
        ("Hines, IL", "Hines, IL"),
        ("Den Haag", "Den Haag, Zuid-Holland"),
        ("’s-Gravenhage", "Den Haag, Zuid-Holland"),
        ("The Hague, Netherlands", "Den Haag, Zuid-Holland"),
        ("Den Bosch", "'s-Hertogenbosch, Noord-Brabant"),
        ("Ljouwert", "Leeuwarden, Friesland"),
        ("Hengelo (Gld)", "Hengelo, Gelderland"),
        ("Rijswijk", "Rijswijk, Zuid-Holland"),
        ("gemeente Utrecht", "Utrecht, Utrecht"),
        ("Washington state", "Washington state"),
        ("wa", "Washington state"),
        ("state of new york", "New York state"),
        ("Mississippi state", "Mississippi state"),
        ("Mississippi State, MS", "Mississippi State, MS"),
        ("Puerto Rico", "Puerto Rico"),
        ("PR", "Puerto Rico"),
        ("Guam", "Guam"),
        ("provincie Utrecht", "Utrecht province"),
        ("Noord-Brabant", "Noord-Brabant province"),
        ("Fryslân", "Friesland province"),
        ("98402", "98402 Tacoma, WA"),
        ("98402-1234", "98402 Tacoma, WA"),
        ("Tacoma WA 98402", "98402 Tacoma, WA"),
        ("3511 AA", "3511 Utrecht"),
        ("3511aa", "3511 Utrecht"),
        ("3511", "3511 Utrecht"),
    ],
)
def test_a_clear_place_is_found_alone(typed: str, meant: str) -> None:
    spots = find(typed)
    assert ([key(spot.label) for spot in spots], spots[0].guessed) == ([key(meant)], False)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Rochester", ["Rochester, NY", "Rochester, MN", "Rochester, NH"]),
        ("Springfield", ["Springfield, MO", "Springfield, MA", "Springfield, IL"]),
        ("Portland", ["Portland, OR", "Portland, ME"]),
        ("Kansas City", ["Kansas City, MO", "Kansas City, KS"]),
        ("Utrecht", ["Utrecht, Utrecht", "Utrecht province"]),
        ("Groningen", ["Groningen, Groningen", "Groningen province"]),
        ("New York", ["New York, NY", "New York state"]),
        ("Washington", ["Washington state", "Washington, DC"]),
        ("Holland", ["Zuid-Holland province", "Noord-Holland province", "Holland, MI"]),
    ],
)
def test_a_name_of_several_places_lets_the_reader_choose(typed: str, first: list[str]) -> None:
    found = labels(typed)
    assert found[: len(first)] == first
    assert 2 <= len(found) <= 8
    assert len(find(typed, most=2)) == 2


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Seatle", "Seattle, WA"),
        ("Seatle, WA", "Seattle, WA"),
        ("Tcaoma", "Tacoma, WA"),
        ("Pitsburgh PA", "Pittsburgh, PA"),
        ("Califronia", "California state"),
        ("Wahsington state", "Washington state"),
        ("Eindhovn", "Eindhoven, Noord-Brabant"),
        ("Nijmgen", "Nijmegen, Gelderland"),
        ("Maastircht", "Maastricht, Limburg"),
        ("Gelderlnd", "Gelderland province"),
    ],
)
def test_a_typing_error_is_taken_for_the_nearest_name_and_says_so(typed: str, meant: str) -> None:
    assert [(spot.label, spot.guessed) for spot in find(typed)] == [(meant, True)]


NONSENSE = [
    "", " ", "asdfghjkl", "xx", "99999999", "00000", "0123", "Nederland", "USA", "Tacoma, NL", "city of", "remote", "nurse",
    ",", "'", "%", "__", "\\", "';--", "\n\r\t", "\0", "\0" * 50, "\ud800\udfff", "🏥🏥🏥", "مستشفى", "٣٥١١",
    "\u202eelttaeS\u202c \u200f", "病院" * 200, "a" * 10_000, "1" * 10_000, "st. " * 2500, "wa " * 3000,
    "\ufdfa" * 1000, "é" * 5000, "-" * 9999,
]  # fmt: skip


@pytest.mark.parametrize("typed", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_is_no_place_and_costs_nothing(typed: str) -> None:
    """The quickest of three, each without what was kept: what a text costs it costs each time, a busy machine does not."""
    took = []
    for _ in range(3):
        gazetteer.forget()
        start = time.perf_counter()
        assert find(typed) == []
        took.append(time.perf_counter() - start)
    assert min(took) < 0.25


def test_dirt_around_a_name_does_not_matter() -> None:
    assert labels("\0 Tacoma,\t WA 🏥") == labels("“Tacoma”,(WA)…") == labels("TACOMA - wa") == ["Tacoma, WA"]


def test_every_region_is_found_again_by_the_text_it_is_shown_with() -> None:
    places = KnownPlace.objects.filter(kind="region", is_main=True)
    assert places.count() == 56 + 12
    for language in ("en", "nl"):
        with override(language):
            for place in places:
                spot = gazetteer._spot(tuple(getattr(place, name) for name in gazetteer._FIELDS))
                assert find(spot.label) == [spot]


def test_cities_are_found_again_by_the_text_they_are_shown_with() -> None:
    for place in KnownPlace.objects.filter(kind="city", is_main=True).order_by("key")[:30000:150]:
        assert labels(f"{place.name}, {place.region}") == [f"{place.name}, {place.region}"]


def test_two_questions_at_most_each_by_an_index() -> None:
    for typed in ("Tacoma, WA", "Seatle, WA", "Saint Marys Vilage Heights"):
        gazetteer.forget()
        with CaptureQueriesContext(connection) as asked:
            find(typed)
        assert 1 <= len(asked) <= 2
        for query in asked.captured_queries:
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN " + query["sql"])
                plan = "\n".join(row[0] for row in cursor.fetchall())
            assert "known_place_" in plan and "Seq Scan" not in plan, plan


def test_the_same_question_is_asked_once() -> None:
    find("Boise")
    with CaptureQueriesContext(connection) as asked:
        find("Boise")
    assert len(asked) == 0


def test_an_address_stands_at_its_postcode_else_in_its_city() -> None:
    tacoma = (47.2545, -122.4405)
    assert point("US", "WA", "Tacoma", "98402") == tacoma
    assert point("US", "WA", "TACOMA", "") == point("US", "WA", "Tacoma", "00000") == (47.2529, -122.4443)
    assert point("NL", "Utrecht", "Utrecht", "3511 AA") == (52.0908, 5.1222)
    assert point("NL", "Zuid-Holland", "'s-Gravenhage", "") == point("NL", "Zuid-Holland", "Den Haag", "")
    assert point("US", "OR", "Tacoma", "") is None
    assert point("NL", "", "\0", "🏥") is None
    assert point("\ud800", "\0", "\ud800", "\ud800") is None


def test_a_dutch_postcode_lies_among_its_neighbours() -> None:
    """Villages share names: 4542 is Hoek in Zeeland, not the one in Friesland that GeoNames knows."""
    hoek, terneuzen = point("NL", "", "", "4542 AA"), point("NL", "Zeeland", "Terneuzen", "")
    assert hoek and terneuzen
    assert abs(hoek[0] - terneuzen[0]) < 0.2 and abs(hoek[1] - terneuzen[1]) < 0.3


def test_distances_are_told_as_people_there_tell_them() -> None:
    assert (unit("US"), unit("NL")) == ("mi", "km")
    assert distance_text(19, "US", "en") == "12 miles"
    assert distance_text(19, "NL", "en") == "19 km"
    assert distance_text(0.4, "US", "en") == "less than 1 mile"
    assert distance_text(0, "NL", "en") == "less than 1 km"


def test_flushing_the_database_leaves_the_places() -> None:
    assert KnownPlace._meta.db_table not in connection.introspection.django_table_names(only_existing=True)
