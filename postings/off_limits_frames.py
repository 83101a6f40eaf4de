"""How a question speaks to the person, when it is about the work, and how lists of words become patterns.

The lists are written like those of off_limits_words.py.
"""

import re
from functools import cache

from postings.off_limits_words import Concepts

PERSON = "you|your|yours|yourself|je|jij|jou|jouw|u|uw|jullie"
# Asked without "you".
TELL = (
    "is there|are there|is er|zijn er|please|state|give|list|attach|upload|share|provide|enter|tell|noem|stuur|geef|vermeld|voeg|"
    "schrijf|vul"
)
YOUR = "your|your own|je|jouw|uw|je eigen|jouw eigen|uw eigen"
ARE = (
    "are you|were you|you are|you were|will you be|have you been|have you ever been|have you become|ben je|ben jij|bent u|was je|"
    "was jij|was u|je bent|u bent|je was|word je|ben je geweest"
)
HAVE = (
    "do you have|did you have|you have|have you|have you had|have you got|have you ever had|"
    "do you suffer from|do you struggle with|do you live with|do you care for|are you caring for|is there a|"
    "is there any|are there any|heb je|heb jij|hebt u|heeft u|had je|had u|je hebt|heb je last van|"
    "lijd je aan|kamp je met|zit je in|slik je|gebruik je|neem je|krijg je|wil je|wilt u|ga je|ga je met|"
    "zorg je voor|is er een|is er|verwacht je"
)
DO = "do you|did you|will you|would you|have you|are you|can you|if you|you|je|jij|u"
# May stand between a frame and its word.
FILLER = (
    "a|an|the|any|some|or|and|ever|still|already|now|currently|often|regularly|sometimes|usually|really|both|current|present|"
    "last|latest|previous|past|former|recent|most recent|old|own|other|exact|annual|yearly|monthly|hourly|weekly|gross|net|base|"
    "total|chronic|serious|severe|long term|known|physical|physically|mental|mentally|general|overall|personal|medical|fully|"
    "young|small|little|elderly|sick|practising|practicing|devout|active|happily|legally|happy|good|poor|full|stable|steady|new|"
    "more|two|of|in|planning|plan|to|become|be|get|een|de|het|al|ook|ooit|nog|wel|eens|weleens|nu|momenteel|vaak|soms|eerder|en|"
    "zelf|thuis|toevallig|huidige|laatste|laatst|vorige|vorig|eigen|bruto|netto|vaste|chronische|chronisch|ernstige|lichamelijke|"
    "lichamelijk|psychische|geestelijke|medische|langdurige|langdurig|jonge|kleine|schoolgaande|goede|meer|van plan|van|te|iets|"
    "een beetje|helemaal|oude|zieke|praktiserend|praktiserende|gelukkig|wettelijk|binnenkort|later|graag|over|aan|denk|worden|"
    "gaan"
)
# A word of these right behind makes a word of `own`, `being` or `doing` part of something else: "your health campaigns".
PART_OF = (
    "s|friendly|handedly|handed|expectation*|expected|requirement*|wish|wishes|idea|indication|range|goals|source|page|als|"
    "organisatie*|organi*ation*|hospital*|ziekenhuis*|medicine|practice|physician*|system|care system|literacy|promotion|"
    "education|sector|knowledge|information|journalism|program|degree|wens|verwachting*|eis|indicatie"
)
# A question with one of these is about the work, unless it says "your", "are you" and so on right before the word.
WORK = (
    "experience*|experienced|content|campaign*|video*|film*|photo*|post|posts|posted|posting|publish*|writ*|wrote|article*|story|"
    "stories|copy|blog*|podcast*|newsletter*|magazine*|website*|online|on line|patients|audience*|target group*|follower*|"
    "subscriber*|account|accounts|channel*|tiktok|instagram|facebook|linkedin|youtube|reel|reels|livestream|live stream|"
    "platform*|budget*|ads|ad|advert*|brand*|comment*|commenter*|moderat*|reader*|communit*|portfolio*|camera*|interview*|"
    "trained|training*|taught|teach*|promot*|covered|cover|reach|reached|engagement|fundrais*|donation*|donor*|nurse|nurses|"
    "surgeon*|physician*|doctors|topic*|ward|unit|department*|clinic|clinics|awareness|poster|posters|explain*|describe how|"
    "worked for|worked with|worked at|worked in|worked on|work with|produced|designed|edited|created|launch*|report on|"
    "communication*|certificate*|consent|misinformation|rumou*r*|calendar*|announc*|event|events|survey*|literature|source|"
    "how would you|what would you|who would you|would you say|what do you do when|what do you do if|do you know|"
    "are you familiar with|can you explain|could you explain|comfortable around|comfortable being|comfortable with|"
    "all right with|okay with|ok with|get along with|have you looked|have you seen|our page*|our cent*|our clinic*|organised|"
    "organized|open day|open house|myth*|hoax*|claims that|claimed that|sick children|ill children|drawings|office|trust|"
    "freelancer*|influencer*|rules|secret|neighbour*|neighbor*|grieving|volunteer*|representative|made|templates|style guide|"
    "tone|accessib*|caption*|alt text|jargon|statistics|research|hospitals|visual*|ervaring*|*campagne*|foto*|gefotografeerd|"
    "fotograf*|bericht*|*bericht|*berichten|schrijf je|schreef|schrijven|geschreven|gepost|publice*|gepubliceerd|*verhaal|"
    "*verhalen|artikel*|nieuwsbrief|gemaakt|maakte|maak je|patient|patienten*|*patienten|doelgroep*|publiek|lezers|volgers|"
    "kanaal|kanalen|kanalen*|advertent*|merk|reageer*|reageren|reactie*|cursus*|getraind|bereik|bereikt|bereikte|bereik je|"
    "gefilmd|gewerkt voor|gewerkt met|gewerkt in|gewerkt aan|gewerkt bij|gewerkt|afdeling*|*afdeling|kliniek*|*kliniek|*praktijk|"
    "artsen|verpleegkundigen|onderwerp*|voorlichting*|*voorlichting|leg je uit|uitleg*|uitgelegd|stigma|donatie*|getuigenis*|"
    "moderer*|gemodereerd|toon je|tonen|toestemming|werving*|uit te leggen|webinar*|presentat*|ondertitel*|toegankelijk|"
    "onderzoek|beleid|acties|actie|hoe zou je|wat zou je|wie zou je|wat doe je als|wat doe je wanneer|wat zeg je|"
    "wat zeg je tegen|weet je|ken je|kent u|kun je uitleggen|kun je tegen|vind je het fijn|ga je om met|hoe bepaal je|"
    "onze pagina*|ons centrum|onze kliniek*|georganiseerd|open dag|zieke kinderen|beweert|beweren|fabel*|onzin|regels|tekening*|"
    "reclame|vrijwillig*|wijk|bezoekers|kalender*|gids|folder|folders|poster*|rubriek|in beeld"
)
# With one of these and no word of `when` somebody is asked what they hope for, which may be asked.
HOPED = (
    "expect*|would|want|hope*|wish*|like to|ask for|prefer*|acceptable|offer*|range|verwacht*|wil|wilt|zou|graag|passend|akkoord|"
    "gewenst*|wens|indicatie|vraag je|salarisindicatie|vind je"
)


