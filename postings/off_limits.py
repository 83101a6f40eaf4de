"""What a hospital may not ask before it hires, and what it may ask instead. Sources: docs/questions.md.

    no = off_limits("How old are you?")     # → topic "age", with its reason, sure; None when nothing is wrong

The board promises that no field anywhere asks for past or present pay, and the rest is private by law in the United
States, in the Netherlands or in both. Words of a topic (off_limits_words.py) meet ways to ask (off_limits_frames.py). Where
a word alone speaks for it the answer is a doubt: the hospital may say that it asks about the work, and a moderator reads
every question as well.
"""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.text import normalise
from postings import off_limits_frames as frames
from postings import off_limits_words as words
from postings.off_limits_frames import framed, word


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
        _("Family, pregnancy, marriage and the wish for children are private and say nothing about the work."),
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


CONCEPTS: dict[str, words.Concepts] = {topic.slug: getattr(words, topic.slug.upper()) for topic in TOPICS}


@dataclass(frozen=True, slots=True)
class Asked:
    """A topic that a question asks for. Not `sure`: it has the topic's words and speaks to the person, and no more."""

    topic: Topic
    sure: bool


def off_limits(text: str, *options: str) -> Asked | None:
    """The private topic that a question asks for, by itself or with one of the answers to choose from."""
    found = [
        f for asked in (text, *(f"{text} {option}" for option in options)) if (f := _asked_for(plain(asked)))
    ]
    return next((f for f in found if f.sure), found[0] if found else None)


def plain(text: str) -> str:
    """Lower case without accents; punctuation is a space, hidden characters are nothing, "3.500" is one number."""
    visible = re.sub(r"[\u00ad\u200b-\u200f\u2060\ufeff]", "", text)
    return " ".join(
        re.sub(r"[^a-z0-9]+", " ", re.sub(r"(?<=\d)[.,](?=\d{3})", "", normalise(visible))).split()
    )


def _asked_for(asked: str) -> Asked | None:
    """Sure ones first: a word of `subject` may stand in a question that frames another topic."""
    for topic in TOPICS:
        if asked in CONCEPTS[topic.slug].bare.split("|") or framed(CONCEPTS[topic.slug]).search(asked):
            return Asked(topic, sure=True)
    if word(frames.WORK).search(asked):
        return None
    for topic in TOPICS:
        if not _hoped(topic.slug, asked) and _says_it(topic.slug, asked):
            return Asked(topic, sure=True)
    if word(frames.PERSON, frames.TELL).search(asked) or len(asked.split()) <= 4:
        for sure in (True, False):
            for topic in TOPICS:
                said = CONCEPTS[topic.slug]
                named = word(said.subject if sure else said.maybe).search(asked)
                if named and (not said.when or word(said.when).search(asked)):
                    return Asked(topic, sure=sure)
    return None


def _says_it(slug: str, asked: str) -> bool:
    return bool(word(CONCEPTS[slug].says_it).search(asked) or (slug == "age" and frames.AGES.search(asked)))


def _hoped(slug: str, asked: str) -> bool:
    """What pay somebody hopes for may be asked; what they have now, or had, may not."""
    when = CONCEPTS[slug].when
    return bool(when and word(frames.HOPED).search(asked) and not word(when).search(asked))
