"""The parts of a CV, by the headings that people and programs give them, in English and Dutch."""

import re
from dataclasses import dataclass, field

from core.cvcolumns import COLUMN
from core.text import normalise

HEAD = "head"  # what stands above the first heading
_NAMES = {
    "about": "summary|professional summary|executive summary|career summary|profile|personal profile|about|about me|"
    "professional profile|objective|career objective|personal statement|profiel|persoonlijk profiel|over mij|"
    "samenvatting|profielschets|wie ben ik|introductie|introduction|motivatie|kernprofiel|job applied for",
    "experience": "experience|work experience|professional experience|employment|employment history|work history|"
    "career history|career|relevant experience|positions held|werkervaring|ervaring|relevante werkervaring|loopbaan|"
    "werkgeschiedenis|arbeidsverleden|relevante ervaring|beroepservaring|work|volunteering|volunteer experience|"
    "volunteer work|volunteer|vrijwilligerswerk|vrijwilliger|internships|internship|stages|stage|stage ervaring|"
    "stages en bijbanen|bijbanen|nevenfuncties|nevenactiviteiten|other experience|overige werkervaring",
    "education": "education|education and training|academic background|education history|academic qualifications|"
    "qualifications|opleiding|opleidingen|opleiding en training|onderwijs|studie|scholing|opleidingen en diploma's|"
    "educational background|academic education|diploma's",
    "skills": "skills|top skills|computer skills and competences|social skills and competences|key skills|core skills|technical skills|professional skills|skills and tools|tools|competencies|"
    "core competencies|expertise|areas of expertise|skills and competences|skills and expertise|digital skills|"
    "personal skills|communication skills|organisational / managerial skills|job-related skills|computer skills|software|"
    "vaardigheden|competenties|kennis en vaardigheden|computervaardigheden|digitale vaardigheden|"
    "programma's|specialties|kernkwaliteiten|kwaliteiten|kerncompetenties|expertises|specialisaties|strengths",
    "languages": "languages|language skills|language|talen|talenkennis|taalvaardigheid|taalvaardigheden|"
    "foreign languages|other language(s)|other languages|mother tongue(s)|mother tongue",
    "proofs": "certificates|certifications|licenses|licenses and certifications|certification|training|trainings|"
    "courses|training and certifications|courses and certifications|professional development|certificaten|certificeringen|"
    "cursussen|trainingen|cursussen en trainingen|trainingen en cursussen|cursussen en certificaten|bijscholing|"
    "training and courses|courses and training|trainingen en certificaten|nascholing|certificates and training|"
    "certifications and training|trainings and certificates|opleidingen en certificaten",
    "contact": "contact|contact details|contact information|personal information|personal details|personalia|"
    "persoonlijke gegevens|persoonsgegevens|contactgegevens|personal data|personal|gegevens",
    "links": "links|websites|online|portfolio|social media|social|online profiles|find me online|web|"
    "my channels|channels|kanalen|sociale media|profiles|social networks|mijn kanalen|channels and links|kanalen en links|online profielen|website",
    "other": "interests|hobbies|hobbies and interests|hobby's|interesses|hobby's en interesses|references|referenties|"
    "publications|publicaties|awards|honors|honours|honors and awards|prizes|prijzen|projects|projecten|memberships|"
    "lidmaatschappen|additional information|overig|overige|overige informatie|other|activities|activiteiten|"
    "driving licence|driving license|rijbewijs|hobbies en interesses|vrije tijd|presentations|patents|annexes|bijlagen|"
    "availability|beschikbaarheid|salary|salary expectations|salaris|salariswens|professional memberships|"
    "awards and recognition|teaching|lesgeven|les gegeven|work samples|voorbeelden van werk|werkvoorbeelden|conferences|speaking|other information|affiliations|professional affiliations",
}  # fmt: skip
_KNOWN = {name: part for part, names in _NAMES.items() for name in names.split("|")}
_MARKS = re.compile(r"^[\W\d_]+|[\W_]+$")
_LABELLED = re.compile(r"^([^\t:]{3,34}?)\s*(?::|\t)\s*(\S.*)$")
# A heading with words behind it on its line is believed for these only: "Experience: 5 years" is a sentence.
_INLINE = {"skills", "languages", "about", "proofs", "other"}


@dataclass(slots=True)
class Part:
    name: str
    lines: list[str] = field(default_factory=list)  # "" is a gap


def part_named(text: str) -> str:
    """The part that a line is the heading of, "" when it is none: "WERKERVARING", "2. Skills & tools", "S K I L L S"."""
    if len(text) > 60 or text.startswith("• "):
        return ""
    bare = text.replace("&", " and ").replace("’", "'")
    if re.fullmatch(r"(?:\w ){2,}\w|(?:\w ){2,}\w(?:  +(?:\w )+\w)*", bare.strip()):
        bare = bare.replace(" ", "")
    bare = normalise(_MARKS.sub("", bare.strip()) if not bare.strip().endswith("(s)") else bare)
    bare = re.sub(r"\ben\b", "en", bare)
    return _KNOWN.get(bare) or _KNOWN.get(bare.replace(" + ", " and ")) or ""


def parts_of(lines: list[str]) -> list[Part]:
    """The lines under their headings, the first part being the head. A part may come twice."""
    parts = [Part(HEAD)]
    for line in lines:
        named = part_named(line)
        labelled = None if named else _LABELLED.match(line)
        if line == COLUMN:
            parts.append(Part(HEAD))
        elif named:
            parts.append(Part(named, [line] if "tongue" in line.lower() else []))
        elif labelled and (part := part_named(labelled[1])) and _opens(part, parts[-1].name, line):
            parts.append(Part(part, [line if "tongue" in line.lower() else labelled[2]]))
        else:
            parts[-1].lines.append(line)
    return parts


def _opens(part: str, here: str, line: str) -> bool:
    """Whether "Skills: Canva, …" begins a part. In a table (a tab) any heading may."""
    if "\t" in line:
        return part != "contact"
    return part in _INLINE and not (here == "experience" and part in {"about", "proofs"})


def lines_under(parts: list[Part], *names: str) -> list[str]:
    """All lines of these parts, a gap between one part and the next."""
    return [line for part in parts if part.name in names for line in [*part.lines, ""]]