@cache
def word(*lists: str) -> re.Pattern[str]:
    """One of the words, wherever it stands."""
    return re.compile(rf"\b(?:{_any(*lists)})\b")


@cache
def framed(said: Concepts) -> re.Pattern[str]:
    """ "Your", "do you have", "are you", "do you" with the words that are private only then."""
    fillers = rf"(?:(?:{_any(FILLER)}) ){{0,5}}"
    behind = rf"(?! (?:\w+ )?(?:{_any(PART_OF, WORK)})\b)"
    frames = ((f"{YOUR}|{HAVE}", said.own), (ARE, said.being), (DO, said.doing))
    return re.compile("|".join(rf"\b(?:{_any(f)}) {fillers}(?:{_any(w)})\b{behind}" for f, w in frames if w))


def _any(*lists: str) -> str:
    """The words of the lists as one pattern; the longer before the shorter that begins alike."""
    given = sorted({each for some in lists for each in some.split("|")}, key=len, reverse=True)
    return "|".join(each.replace("*", r"[a-z0-9]*") for each in given)


# Numbers that are somebody's age ("are you over 40", "ben je de veertig voorbij"; 16, 18 and 21 are set by law).
_TENS = "twenty|thirty|forty|fifty|sixty|twintig|dertig|veertig|vijftig|zestig"
_OVER = "under|over|above|below|between|past|turned|than|least|most|age of|tussen|boven|onder|dan|de|minstens|hooguit|beneden"
_NO_AGE = "mile|km|kilomet|minut|hour|uur|uren|follow|volgers|percent|procent|people|mensen|posts"
# Years of school that give an age away.
_WHEN = "when|what year|which year|welk jaar|wanneer|jaar"
_LEFT = (
    "did you|have you|heb je|hebt u|ben je|bent u|deed je|deed u|haalde je|behaalde je|verliet je|rondde je"
)
_SCHOOL = (
    "graduate|graduated|degree|studies|education|schooling|eindexamen|examen|diploma|school|college|university|"
    "afgestudeerd|geslaagd|studie|opleiding|havo|vwo|vmbo"
)
AGES = re.compile(
    rf"\b(?:{_any(ARE)}|have you|you) (?:\w+ ){{0,5}}?(?:{_OVER}) (?:the age of |the |de )?"
    rf"(?:(?!(?:16|18|21)\b)[1-9]\d\b|{_TENS})(?! (?:\w+ )?(?:{_NO_AGE}))"
    rf"|\b(?:{_WHEN}) (?:{_LEFT})\b.*\b(?:{_SCHOOL})\b"
)
