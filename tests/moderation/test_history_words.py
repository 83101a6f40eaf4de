"""What the log says: words of people for every life of the product, never a name out of the code."""

import pytest

from core.workflow import Life
from moderation import history_words
from tests.moderation.every_life import lives


@pytest.mark.parametrize("life", lives(), ids=lambda life: life.model._meta.label)
def test_a_moderator_reads_words_for_every_kind_verb_and_state_of_a_life(life: Life) -> None:
    kind = life.model._meta.label_lower
    assert kind in history_words.KINDS, f"the log would say “{kind}”"
    special = history_words._SPECIAL.get(kind, {})
    assert not [verb for verb in life.arrows if verb not in history_words.VERBS and verb not in special]
    states = {source for arrow in life.arrows.values() for source in arrow.sources}
    assert not states - set(history_words._STATES.get(kind, {})), "the log would say these as the code does"
