"""Hints for whoever decides about an opening: signs of fraud, harm and haste, each with the words that caused it.

    found = hints(posting)            # troubles first, heaviest first; then what speaks for it
    total(found) >= LOOK_CLOSER       # "worth a closer look"; the sum shows its parts
    codes(found)                      # goes into the decision's event, so that their worth can be measured

None of them decides anything. Weights and limits: docs/moderators-hints.md. Signs in texts: signs.py with words_en.py and
words_nl.py; in facts: facts.py; the same text elsewhere on the board: twins.py.
"""

from moderation.hints.hint import LOOK_CLOSER, Ad, Hint, Words, codes, total
from moderation.hints.of_posting import hints, hints_of_change, shown

__all__ = ["LOOK_CLOSER", "Ad", "Hint", "Words", "codes", "hints", "hints_of_change", "shown", "total"]
