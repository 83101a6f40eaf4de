"""States and provinces: the short form that is stored, the long one that people type and search for."""

from core.text import normalise

US_STATES = {
    code: name
    for code, _, name in (
        line.partition(" ")
        for line in """AL Alabama;AK Alaska;AZ Arizona;AR Arkansas;CA California;CO Colorado;CT Connecticut;DE Delaware;
DC District of Columbia;FL Florida;GA Georgia;HI Hawaii;ID Idaho;IL Illinois;IN Indiana;IA Iowa;KS Kansas;KY Kentucky;
LA Louisiana;ME Maine;MD Maryland;MA Massachusetts;MI Michigan;MN Minnesota;MS Mississippi;MO Missouri;MT Montana;
NE Nebraska;NV Nevada;NH New Hampshire;NJ New Jersey;NM New Mexico;NY New York;NC North Carolina;ND North Dakota;
OH Ohio;OK Oklahoma;OR Oregon;PA Pennsylvania;RI Rhode Island;SC South Carolina;SD South Dakota;TN Tennessee;TX Texas;
UT Utah;VT Vermont;VA Virginia;WA Washington;WV West Virginia;WI Wisconsin;WY Wyoming;PR Puerto Rico;GU Guam;
VI Virgin Islands;AS American Samoa;MP Northern Mariana Islands""".replace("\n", "").split(";")
    )
}
NL_PROVINCES = (
    "Drenthe",
    "Flevoland",
    "Friesland",
    "Gelderland",
    "Groningen",
    "Limburg",
    "Noord-Brabant",
    "Noord-Holland",
    "Overijssel",
    "Utrecht",
    "Zeeland",
    "Zuid-Holland",
)
_US = {normalise(form): code for code, name in US_STATES.items() for form in (code, name)}
_NL = {normalise(name): name for name in NL_PROVINCES} | {"fryslan": "Friesland", "brabant": "Noord-Brabant"}


def region_of(country: str, typed: str) -> str | None:
    """The stored form of what a person typed ("washington" → "WA"); None when no such region is known there."""
    return (_US if country == "US" else _NL).get(normalise(typed))


def words_of_place(country: str, region: str, city: str, postcode: str) -> str:
    """What a place is found by: city, region (short and long) and postcode, lower case without accents."""
    long = US_STATES.get(region, "") if country == "US" else ""
    return normalise(f"{city} {region} {long} {postcode} {postcode.replace(' ', '')}")[:220]
