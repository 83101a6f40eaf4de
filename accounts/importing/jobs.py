"""Where somebody worked: role, organisation, from and to, what they did."""

import re
from collections.abc import Iterator

from accounts.importing.entries import Entry, body_text, entries
from accounts.importing.refused import said_without, without_refused
from accounts.importing.suggestion import Suggestion, because, cut
from core import gazetteer

_ROLE = re.compile(
    r"manager|specialist|officer|co-?ordinator|editor|director|directeur|assistant|assistent|associate|\blead\b|\bhead\b|"
    r"hoofd|\bintern\b|internship|stagiair|\bstage\b|advis[eo]r|adviseur|medewerker|redacteur|strateeg|strategist|producer|"
    r"creator|\bmaker\b|contentmaker|writer|schrijver|journalist|consultant|nurse|verpleegkundige|analist|analyst|designer|"
    r"vormgever|fotograaf|photographer|videograa?f|videographer|freelance|voorlichter|woordvoerder|spokes|leider|leidster|"
    r"trainer|teacher|docent|lecturer|volunteer|vrijwillig|secreta|reception|receptioni|executive|representative|developer|"
    r"trainee|\bowner\b|eigenaar|founder|oprichter|moderator|marketeer|coach|barista|cashier|supervisor|president|"
    r"fellow|promovendus|gastvrouw|verkoper|host\b|team member|\bzzp|bijbaan|columnist|presenter|beheerder|planner",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"hospital|ziekenhuis|clinic\b|kliniek|\bumc\b|umc$|medical cent|medisch cent|\bhealth\b|healthcare|zorg\b|zorggroep|"
    r"universit|hogeschool|college|\bschool\b|academy|\binc\b|\bllc\b|\bltd\b|\bb\.?v\b\.?|\bn\.?v\b\.?|gmbh|stichting|"
    r"foundation|gemeente|city of|\bcounty\b|agency|bureau|\bgroup\b|groep|company|museum|institute|instituut|\bcentre\b|"
    r"\bcenter\b|centrum|\bnews\b|radio\b|omroep|\bpartners\b|studio|association|vereniging|ministe|department of|\bbank\b|"
    r"children[’']s|\bmc\b|\bggz\b|\bggd\b|dagblad|courant|courier|herald|library|bibliotheek|festival|society|network$",
    re.IGNORECASE,
)
_AT = re.compile(r"^(.{3,80}?)\s+(?:at|bij|for|voor|te)\s+(?:the |het |de )?([A-Z0-9].{1,90})$")
_LABELS = re.compile(
    r"^(?:occupation or position held|position|functie|function|job title|role|rol|title|name and address of employer|"
    r"employer|werkgever|organisation|organization|company|bedrijf|name of employer|naam werkgever|dates?(?: \(from.*?\))?|"
    r"periode|period|main activities and responsibilities|werkzaamheden|taken|responsibilities|business or sector|"
    r"type of business or sector|duties|activities)\s*[:\t]\s*",
    re.IGNORECASE,
)
_SECTOR = re.compile(r"^(?:type of )?business or sector", re.IGNORECASE)


def jobs(lines: list[str]) -> Iterator[Suggestion]:
    """Jobs without a role or an organisation are not suggested."""
    clean = [_LABELS.sub("", line) for line in without_refused(lines) if not _SECTOR.match(line)]
    last_organisation = ""
    for entry in entries(clean, single=False):
        role, organisation = role_and_organisation(entry.pieces())
        if role and not organisation and last_organisation and _shares(entry):
            organisation = last_organisation
        if not role:
            continue
        last_organisation = organisation
        yield Suggestion(
            "experience",
            {
                "role": cut(role, 120),
                "organisation": cut(organisation, 120),
                "began_on": entry.period.began.isoformat(),
                "ended_on": entry.period.ended.isoformat() if entry.period.ended else None,
                "what": cut(_told(entry.body), 1500),
                "years_only": entry.period.years_only,
            },
            because(*entry.words),
            sure=bool(organisation),
        )


def _told(lines: list[str]) -> str:
    return "\n".join(text for text in map(said_without, body_text(lines).split("\n")) if text)


def _shares(entry: Entry) -> bool:
    """A second role under one employer: its heading is the role alone."""
    return len(entry.pieces()) == 1


def role_and_organisation(pieces: list[str]) -> tuple[str, str]:
    """Of the pieces of a heading, by words that roles and organisations have; else in the order role, organisation."""
    parts: list[str] = []
    for piece in pieces:
        at = _AT.match(piece)
        if at and _ROLE.search(at[1]):
            parts += [at[1], at[2]]
        elif "," in piece and len(pieces) > 1 and not _ORGANISATION.search(piece):
            parts.append(", ".join(without_places([p.strip() for p in piece.split(",") if p.strip()])))
        elif "," in piece:
            parts += _by_commas(piece)
        else:
            parts.append(piece)
    parts = without_places([one for p in parts if (one := trimmed(p))])
    if not parts:
        return "", ""
    role = next((p for p in parts if _ROLE.search(p) and not _ends_as_organisation(p)), "")
    organisation = next((p for p in parts if p != role and _ORGANISATION.search(p)), "")
    if not role:
        role = next((p for p in parts if p != organisation), "") if len(parts) > 1 or not organisation else ""
    if not organisation:
        organisation = next((p for p in parts if p != role and not _ROLE.fullmatch(p)), "")
    return (role, organisation) if role else (parts[0], "")


def _ends_as_organisation(text: str) -> bool:
    """ "Freelance Journalists Association" is no role; "Hospital Editor" is one."""
    roles, names = list(_ROLE.finditer(text)), list(_ORGANISATION.finditer(text))
    return bool(names) and names[-1].start() > roles[-1].start() and not re.search(r"\b(of|voor|for)\b", text)


def _by_commas(piece: str) -> list[str]:
    """ "Manager, Digital & Social Media, Kettle Valley Hospital": what is no organisation stays with the role."""
    told = [part.strip() for part in piece.split(",") if part.strip()]
    if re.fullmatch(r"(?i)inc\.?|llc|ltd\.?|b\.?v\.?", told[-1]) and len(told) > 1:
        told[-2:] = [", ".join(told[-2:])]
    first_name = next((i for i, part in enumerate(told) if i and _ORGANISATION.search(part)), None)
    if first_name is not None and _ROLE.search(told[0]):
        return [", ".join(told[:first_name]), *told[first_name:]]
    return told


def trimmed(text: str) -> str:
    """Without marks at its edges; brackets stay where they are a pair."""
    text = text.strip(" ,.")
    pair = "(" in text and text.index("(") < text.rfind(")")
    return text if pair else text.strip(" ,.()")


def without_places(parts: list[str]) -> list[str]:
    """A town or a state is where it was, not who."""
    towns = gazetteer.named(parts)
    countries = {
        "the netherlands",
        "netherlands",
        "nederland",
        "usa",
        "united states",
        "nl",
        "us",
        "remote",
        "hybrid",
    }
    kept = [
        p for p in parts
        if not (p in towns or re.fullmatch(r"[A-Z]{2}", p) or p.lower() in countries or re.fullmatch(r"[\d\W]+", p))
    ]  # fmt: skip
    return kept or parts[:1]
