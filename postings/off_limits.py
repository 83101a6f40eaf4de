"""What a hospital may not ask before it hires, and what it may ask instead. Sources: docs/questions.md.

    no = off_limits("How old are you?")     # → Topic "age", with its reason; None when nothing is wrong

The board promises that no field anywhere asks for past or present pay, and the rest is private by law in the United
States, in the Netherlands or in both. Known phrasings are refused, not subjects: see postings/off_limits_words.py.
A hospital that wants to ask in other words will find them; a moderator reads every opening as well.
"""

import re
from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.text import normalise
from postings import off_limits_words as words


@dataclass(frozen=True, slots=True)
class Topic:
    """`reason` says why it is refused, `instead` what may be asked."""

    slug: str
    reason: Promise
    instead: Promise


TOPICS = (
    Topic(
        "pay",
        _("Nobody here is asked what they earn or earned. It carries old pay gaps into the new job, and the EU and many US states forbid it."),
        _("Ask whether the pay range of this opening fits, or which pay someone expects."),
    ),
    Topic(
        "age",
        _("Age, birth dates and school years say nothing about the work. Choosing by age is against the law in the US and the Netherlands."),
        _("Ask about experience. If the law sets a lowest age, ask whether someone is 18 or older."),
    ),
    Topic(
        "health",
        _("Health, illness, pregnancy, disability and vaccination are private. US and Dutch law forbid asking before you hire."),
        _("Describe the tasks, and ask whether someone can do them, with or without adjustments."),
    ),
    Topic(
        "family",
        _("Family, marriage and the wish for children are private and say nothing about the work."),
        _("Name the hours, shifts or travel, and ask whether someone can work them."),
    ),
    Topic(
        "religion",
        _("Religion and belief are private. The law in both countries protects them."),
        _("Name the days and hours of the work, and ask whether someone can work them."),
    ),
    Topic(
        "origin",
        _("Nationality, origin and mother tongue are no reason to choose someone or not. The law in both countries protects them."),
        _("Ask whether someone may work in the country, and which languages they write well."),
    ),
    Topic(
        "private",
        _("Gender, sexual orientation, politics and union membership are private. The law protects them."),
        _("Ask about the work: what someone made, learned or would do."),
    ),
)  # fmt: skip


def off_limits(*texts: str) -> Topic | None:
    """The first private topic that one of the texts asks for. A question and its options go in together."""
    for text in texts:
        asked = _plain(text)
        both = (asked, _direct(asked))
        for topic in TOPICS:
            if asked in words.BARE[topic.slug].split() or any(map(_pattern(topic.slug).search, both)):
                return topic
    return None


def _plain(text: str) -> str:
    """Lower case without accents; punctuation is a space, hidden characters are nothing."""
    visible = re.sub(r"[\u00ad\u200b-\u200f\u2060\ufeff]", "", text)
    return " ".join(re.sub(r"[^a-z0-9]+", " ", normalise(visible)).split())


def _direct(asked: str) -> str:
    """A question inside a sentence as one that stands alone: "tell us how old you are", "zeg hoe oud je bent"."""
    english = re.sub(r"\b(you) (are|were|earn|earned|make|made)\b", r"\2 \1", asked)
    english = re.sub(r"\b(?:if|whether) you have\b", "do you have", english)
    return re.sub(
        r"\b(je|jij|u) ((?:(?!(?:je|jij|u)\b)\w+ ){0,4}?)(bent|hebt|heeft|was|had|verdient|verdiende|krijgt)\b",
        r"\3 \1 \2",
        english,
    ).strip()


@cache
def _pattern(slug: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in getattr(words, slug.upper())))
