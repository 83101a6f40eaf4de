"""Two versions of a text in pieces: nothing lost, only what changed marked, and quick on the longest texts."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.differences import CHANGED, SAME, SKIPPED, Piece, sides

WORDS = st.lists(
    st.sampled_from(["a", "team", "of", "six", "seven.", "€ 3.480", "\n", "e-mail", "  "]), max_size=40
)


def test_only_the_words_that_changed_are_marked() -> None:
    assert sides("You join a team of six.", "You join a young and energetic team of seven.") == (
        [Piece(SAME, "You join a "), Piece(SAME, "team of "), Piece(CHANGED, "six"), Piece(SAME, ".")],
        [
            Piece(SAME, "You join a "), Piece(CHANGED, "young and energetic "), Piece(SAME, "team of "),
            Piece(CHANGED, "seven"), Piece(SAME, "."),
        ],
    )  # fmt: skip


def test_beside_an_insertion_the_old_side_shows_the_same_place() -> None:
    before, after = " ".join(f"b{n}" for n in range(200)), " ".join(f"a{n}" for n in range(200))
    old, new = sides(f"{before} {after}", f"{before} put in {after}")
    assert [p.how for p in old] == [SKIPPED, SAME, SAME, SKIPPED]
    assert "".join(p.text for p in new if p.how == SAME) == "".join(p.text for p in old)


def test_amounts_stay_whole() -> None:
    old, new = sides("$64,000–$78,000 a year", "$52,000–$78,000 a year")
    assert (old[0], new[0]) == (Piece(CHANGED, "$64,000"), Piece(CHANGED, "$52,000"))


def test_long_stretches_that_stayed_are_left_out() -> None:
    middle = " ".join(f"word{n}" for n in range(400))
    old, _new = sides(f"First. {middle} last.", f"Second. {middle} end.")
    assert [piece.how for piece in old] == [CHANGED, SAME, SKIPPED, SAME, CHANGED, SAME]
    assert sum(len(piece.text) for piece in old) < 400


@given(WORDS, WORDS)
@settings(max_examples=200, deadline=None)
def test_the_pieces_are_the_text(old: list[str], new: list[str]) -> None:
    before, after = " ".join(old), " ".join(new)
    left, right = sides(before, after)
    if SKIPPED not in {piece.how for piece in [*left, *right]}:
        assert ("".join(p.text for p in left), "".join(p.text for p in right)) == (before, after)
    assert any(p.how == CHANGED for p in [*left, *right]) is (before != after)


@pytest.mark.parametrize("old", ["a " * 6000, "ab " * 4000, "\n" * 12_000, "x" * 12_000, "a b\n" * 3000])
def test_the_longest_text_is_compared_in_time(old: str) -> None:
    dice = random.Random(1)
    new = "".join(dice.choice("ab \n") for _ in range(12_000))
    began = time.process_time()
    sides(old, new)
    assert time.process_time() - began < 2
