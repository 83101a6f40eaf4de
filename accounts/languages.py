"""Languages that people speak: ISO 639 codes and their names in the reader's language.

Most names come with Django; those that it does not know stand here, with those that hospitals ask for and few lists have.
"""

from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

_OURS: dict[str, Promise] = {
    "am": _("Amharic"),
    "ase": _("American Sign Language"),
    "dse": _("Dutch Sign Language"),
    "fil": _("Filipino"),
    "gu": _("Gujarati"),
    "ha": _("Hausa"),
    "hmn": _("Hmong"),
    "ht": _("Haitian Creole"),
    "kmr": _("Kurdish (Kurmanji)"),
    "lo": _("Lao"),
    "no": _("Norwegian"),
    "nv": _("Navajo"),
    "pap": _("Papiamento"),
    "ps": _("Pashto"),
    "rif": _("Tarifit"),
    "si": _("Sinhala"),
    "so": _("Somali"),
    "srn": _("Sranan Tongo"),
    "ti": _("Tigrinya"),
    "yo": _("Yoruba"),
    "yue": _("Cantonese"),
    "zh": _("Chinese (Mandarin)"),
}
_DJANGOS = (
    "en nl fy de fr es it pt pl ru uk ar tr fa vi ko ja hi ur bn pa ta te ml ne ro bg hu cs sk sl hr sr bs mk sq el he id ms"
    " th km my sv da fi et lv lt sw ig ckb ka hy az uz kk mn ga cy ca eu gl af"
).split()
CODES = frozenset([*_OURS, *_DJANGOS])


def language_name(code: str) -> str:
    """The name for the reader; a code that nobody knows stands for itself."""
    if code in _OURS:
        return str(_OURS[code])
    return str(get_language_info(code)["name_translated"]) if code in CODES else code


def language_choices() -> list[tuple[str, str]]:
    """(code, name) in the order of the names; those of the two countries come first."""
    return _choices(get_language() or "en")


@lru_cache(maxsize=8)
def _choices(_reader: str) -> list[tuple[str, str]]:
    first = ["en", "nl", "es"]
    rest = sorted(((code, language_name(code)) for code in CODES if code not in first), key=lambda c: c[1])
    return [*((code, language_name(code)) for code in first), *rest]
