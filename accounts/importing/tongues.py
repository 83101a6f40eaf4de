"""Languages and how well, by the Common European Framework; where a CV says "fluent", the level it most likely means."""

import re
from collections.abc import Iterator

from accounts.importing.suggestion import Suggestion, because
from core.text import normalise

# code: names in English, in Dutch, and its own
NAMES = {
    "en": "english engels", "nl": "dutch nederlands vlaams flemish", "de": "german duits deutsch",
    "fr": "french frans francais", "es": "spanish spaans espanol castilian", "it": "italian italiaans italiano",
    "pt": "portuguese portugees portugues", "tr": "turkish turks turkce", "ar": "arabic arabisch",
    "pl": "polish pools polski", "ru": "russian russisch", "uk": "ukrainian oekraiens", "zh": "chinese chinees mandarin",
    "ja": "japanese japans", "ko": "korean koreaans", "hi": "hindi", "ur": "urdu", "bn": "bengali", "pa": "punjabi",
    "vi": "vietnamese vietnamees", "fil": "tagalog filipino", "id": "indonesian indonesisch", "fa": "persian farsi perzisch",
    "so": "somali somalisch", "am": "amharic amhaars", "ti": "tigrinya", "el": "greek grieks", "he": "hebrew hebreeuws",
    "sv": "swedish zweeds svenska", "da": "danish deens dansk", "no": "norwegian noors norsk", "fi": "finnish fins suomi",
    "ro": "romanian roemeens", "hu": "hungarian hongaars", "cs": "czech tsjechisch", "bg": "bulgarian bulgaars",
    "hr": "croatian kroatisch", "sr": "serbian servisch", "fy": "frisian fries frysk", "pap": "papiamento papiamentu",
    "srn": "sranan sranantongo", "th": "thai", "ht": "creole haitian", "sw": "swahili", "kmr": "kurdish koerdisch",
    "rif": "berber tamazight", "af": "afrikaans", "ase": "asl", "dse": "ngt", "ta": "tamil", "te": "telugu", "ne": "nepali",
    "gu": "gujarati", "yue": "cantonese kantonees", "yo": "yoruba", "ig": "igbo", "ha": "hausa", "sq": "albanian albanees",
    "bs": "bosnian bosnisch", "mk": "macedonian macedonisch", "sk": "slovak slowaaks", "sl": "slovenian sloveens",
    "ps": "pashto", "ckb": "sorani", "hy": "armenian armeens", "ka": "georgian georgisch", "ga": "irish iers", "cy": "welsh",
    "ca": "catalan catalaans",
}  # fmt: skip
_CODES = {name: code for code, names in NAMES.items() for name in names.split()}
_CEFR = re.compile(r"\b([ABC][12])\b")
# In the order in which they are looked for: "native or bilingual proficiency" before "proficien".
_WORDS = (
    ("native", r"native|mother ?tongue|moedertaal|bilingual|tweetalig|first language|eerste taal|muttersprache"),
    ("C2", r"near[- ]native|mastery"),
    ("C1", r"fluent\w*|vloeiend\w*|full professional|professional working|excellent|uitstekend\w*|advanced|gevorderd\w*|very good|zeer goed\w*|proficient|professional"),
    ("B2", r"\bgood\b|\bgoed\w*|upper[- ]intermediate|working knowledge|conversational|limited working|ruim voldoende"),
    ("B1", r"intermediate|gemiddeld\w*|redelijk\w*|voldoende|fair|moderate"),
    ("A2", r"basic\w*|basis\w*|elementary|matig\w*|some\b|enige|notions|beginnend gevorderd\w*"),
    ("A1", r"beginner\w*|beginners"),
)  # fmt: skip
_LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")


def languages(lines: list[str]) -> Iterator[Suggestion]:
    """Each language once. A level that the CV does not say stays empty: the person chooses it."""
    seen: set[str] = set()
    native_next = False
    for line, text, following in _pieces(lines):
        bare = normalise(text)
        is_label = bool(re.match(r"mother tongue|moedertaal|native languages?\b", bare))
        for code, words in _named(bare):
            if code in seen:
                continue
            level, guessed = level_in(_after(text, words))
            if not level and (is_label or native_next):
                level = "native"
            together = re.search(
                r"\b(?:both|all|beide|allemaal|alle)\b.*", line[line.find(text) :], re.IGNORECASE
            )
            if not level and together:
                level, guessed = level_in(together[0])
            if not level and following and not _named(normalise(following)):
                level, guessed = level_in(following)
            seen.add(code)
            sure = bool(level) and not guessed
            yield Suggestion("language", {"code": code, "level": level}, because(line), sure or bool(level))
        native_next = is_label and not _named(bare)


def _pieces(lines: list[str]) -> list[tuple[str, str, str]]:
    """(line, piece with one language, the line under it)"""
    filled = [line for line in lines if line.strip()]
    found = []
    for i, line in enumerate(filled):
        under = filled[i + 1] if i + 1 < len(filled) and len(filled[i + 1]) < 40 else ""
        parts = re.split(r"\s*[,;|•·●/]\s*(?![^(]*\))|\s+(?:and|en)\s+(?![^(]*\))", line)
        merged: list[str] = []
        for part in parts:  # "Dutch (native), fluent" stays with its language
            if merged and part and not _named(normalise(part)):
                merged[-1] += " " + part
            elif part.strip():
                merged.append(part)
        found += [(line, part, under if len(merged) == 1 else "") for part in merged]
    return found


def _named(bare: str) -> list[tuple[str, str]]:
    words = re.findall(r"[a-z]+", bare)
    return [(_CODES[word], word) for word in words if word in _CODES]


def _after(text: str, word: str) -> str:
    """What is said of this language: what stands behind its name, else before it."""
    bare = normalise(text)
    at = bare.find(word)
    behind = text[at + len(word) :]
    return behind if level_in(behind)[0] else text


def level_in(text: str) -> tuple[str, bool]:
    """(level or "", whether it was read from a word). Of several levels (a Europass row) the one in the middle."""
    told = sorted(_CEFR.findall(text.upper()), key=_LEVELS.index)
    if told:
        return told[(len(told) - 1) // 2], False
    bare = normalise(text)
    for level, words in _WORDS:
        if re.search(words, bare):
            return level, True
    return "", False
