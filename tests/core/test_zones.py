from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from core.regions import US_STATES
from core.zones import _OF_STATE, NAMES, NoSuchTime, TwiceThatTime, moment, zone_name, zone_of

# Towns near the lines, with the time they keep (49 CFR 71).
TOWNS = """
FL Tallahassee 30.44 -84.28 New_York | FL Panama-City 30.16 -85.66 Chicago | FL Miami 25.76 -80.19 New_York
FL Marianna 30.77 -85.23 Chicago | FL Port-St-Joe 29.81 -85.30 New_York
TN Chattanooga 35.05 -85.31 New_York | TN Jasper 35.07 -85.63 Chicago | TN Crossville 35.95 -85.03 Chicago
TN Dayton 35.49 -85.01 New_York | TN Knoxville 35.96 -83.92 New_York | TN Nashville 36.16 -86.78 Chicago
KY Louisville 38.25 -85.76 New_York | KY Elizabethtown 37.69 -85.86 New_York | KY Bowling-Green 36.99 -86.44 Chicago
KY Campbellsville 37.34 -85.35 New_York | KY Greensburg 37.26 -85.50 Chicago | KY Owensboro 37.77 -87.11 Chicago
KY Somerset 37.09 -84.60 New_York | KY Hodgenville 37.57 -85.74 New_York | KY Leitchfield 37.48 -86.29 Chicago
IN Gary 41.59 -87.35 Chicago | IN La-Porte 41.61 -86.72 Chicago | IN South-Bend 41.68 -86.25 New_York
IN Lafayette 40.42 -86.88 New_York | IN Rensselaer 40.94 -87.15 Chicago | IN Fowler 40.62 -87.32 New_York
IN Evansville 37.97 -87.57 Chicago | IN Vincennes 38.68 -87.53 New_York | IN Jasper 38.39 -86.93 New_York
IN Tell-City 37.95 -86.76 Chicago | IN Indianapolis 39.77 -86.16 New_York | IN Terre-Haute 39.47 -87.41 New_York
MI Detroit 42.33 -83.05 New_York | MI Marquette 46.54 -87.40 New_York | MI Iron-Mountain 45.82 -88.07 Chicago
MI Menominee 45.11 -87.61 Chicago | MI Ironwood 46.45 -90.17 Chicago | MI Escanaba 45.75 -87.06 New_York
MI Houghton 47.12 -88.57 New_York
TX El-Paso 31.76 -106.49 Denver | TX Van-Horn 31.04 -104.83 Chicago | TX Amarillo 35.19 -101.83 Chicago
KS Goodland 39.35 -101.71 Denver | KS Colby 39.40 -101.05 Chicago | KS Elkhart 37.00 -101.90 Chicago
KS Syracuse 37.98 -101.75 Denver | KS Garden-City 37.97 -100.87 Chicago
NE Scottsbluff 41.87 -103.67 Denver | NE Ogallala 41.13 -101.72 Denver | NE North-Platte 41.12 -100.77 Chicago
NE Valentine 42.87 -100.55 Chicago | NE Omaha 41.26 -95.93 Chicago
SD Rapid-City 44.08 -103.23 Denver | SD Pierre 44.37 -100.35 Chicago | SD Rosebud 43.23 -100.85 Chicago
SD Mobridge 45.54 -100.43 Chicago | SD Pine-Ridge 43.03 -102.56 Denver
ND Bismarck 46.81 -100.78 Chicago | ND Dickinson 46.88 -102.79 Denver | ND Williston 48.15 -103.62 Chicago
ND Mandan 46.83 -100.89 Chicago | ND Hettinger 46.00 -102.64 Denver | ND Watford-City 47.80 -103.28 Chicago
OR Portland 45.52 -122.68 Los_Angeles | OR Ontario 44.03 -116.96 Denver | OR Baker-City 44.77 -117.83 Los_Angeles
ID Boise 43.62 -116.21 Denver | ID Coeur-d-Alene 47.68 -116.78 Los_Angeles | ID Grangeville 45.93 -116.12 Los_Angeles
AK Anchorage 61.22 -149.90 Anchorage | AK Adak 51.88 -176.65 Adak
"""


@pytest.mark.parametrize("town", [t.strip() for line in TOWNS.strip().splitlines() for t in line.split("|")])
def test_a_town_near_a_line_keeps_the_time_of_its_side(town: str) -> None:
    state, _name, lat, lon, zone = town.split()
    assert zone_of("US", state, float(lat), float(lon)) == f"America/{zone}"


def test_every_state_and_territory_has_a_zone_that_exists_and_has_a_name() -> None:
    assert set(_OF_STATE) == set(US_STATES)
    assert {ZoneInfo(key).key for key in NAMES} == set(NAMES)
    assert set(_OF_STATE.values()) <= set(NAMES)


def test_a_state_typed_in_full_and_a_place_without_degrees_get_the_zone_of_most_people() -> None:
    assert zone_of("US", "Washington") == zone_of("US", "WA") == "America/Los_Angeles"
    assert zone_of("US", "TN") == "America/Chicago"
    assert zone_of("NL", "Utrecht", 52.1, 5.1) == "Europe/Amsterdam"
    assert str(zone_name(ZoneInfo("Europe/Amsterdam"))) == "Amsterdam time"


def test_a_time_that_the_clock_skips_or_shows_twice_is_not_guessed() -> None:
    amsterdam = ZoneInfo("Europe/Amsterdam")
    assert moment(datetime(2027, 3, 28, 1, 59), amsterdam) == datetime(2027, 3, 28, 0, 59, tzinfo=UTC)
    with pytest.raises(NoSuchTime):
        moment(datetime(2027, 3, 28, 2, 30), amsterdam)
    with pytest.raises(TwiceThatTime):
        moment(datetime(2026, 10, 25, 2, 30), amsterdam)
    assert moment(datetime(2026, 10, 25, 3, 0), amsterdam) == datetime(2026, 10, 25, 2, tzinfo=UTC)
