"""Advice about an opening, for whoever writes it. Advice only: nothing here stops anybody from sending it.

Each hint names the field, what to do, why, and the words or figures that caused it. Reasons and sources: docs/hints.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.text import plain
from postings.models import Posting
from postings.pay_words import is_low
from postings.wording import AGE, shutting_out

WIDEST_RANGE = Decimal("0.40")  # (highest − lowest) ÷ lowest
MOST_REQUIRED = 8
SHORTEST_TEXT = 600  # characters as they are read, without marks


@dataclass(frozen=True, slots=True)
class Hint:
    """One piece of advice: `field` is the form field to go to, `found` the words or figures that caused it."""

    field: str
    text: str | Promise
    why: str | Promise
    found: tuple[str, ...] = ()


# field → the texts that are read for words that shut people out
READ = ("title", "description", "first_90_days", "mode_note", "pay_note", "learning_goals", "supervisor")
_GROUNDS = {
    True: gettext_lazy(
        "Words about age make people of another age stay away, and the law often forbids them."
    ),
    False: gettext_lazy("Words for one gender make the others stay away. Say what the person does."),
}


def hints(posting: Posting) -> list[Hint]:
    """What would make it read better, in the order of the form."""
    parts = (_title, _wording, _text, _pay, _skills, _duties)
    return [hint for part in parts for hint in part(posting)]


def _title(posting: Posting) -> Iterator[Hint]:
    words = [word for word in posting.title.split() if sum(c.isalpha() for c in word) > 3]
    if words and all(word == word.upper() for word in words):
        why = _("Capitals read as shouting, and some screen readers spell them letter by letter.")
        yield Hint("title", _("Write the job title without capitals throughout."), why, (posting.title,))


def _wording(posting: Posting) -> Iterator[Hint]:
    for field in READ:
        found = shutting_out(str(getattr(posting, field)), posting.language)
        for age in (True, False):
            words = dict.fromkeys(f"“{one.text}”" for one in found if (one.ground == AGE) == age)
            if words:
                yield Hint(field, _("This wording can shut people out."), _GROUNDS[age], tuple(words))


def _text(posting: Posting) -> Iterator[Hint]:
    length = len(plain(posting.description))
    if 0 < length < SHORTEST_TEXT:
        text = _("Say more about the work: 600 characters or more.")
        why = _("People decide by what they would do. Very short texts get the fewest applications.")
        yield Hint("description", text, why, (_("%(n)s characters now") % {"n": length},))


def _pay(posting: Posting) -> Iterator[Hint]:
    low, high = posting.pay_min, posting.pay_max
    if high is None:
        if not posting.unpaid:
            why = _("Without an amount many people think that something is hidden, and do not apply.")
            yield Hint("pay_min", _("Say what the work pays."), why)
        return
    if low and (high - low) / low > WIDEST_RANGE:
        wide = (high - low) / low * 100
        figures = (
            f"{number_format(low, 0, force_grouping=True)}–{number_format(high, 0, force_grouping=True)}"
        )
        found = _("%(range)s is %(n)s%% wide") % {"range": figures, "n": int(wide)}
        text = _("Make the pay range narrower: at most 40% above the lowest amount.")
        yield Hint("pay_max", text, _("Readers trust a hospital less when its range is very wide."), (found,))
    if is_low(posting):
        text = _(
            "Raise the pay, or say why it is so: it lies below what three in four earn in such work there."
        )
        yield Hint("pay_max", text, _("People see this beside your pay, with its source."), ())


def _skills(posting: Posting) -> Iterator[Hint]:
    n = len(posting.required_skills)
    if n > MOST_REQUIRED:
        text = _("Ask for 8 skills at most. Move the others to “nice to have”.")
        why = _("A long list keeps people away who could do the work.")
        yield Hint("skills", text, why, (_("%(n)s skills now") % {"n": n},))


def _duties(posting: Posting) -> Iterator[Hint]:
    if not posting.duties:
        why = _("It shows at a glance what the days are like. People can search by it too.")
        yield Hint("duty_running_channels", _("Say how the time is divided between the tasks."), why)
