"""Skills of the vocabulary that a CV names, by their names and synonyms in both languages."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from accounts.importing.entries import BULLET
from accounts.importing.suggestion import Suggestion, because
from core.stemming import stem, words
from core.vocabulary import Vocabulary, vocabulary

LONGEST = 5  # words of a name
MOST = 25  # skills: more than that says nothing
# One word that means a skill in a list of skills, and anything at all in a sentence.
_LOOSE = frozenset(
    "pr policy education veiligheid beleid audio video planning plannen reviews monitoring posts photo foto "
    "richtlijnen b1 office engagement coaching mentor audience ada begeleiden monteren creators speeches markup buffer "
    "flexibility flexibiliteit collaboration samenwerking speaking moderation moderatie governance campaigns campagnes "
    "journalists deadlines budgets begroting marketing writing workshops scholing opleiden blogs blog presenteren".split()
)
_NEVER = frozenset({"present"})  # "2019 – present" is no presentation


def skills(listed: list[str], told: list[str]) -> Iterator[Suggestion]:
    """`listed`: lines of the parts on skills, where any synonym counts; `told`: sentences, where a loose word does not."""
    names, found = _names(vocabulary()), 0
    seen: set[str] = set()
    for lines, loosely in ((listed, True), (told, False)):
        for line in _unwrapped(lines):
            for slug in _in(line, names, loosely):
                if slug not in seen and found < MOST:
                    seen.add(slug)
                    found += 1
                    yield Suggestion("skill", {"skill": slug}, because(line))


def _unwrapped(lines: list[str]) -> list[str]:
    """A name may begin at the end of a full line and end on the next."""
    whole: list[str] = []
    before = ""
    for line in lines:
        if whole and len(before) > 55 and line and not BULLET.match(line):
            whole[-1] += " " + line
        else:
            whole.append(line)
        before = line
    return whole


def named_in(text: str) -> str:
    """The skill that a certificate's title is about: the longest name in it; "" when none is."""
    return next(iter(_in(text, _names(vocabulary()), loosely=True, longest_first=True)), "")


def slug_named(text: str) -> str:
    """The skill whose whole name or synonym this is; "" when none is."""
    told, names = words(text)[:20], _names(vocabulary())
    if not 0 < len(told) <= LONGEST + 6:
        return ""
    return next((slugs[0] for x in names if (slugs := names[x].get(_key(told, x)))), "")


def _in(line: str, names: "Names", loosely: bool, longest_first: bool = False) -> list[str]:
    """Slugs in the order in which they are named. Words that are part of a longer name do not count again."""
    told = words(line)[:400]
    hits: list[tuple[int, int, str]] = []
    for language, known in names.items():
        for n in range(min(LONGEST, len(told)), 0, -1):
            for at in range(len(told) - n + 1):
                if n == 1 and (told[at] in _NEVER or (not loosely and _is_loose(told[at], language))):
                    continue
                hits += [(at, n, slug) for slug in known.get(_key(told[at : at + n], language), ())]
    hits = [h for h in hits if not any(_inside(h, other) for other in hits)]
    hits.sort(key=lambda h: (-h[1], h[0]) if longest_first else (h[0], -h[1]))
    return list(dict.fromkeys(slug for _at, _n, slug in hits))


@cache
def _loose(language: str) -> frozenset[str]:
    return frozenset(stem(word, language) for word in _LOOSE)


def _is_loose(word: str, language: str) -> bool:
    return stem(word, language) in _loose(language)


def _inside(hit: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return hit[1] < other[1] and other[0] <= hit[0] and hit[0] + hit[1] <= other[0] + other[1]


def _key(told: list[str], language: str) -> str:
    """Stems without the spaces: the Dutch write "social media-strategie" and "socialmediastrategie"."""
    return "".join([*told[:-1], stem(told[-1], language)])


Names = dict[str, dict[str, list[str]]]  # language → key of a name → slugs
_kept: tuple[Any, Names] = (None, {})


def _names(now: Vocabulary) -> Names:
    """Of the vocabulary as it is now; retired skills are not offered."""
    global _kept
    if _kept[0] is not now:
        _kept = (now, _gather(now))
    return _kept[1]


def _gather(now: Vocabulary) -> Names:
    """Names before synonyms: what is named so comes first among what is also called so."""
    known: Names = {"en": {}, "nl": {}}
    words_of = [s for s in now.skills.values() if s.retired_at is None]
    for language, slugs in known.items():
        called = [
            (skill.slug, text) for skill in words_of for text in _called(getattr(skill, f"name_{language}"))
        ]
        called += [
            (skill.slug, text) for skill in words_of for text in getattr(skill, f"synonyms_{language}")
        ]
        for slug, text in called:
            told = words(text)
            if told:
                here = slugs.setdefault(_key(told, language), [])
                here.extend([] if slug in here else [slug])
    return known


def _called(name: str) -> list[str]:
    """A name, without its brackets, what is short in them, and its first half: "Photography [and photo editing]"."""
    bare, _bracket, inside = name.partition("(")
    first = re.split(r" and | en ", bare)[0].strip()
    short = inside.rstrip(")")
    telling = " " in first or (len(first) >= 10 and not first.endswith(("-", "Influencer")))
    return [name, bare, *([short] if 0 < len(short) <= 6 else []), *([first] if telling else [])]
