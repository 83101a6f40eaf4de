"""All hints of an opening, or of a change of one, in the order in which a moderator reads them."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from moderation.hints import facts, twins
from moderation.hints.banned import banned
from moderation.hints.harm import harms
from moderation.hints.hint import LOOK_CLOSER, Ad, Hint, total
from moderation.hints.signs import signs
from postings.models import Posting

READ = (
    "title", "description", "first_90_days", "pay_note", "mode_note", "learning_goals", "supervisor", "contract_extension",
    "owned_after_note",
)  # fmt: skip
_PRIVATE = {"messenger", "free_mail", "apply_elsewhere"}


def ad_of(posting: Posting) -> Ad:
    """The texts of an opening as it is written. The employer is verified elsewhere: what it says of itself is not judged
    when it has a website."""
    hospital = posting.hospital
    company = hospital.about_in(posting.language) or (None if hospital.website else "")
    texts = {name: str(getattr(posting, name)) for name in READ}
    return Ad(posting.language, {name: text for name, text in texts.items() if text}, company)


def hints(posting: Posting) -> list[Hint]:
    """Troubles first, heaviest first; then what speaks for it. At most five queries."""
    return _sorted(_all(posting))


def hints_of_change(old: Posting, new: Posting, applied: int) -> list[Hint]:
    """The hints of the new text; before them what the change does to people who applied (`applied` of them)."""
    return [*facts.lower_pay(old, new, applied), *hints(new)]


def shown(found: list[Hint]) -> dict[str, Any]:
    """What templates/moderation/_hints.html needs."""
    return {"hints": found, "heavy": total(found), "look_closer": LOOK_CLOSER}


def _all(posting: Posting) -> Iterator[Hint]:
    ad = ad_of(posting)
    found = [*signs(ad), *harms(ad)]
    yield from found
    yield from facts.facts(posting, ad)
    yield from banned(ad)
    yield from twins.twins(posting)
    if not any(hint.code in _PRIVATE for hint in found):
        yield Hint("no_private_contact", _("No private mailbox or messenger in the text"), good=True)


def _sorted(found: Iterable[Hint]) -> list[Hint]:
    return sorted(found, key=lambda hint: (hint.good, -hint.weight))
