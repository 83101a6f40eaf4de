"""Words that shut people out by age or gender, in English and Dutch. Sources and limits: docs/hints.md.

    shutting_out("Our young team", "en")  →  [Found(text="young team", ground="age", start=4)]

Whole words only. What names patients, readers or a ward is no demand on applicants and is left alone. The lists find
what is plain; they do not judge a text. Used by the hints of the editor and by the moderators' desk.
"""

import re
from dataclasses import dataclass

AGE, GENDER = "age", "gender"
# Years of a person's age; "40 hours" or "10 jaar ervaring" is none.
_YEARS = r"(?:1[6-9]|[2-6]\d)"
_ASKED = (
    r"(?:candidates?|applicants?|colleagues?|employees?|only|preferred|wanted|voice|presenter|host|model)"
)

_WORDS: dict[str, dict[str, list[str]]] = {
    "en": {
        AGE: [
            r"(?:young|youthful)(?:,? (?:and|&) \w+)? (?:team|company|colleagues?|candidates?|person|professionals?|talent|spirit|hospital team)",
            r"young at heart", r"young", r"youthful", r"digital natives?", r"(?:recent|new|fresh) (?:college |university )?graduates?",
            r"recent(?:ly)? grads?", r"college students?", r"school[- ]leavers?", r"mature (?:candidate|person|applicant)s?",
            rf"(?:under|below|over|younger than|no older than|not older than) (?:the age of )?{_YEARS} years(?: old| of age)?",
            rf"(?:under|over) the age of {_YEARS}", rf"aged? (?:between )?{_YEARS}(?: ?(?:-|–|to|and) ?{_YEARS})?",
            rf"(?:between )?{_YEARS} ?(?:-|–|to|and) ?{_YEARS} years (?:old|of age)",
            r"maximum age", r"age limit", r"(?:maximum|no more than|at most) \d+ years(?: of|')? experience",
        ],
        GENDER: [
            r"(?:spokes|chair|camera|sales|business|crafts|handy|anchor|fore|news|press)(?:man|men|woman|women)",
            r"guys", r"girls?", r"gals?", r"ladies", r"gentlem[ae]n", r"girl friday", r"manpower",
            rf"(?:fe)?male {_ASKED}", r"\(?m/f\)? only",
            r"s?he (?:will|must|should|shall|needs to|has to|reports to|works with|manages|leads)",
        ],
    },
    "nl": {
        AGE: [
            r"jong(?:e)?(?: en \w+)? (?:team|teams|club|organisatie|collega'?s?|hond|honden|professionals?|talent|kandida(?:at|ten))",
            r"jong(?: van geest)?", r"jonge", r"jeugdige?", r"digital natives?", r"schoolverlaters?", r"scholier(?:en)?",
            r"(?:pas|net|recent) afgestudeerden?", r"pas afgestudeerd", r"starters?",
            rf"(?:tot|maximaal|hooguit|hoogstens|niet ouder dan|jonger dan|ouder dan|minimaal) {_YEARS} jaar(?: oud)?",
            rf"(?:tussen (?:de )?)?{_YEARS} ?(?:-|–|tot|en) ?{_YEARS} jaar(?: oud)?", r"maximum ?leeftijd", r"leeftijdsgrens",
            r"(?:maximaal|hooguit|niet meer dan) \d+ jaar (?:werk)?ervaring",
        ],
        GENDER: [
            r"(?:woordvoer|medewerk|redact|schrijf)ster", r"redactrice", r"secretaresse", r"gast(?:vrouw|heer)", r"(?:camera|zaken|vak)(?:man|vrouw)",
            r"meiden", r"meisjes?", r"jongens", r"dames?", r"heren", r"kerel", r"mannetje", r"(?:mannelijke|vrouwelijke) (?:collega'?s?|kandida(?:at|ten)|medewerkers?|presentator|sollicitant(?:en)?)",
            r"(?:hij|zij) (?:zal|moet|dient|rapporteert|werkt samen|beschikt over)",
        ],
    },
}  # fmt: skip

