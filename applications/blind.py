"""Names are hidden until shortlisting: what a hospital is shown of a blind application, and what it is shown instead.

An opening is blind when its hospital says so before anyone applied (`Posting.blind`). Each of its applications stays
blind until it is put on the shortlist or invited (`Application.named_at`); one that ends before stays blind for ever,
but who allows the hospital to keep in touch after that is named in its list (`PoolConsent.told`).
Everybody at the hospital sees the same. The one question is `Application.is_blind`; whoever shows something that a
candidate gave to a hospital asks this module for it:

    application.candidate_name          "Candidate 7": the number of the application, per opening, never its id
    application.told                    the snapshot without what tells who somebody is
    blind.masked(text, application)     any text of theirs: letter, answers, messages, CV
    blind.cv_name(application)          "Candidate 7.pdf"

The CV itself, its pictures and attached files are not shown while an application is blind: only their masked words.
Masking is a help and no proof: it hides what the board knows of a person and what looks like a way to reach one.
Nothing of this module is for the candidate's own pages.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from core.said import said as _

if TYPE_CHECKING:
    from applications.models import Application

# Stages at which a name is known however the application got there.
NAMED = ("shortlisted", "interview", "offered", "hired", "declined")
# Small words of names, which are words of sentences too.
_PARTICLES = set(
    "van de der den het ten ter te von zu und del della di da dos el al bin ibn la le du des st mr mrs ms dr drs ir".split()
)
# What stands in place of an organisation and names none.
_NO_NAMES = {
    "freelance",
    "freelancer",
    "self-employed",
    "own business",
    "zzp",
    "zelfstandig",
    "eigen bedrijf",
    "home",
}
_KEPT = ("remote_ok", "available_from", "languages")  # of a snapshot, as it is

_WAYS = re.compile(
    r"""
      (?<![\w.+'-])[\w.+'-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}     # a mailbox
    | (?:https?://|www\.)\S+                                                                 # an address of the web
    | (?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.(?:com|org|net|nl|eu|io|me|be|de|edu|social|example)\b(?:/\S*)?
    | (?<![\w@])@[\w.]{2,}                                                                     # a name on a channel
    | (?<!\w)\+?\(?\d[\d\s().\-/]{7,24}\d(?!\w)                                               # a telephone number
    | \b\d{4}\s?[A-Z]{2}\b                                                                   # a Dutch postcode
    | \b[A-Z]{2}\s\d{5}(?:-\d{4})?\b                                                         # a state and its ZIP code
    | \b\d{1,5}\s(?:[NSEW]\.?\s)?(?:[A-Z0-9][\w.'-]{0,30}\s){1,3}
      (?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Way|Court|Ct|Place|Pl)\b\.?
    | \b[A-Z][\w'.-]{0,40}(?:\s[\w'.-]{1,40}){0,2}(?:straat|laan|weg|plein|kade|gracht|singel|dijk|hof|steeg)\s\d{1,4}\s?[A-Za-z]?\b
    """,
    re.VERBOSE,
)
# "03/2019 - 05/2023" looks like a telephone number and is none.
_PERIOD = re.compile(r"(?:\d{1,2}[/.-])?(?:19|20)\d\d\s*[-/]\s*(?:\d{1,2}[/.-])?(?:19|20)\d\d")


def hidden() -> Q:
    """The applications whose candidate is not named yet, as a condition on Application."""
    return Q(posting__blind=True, named_at=None) & ~Q(status__in=NAMED)


def is_blind(application: "Application") -> bool:
    """Whether the hospital may not know yet who this is: the same answer as `hidden`."""
    return application.posting.blind and application.named_at is None and application.status not in NAMED


def label(application: "Application") -> str:
    """What stands in place of the name."""
    return _("Candidate %(number)s") % {"number": application.number or "?"}


def salutation(application: "Application") -> str:
    """For letters to the candidate: the name as it was sent, or the sign that `addressed` fills in for the candidate."""
    return "{name}" if is_blind(application) else application.sent_name


def addressed(text: str, application: "Application") -> str:
    """A text of the hospital as the candidate reads it."""
    return text.replace("{name}", application.sent_name)


def told(application: "Application") -> dict[str, Any]:
    """The snapshot as the hospital may read it, in the shape of accounts/snapshots.py. Work samples are never in it:
    whether one may be seen is asked anew each time (applications/samples.py)."""
    sent: dict[str, Any] = application.snapshot
    if not is_blind(application):
        return {key: said for key, said in sent.items() if key != "samples"}
    shown = {key: sent[key] for key in _KEPT if key in sent}
    about = masked(str(sent.get("about") or ""), application)
    rows = {
        "skills": [_told_skill(skill, application) for skill in sent.get("skills") or []],
        "trainings": _masked_rows("trainings", application, texts=["what"]),
        # where somebody worked, studied or posts is as good as a name
        "experience": _masked_rows("experience", application, texts=["role", "what"], gone=["organisation"]),
        "education": _masked_rows("education", application, texts=["title"], gone=["school"]),
        "channels": _masked_rows("channels", application, texts=["what"], gone=["handle", "url"]),
    }
    # a headline stands word for word on public pages
    gone = {"headline": "", "email": "", "phone": "", "place": {}, "links": []}
    return {**shown, **rows, **gone, "about": about, "name": label(application)}


def _masked_rows(
    key: str, application: "Application", *, texts: list[str], gone: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """The rows of a snapshot with their texts masked, and empty where they name a place."""
    rows: list[dict[str, Any]] = application.snapshot.get(key) or []
    return [
        {
            **row,
            **{name: masked(str(row.get(name) or ""), application) for name in texts},
            **dict.fromkeys(gone, ""),
        }
        for row in rows
    ]


def _told_skill(skill: dict[str, Any], application: "Application") -> dict[str, Any]:
    """With its evidence, but for work samples: what somebody made tells who they are."""
    told = [
        {**one, **{key: masked(str(one.get(key) or ""), application) for key in ("title", "issuer")}}
        for one in skill.get("evidence") or []
        if not one.get("sample")
    ]
    return {**skill, "evidence": told} if told else {k: v for k, v in skill.items() if k != "evidence"}


def told_answers(application: "Application") -> list[dict[str, Any]]:
    """The answers to the hospital's questions as it may read them (`Application.answers`)."""
    answers: list[dict[str, Any]] = application.answers
    if not is_blind(application):
        return answers
    free = (one.get("answer") for one in answers)
    shown = (masked(text, application) if isinstance(text, str) else text for text in free)
    return [{**one, "answer": text} for one, text in zip(answers, shown, strict=True)]


def cv_name(application: "Application") -> str:
    """The file name of the CV for the hospital; "" without a CV."""
    if application.cv is None:
        return ""
    return f"{label(application)}.{application.cv.kind}" if is_blind(application) else application.cv.name


def masked(text: str, application: "Application") -> str:
    """A text of the candidate with what tells who they are replaced by "[hidden]", as long as that is so."""
    return without_name(text, application, word=_("[hidden]")) if text and is_blind(application) else text


def without_name(text: str, application: "Application", *, word: str) -> str:
    """The text with `word` in place of what tells who the person is, blind or not."""
    text = unicodedata.normalize("NFC", text)
    cuts = [m.span() for m in _strings(application).finditer(_bare(text))]
    for start, end in reversed(cuts):
        text = text[:start] + word + text[end:]
    text = _WAYS.sub(lambda found: found[0] if _is_harmless(found[0]) else word, text)
    return re.sub(rf"{re.escape(word)}(?:[ @.]*{re.escape(word)})+", lambda _found: word, text)


def _is_harmless(found: str) -> bool:
    """Numbers that are a period or too short for a telephone."""
    digits = re.sub(r"\D", "", found)
    plain = re.fullmatch(r"[\d\s().\-/+]+", found)
    return bool(plain and (len(digits) < 9 or _PERIOD.fullmatch(found.strip())))


def _strings(application: "Application") -> re.Pattern[str]:
    """Finds everything that the board knows of the person: names, mailbox, telephone, place, links. For `_bare` texts."""
    sent, people = application.snapshot, [application.snapshot]
    if "candidate" in application._state.fields_cache:
        people.append({"name": application.candidate.name, "email": application.candidate.email})
    words, joined = [], []
    for person in people:
        name, email = str(person.get("name") or ""), str(person.get("email") or "")
        parts = _parts(name)
        words += [name, *parts, email, email.partition("@")[0]]
        joined += [r"[\W_]*".join(map(re.escape, order)) for order in (parts, parts[::-1]) if len(order) > 1]
    words.append(str((sent.get("place") or {}).get("city") or ""))
    headline = str(sent.get("headline") or "")
    # "Social media manager" is anybody; longer ones stand on public pages word for word
    if len(headline.split()) > 3:
        words.append(headline)
    for link in sent.get("links") or []:
        words += [
            str(link.get("url") or ""),
            re.sub(r"^https?://(www\.)?|/$", "", str(link.get("url") or "")),
        ]
    words += _places_of(sent)
    digits = re.sub(r"\D", "", str(sent.get("phone") or ""))
    if len(digits) > 5:
        joined.append(r"[\s().\-/]*".join(digits))  # however it is spaced
    whole = sorted({_loose(w) for w in words if w.strip()}, key=len, reverse=True)
    patterns = [*joined, *(rf"(?<![^\W_]){w}(?![^\W_])" for w in whole)]
    return re.compile("|".join(patterns) or r"(?!)", re.IGNORECASE)


def _places_of(sent: dict[str, Any]) -> list[str]:
    """Where somebody worked, studied and posts, as far as it is a name of its own."""
    named = [
        ("experience", "organisation"),
        ("education", "school"),
        ("channels", "handle"),
        ("channels", "url"),
    ]
    found = [str(row.get(key) or "").lstrip("@") for part, key in named for row in sent.get(part) or []]
    found += [handle.rpartition("/")[2] for handle in found if handle.startswith("in/")]
    return [text for text in found if len(text) > 2 and text.casefold() not in _NO_NAMES]


def _parts(name: str) -> list[str]:
    """The words of a name that name somebody."""
    words = re.split(r"[\s,.]+", _bare(name))
    words = [w for word in words for w in dict.fromkeys([word, *word.split("-")])]
    return [w for w in words if len(w) > 1 and w.casefold() not in _PARTICLES]


def _loose(text: str) -> str:
    """A pattern that takes any white space between the words."""
    return r"\s+".join(map(re.escape, _bare(text).split()))


def _bare(text: str) -> str:
    """Without accents, letter for letter: what is found in it stands at the same place in the NFC text."""
    return "".join(unicodedata.normalize("NFKD", letter)[0] for letter in unicodedata.normalize("NFC", text))
