"""Invented names: the long tail of words that few texts have. No file of names, only syllables."""

from functools import cache
from itertools import product
from random import Random

_EN = (
    "Al Ash Bar Beck Birch Brack Brind Bur Cal Car Cob Cor Crad Dar Dun El Fal Fen Fern Gar Gil Had Haw Hol Ken "
    "Lark Lin Lock Mar Mer Nor Oak Pel Quar Rav Sel Thorn Til Wex Win",
    "a en er le ing is wick o um y ar el",
    "bank bourne brook bury by cliffe combe croft dale don fell field ford gate grove ham hollow hurst kirk land ley "
    "mere mill moor more nest point ridge rock shaw stead stone ton vale wade water well wold wood worth",
)
_NL = (
    "Ade Bank Berk Bieze Brem Broek Dam Dui Eem Elst Els Galg Gees Haar Has Heem Hooi Ijze Kamp Kol Kraai Lange Leeu "
    "Lin Maar Mees Nij Oe Oude Pijl Ravel Riet Scho Spaar Tem Vin Vlier Wester Wil Zand",
    "ge le ler mer nen per ring ser ste ten ver wen",
    "akker beek berg bos broek brug burg dal dam dijk donk drecht gaarde gouw haven heem heide hof horst huizen kade "
    "kamp kerk kolk laan land loo meer mond oord polder rade stede sloot terp veen veld vliet waard weide wijk zijl",
)
_PRODUCT = (
    "Ax Bel Cas Dex Ev Flo Glo Hex Il Jun Kol Lum Mav Nim Ob Pix Quo Rel Syn Tav Ul Vex Wav Yo Zep",
    "a e i o u ala era ivi ona uxe",
    "base cast desk dash flow grid hive kit ly mix note pad post pulse queue rix scope sly tone track va view vox zen",
)


@cache
def _invented(kind: str) -> tuple[str, ...]:
    first, middle, last = (part.split() for part in {"en": _EN, "nl": _NL, "product": _PRODUCT}[kind])
    names = ["".join(parts) for parts in product(first, middle, last)]
    Random(kind).shuffle(names)  # noqa: S311 the order is fixed on purpose
    return tuple(names)


def areas(language: str) -> list[str]:
    """Neighbourhoods and villages."""
    more = (
        ("", "", "", "", " Heights", " Park", "", " Mills") if language == "en" else ("", "", "", "", "-Oost")
    )
    return [name + more[i % len(more)] for i, name in enumerate(_invented(language))]


@cache
def streets(language: str) -> list[str]:
    names = reversed(_invented(language))
    kinds = (
        (" Street", " Avenue", " Road", " Lane") if language == "en" else ("straat", "weg", "plein", "singel")
    )
    return [name + kinds[i % len(kinds)] for i, name in enumerate(names)]


def programmes(language: str) -> list[str]:
    names = _invented(language)[7000:]
    if language == "en":
        forms = ("Project {}", "{} Together", "Hello {}", "The {} Hour", "Healthy {}", "{} Listens")
    else:
        forms = ("Project {}", "{} Samen", "Hallo {}", "Gezond {}", "{} Vraagt", "Dichtbij {}")
    return [forms[i % len(forms)].format(name) for i, name in enumerate(names)]


def products() -> list[str]:
    return list(_invented("product"))


def hospital(random: Random, country: str, city: str) -> str:
    """A hospital's name that says itself that there is no such hospital."""
    name = random.choice(_invented("en" if country == "US" else "nl")[:12_000])
    if country == "US":
        forms = (
            "{} General Hospital",
            "{} Medical Center",
            "{} Children's Hospital",
            "{} Regional Hospital",
            "Saint {} Hospital",
            "{} Memorial Hospital",
            "{} University Hospital",
            "{} Health, {city}",
        )
        return f"{random.choice(forms).format(name, city=city)} (invented)"
    dutch = (
        "Ziekenhuis {}",
        "{} Ziekenhuis",
        "{} Medisch Centrum",
        "Gasthuis {}",
        "UMC {}",
        "Zorggroep {}, {city}",
    )
    return f"{random.choice(dutch).format(name, city=city)} (verzonnen)"


def person(random: Random) -> str:
    first = (
        "Ada Amir Anouk Ben Carmen Chidi Dewi Elif Emma Femke Grace Hugo Ines Jamal Jasper Kofi Lena Lucas Mei Milan "
        "Nadia Noah Olga Omar Priya Quinn Rosa Sanne Sem Tess Thomas Uma Vera Wout Yara Zoe"
    ).split()
    return f"{random.choice(first)} {random.choice(_invented('en')[:5000])}"
