"""Words that nobody can stand for: no authority certifies a person for HIPAA, the GDPR or the AVG.

    found = overclaim("HIPAA certified community manager")     # → "HIPAA certified"; "" where all is well
    models.CharField(validators=[no_overclaim])                # for forms: says why and what to write instead

A training is a fact and may be written: "completed HIPAA training at Kettle Valley, 2026-03", "HIPAA training
certificate", "certificate of completion". So is work that keeps to a law ("HIPAA-compliant campaigns"), and what is
certified for people and is no law (CIPP/E, CHPC).
"""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.text import LOOK_ALIKE

_ENDS = r"(?:(?![a-z0-9])|(?=(?:ge)?certifi))"  # "#HIPAAcertified" is one word
_LAW = rf"(?:h\.?i\.?pp?\.?aa?\.?|h\.i\.p\.a\.a\.?|gdpr|avg|dsgvo|wgbo|hitech){_ENDS}"
_LAWS = rf"(?<![a-z0-9]){_LAW}(?:\s*(?:,|/|&|\+|and|en|or|of)\s*{_LAW}){{0,3}}"
_JOIN = r"[\s:/_-]*"
_BETWEEN = rf"(?:{_JOIN}(?:privacy|security|compliance|compliant|professional|expert|officer|wet|wetgeving)(?:\ rule)?)?"
_HELD = r"(?:certified|gecertific?[sc]?eerde?n?|accredited|geaccrediteerde?|licen[sc]ed)(?![a-z])"
_PAPER = r"(?:certificates?|certifications?|certificaat|certificaten|certificering(?:en)?|accreditation|accreditatie)(?![a-z])"
_COURSE = (
    r"(?:training|trainings|course|workshop|class|cursus|opleiding|scholing|bijscholing|module|e-learning)"
)
_TOWARDS = r"[\s:/_-]*\(?(?:(?:in|for|on|under|to|of|voor|van|volgens|conform|op\ het\ gebied\ van)\s+)?(?:(?:the|de|het)\s+)?"

_MARKS = re.compile("[™®©*\"“”„'‘’]")  # what people put around such words
_CLAIM = re.compile(
    rf"""
      {_LAWS}{_BETWEEN}{_JOIN}{_HELD}
    | {_LAWS}\s*\({_HELD}\s*\)
    | {_LAWS}{_BETWEEN}{_JOIN}{_PAPER}(?!\s+(?:of|van)\s+(?:completion|attendance|deelname|voltooiing))
    | (?<![a-z]){_HELD}{_TOWARDS}{_LAWS}
    | (?<![a-z]){_PAPER}{_TOWARDS}{_LAWS}(?!(?:[\s-]+[a-z]+)?[\s-]*{_COURSE})
    """,
    re.VERBOSE,
)


def overclaim(text: str) -> str:
    """The first words that claim such a certificate, as they were written; "" where there are none."""
    plain = unicodedata.normalize("NFKC", _MARKS.sub("", text))
    plain = "".join(c for c in plain if unicodedata.category(c) != "Cf")
    plain = " ".join(re.sub(r"[\u2010-\u2015\u2212]", "-", plain).split())
    folded = plain.translate(LOOK_ALIKE).lower()
    found = _CLAIM.search(folded)
    if not found:
        return ""
    source = plain if len(plain) == len(folded) else folded
    return source[found.start() : found.end()]


def no_overclaim(text: str) -> None:
    """A validator. Raises ValidationError that names the words, the reason and a way to say it."""
    if found := overclaim(text):
        raise ValidationError(
            _(
                "“%(words)s” cannot stand here: no authority certifies people for a privacy law."
                " Write what you did, for example “completed HIPAA training at …, 2026-03”."
            )
            % {"words": found},
            code="overclaim",
        )
