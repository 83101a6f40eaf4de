"""What stands in CVs and is never asked here, never suggested and never stored.

Date of birth, age, nationality, marital status, children, sex, religion, photo, health, identity numbers, and what
somebody earned or wants to earn. A line that says one of them is left out of every text that is taken over.
"""

import re

_WORDS = (
    r"date\ of\ birth|birth\ ?date|d\.?o\.?b\.?\b|born(?:\ on|\ in|:)|place\ of\ birth|geboorte\w*|geboren|"
    r"\bage\ ?[:\t]|leeftijd|\b\d\d\ (?:years\ old|jaar\ oud)|"
    r"nationalit\w+|citizenship|citizen\ of|staatsburgerschap|\bvisa\ status|work\ permit|verblijfsvergunning|"
    r"marital\ status|burgerlijke\ (?:staat|stand)|\bmarried\b|\bgehuwd\b|\bgetrouwd\b|\bongehuwd\b|\bunmarried\b|\bdivorced\b|"
    r"\bsamenwonend\b|\bchildren:|\bkinderen:|\b(?:one|two|three|\d)\ (?:children|kids)\b|\b(?:één|twee|drie|\d)\ kinderen\b|"
    r"\bgender\b\ ?[:\t]|\bsex\b\ ?[:\t]|geslacht\ ?[:\t]|\breligi(?:on|e)\b\ ?[:\t]|geloof\ ?[:\t]|"
    r"salar(?:y|is|ies)\w*|\bcompensation\ ?[:\t]|remuneration|\bloon\b|inkomen\ ?[:\t]|bruto\ per|\bhourly\ rate|uurtarief|"
    r"(?:[$€£]|\b(?:usd|eur)\ )\ ?\d[\d.,]*\ ?k?\ ?(?:a|per|/|gross|bruto)\ ?(?:year|yr|month|hour|hr|annum|jaar|maand|uur)|"
    r"social\ security|\bssn\b|\bbsn\b|burgerservicenummer|passport\ n\w+|paspoort\w*|"
    r"\bdisabilit(?:y|ies)\ ?[:\t]|zwanger|pregnan\w+|\bblood\ (?:type|group)"
)
_REFUSED = re.compile(_WORDS, re.IGNORECASE)
_LABEL_ONLY = re.compile(r"^\W*[\w ./]{3,30}\W*$")


def is_refused(line: str) -> bool:
    return bool(_REFUSED.search(line))


def without_refused(lines: list[str]) -> list[str]:
    """The lines that may be read. After a label that stands alone its value goes too: "Nationality" ⏎ "Dutch"."""
    kept: list[str] = []
    hide_next = False
    for line in lines:
        if is_refused(line):
            hide_next = bool(_LABEL_ONLY.match(line)) and not any(c.isdigit() for c in line)
            hide_next = hide_next and len(line.split()) <= 3
            kept.append("")
        elif hide_next and line.strip():
            hide_next = False
            kept.append("")
        else:
            kept.append(line)
    return kept


def said_without(text: str) -> str:
    """A text without the sentences that say what is refused."""
    sentences = re.split(r"(?<=[.!?])\s+", text)
    return " ".join(s for s in sentences if not is_refused(s)).strip()