# Around a hit, these say that it speaks of somebody else, or that everyone is meant.
_MEANT = {
    "en": [
        r"young(?:er)? (?:\w+ )?(?:people|persons|adults?|patients?|parents?|children|child|families|mothers?|fathers?|women|men|carers?|"
        r"audiences?|readers|visitors|fans|followers|viewers|users|minds|lives|hearts)(?:'s|’s)?(?: (?:ward|unit|clinic|centre|center|programme|program|team))?",
        r"(?:boys|girls)(?:'|’)? (?:and|or|&) (?:boys|girls)(?:'|’)?", r"ladies and gentlemen", r"he or she \w+", r"she or he \w+", r"s?he/s?he? \w+",
        r"(?:baby|teenage|young|little) girls?", r"girls?(?:'|’) \w+",
        r"(?:spokes|chair|camera|sales|business)(?:man|woman) or (?:\w+ )?(?:man|woman|person|\w+woman|\w+man)",
        rf"{_YEARS} ?(?:-|–|to) ?{_YEARS} hours", rf"aged? {_YEARS}(?: ?(?:-|–|to|and) ?{_YEARS})? (?:patients|readers|audience)",
        r"patients? (?:aged?|under|over) [\w ]{0,30}", r"(?:adults|people|women|men|children) (?:aged|under|over) [\w ]{0,30}", r"young onset", r"Young(?='s|’s)",
    ],
    "nl": [
        r"jonge (?:\w+ )?(?:mensen|patiënten|patiënt|ouders?|kinderen|kind|moeders?|vaders?|gezinnen|vrouwen|mannen|volwassenen|mantelzorgers|doelgroep(?:en)?|lezers|volgers|kijkers|bezoekers|publiek)",
        r"jong publiek", r"jong en oud", r"jong volwassenen", r"gastvrouw(?:en)? (?:of|en|/|en/of) gastheer", r"gastheer (?:of|en|/) gastvrouw",
        r"gastvrouw/(?:gast)?heer", r"gastheer/(?:gast)?vrouw", r"(?:camera|zaken|vak)man(?: of |/)-?\w*vrouw", r"dames en heren",
        r"jongens (?:en|of) meisjes", r"meisjes (?:en|of) jongens", r"hij of zij \w+", r"zij of hij \w+", r"hij/zij \w+", r"zij/hij \w+",
        rf"{_YEARS} ?(?:-|–|tot|en) ?{_YEARS} (?:uur|jaar (?:werk)?ervaring)",
        r"(?:tot|minimaal) \d+ jaar (?:werk)?ervaring",
        r"(?:patiënten|mensen|kinderen|vrouwen|mannen|jongeren) (?:van|tussen|tot|vanaf|ouder dan|jonger dan) [\w ]{0,30}",
    ],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """Words of a text that shut people out: as they stand there, on which ground, and where."""

    text: str
    ground: str
    start: int


def _pattern(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])", re.IGNORECASE)


_HITS = {
    code: {ground: _pattern(words) for ground, words in grounds.items()} for code, grounds in _WORDS.items()
}
_EXCUSES = {code: _pattern(words) for code, words in _MEANT.items()}


def shutting_out(text: str, language: str) -> list[Found]:
    """The words in the order of the text; each place once. An unknown language finds nothing."""
    if language not in _HITS:
        return []
    text = " ".join(text.split())
    small = text.lower() if len(text.lower()) == len(text) else text
    hits = [(ground, m) for ground, pattern in _HITS[language].items() for m in pattern.finditer(small)]
    excused = [match.span() for match in _EXCUSES[language].finditer(small)] if hits else []
    found = [
        Found(text[match.start() : match.end()], ground, match.start())
        for ground, match in hits
        if not any(start <= match.start() and match.end() <= end for start, end in excused)
    ]
    return sorted(found, key=lambda f: f.start)
