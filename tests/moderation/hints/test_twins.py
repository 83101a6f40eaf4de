"""The same text elsewhere on the board: found by an index, compared word group by word group."""

from collections.abc import Callable
from typing import Any

from django.db import connection

from hospitals.models import Hospital
from moderation.hints import hints
from postings import fingerprints
from postings.models import Posting

Make = Callable[..., Posting]
TEXT = """You plan, write and film for four channels of a hospital with 412 beds. You answer patients within a day and
train our physicians to use social media without harming privacy. You lead campaigns on vaccination and screening, prepare
for crises together with the team on call, and measure what works. You report to the head of communication and work with
a photographer, two editors and the foundation that raises money for the new wing. Once a quarter you tell the board."""
OTHER = """The night editor reads comments between six and midnight, hides what insults, answers what is urgent and passes
on what belongs to the ward. There is a handover at seven and a duty physician to ask. You write a short report for the
morning team, keep the list of known rumours up to date and learn, with us, which words calm people who are worried."""


def of(posting: Posting) -> dict[str, Any]:
    return {hint.code: hint for hint in hints(posting)}


def kept(posting: Posting) -> Posting:
    fingerprints.remember(posting)
    return posting


def test_a_rejected_text_is_known_again_though_it_was_changed_a_little(make_posting: Make) -> None:
    old = kept(make_posting(description=TEXT, status="rejected", rejected_at="2026-01-01T00:00Z", decision_reasons=["other"]))  # fmt: skip
    changed = TEXT.replace("four channels", "five channels").replace("412 beds", "380 beds")
    new = make_posting(description=changed, status="in_review")
    hint = of(new)["like_rejected"]
    assert str(old.pk) in hint.address
    shared = hint.found[0]
    assert changed[shared.start : shared.end] == shared.text and "train our physicians" in shared.text
    assert "same as in an opening that was refused" in str(hint.text)


def test_another_hospitals_text_is_known_and_ones_own_is_not(make_posting: Make, hospital2: Hospital) -> None:
    kept(make_posting(description=TEXT))
    own, copied = make_posting(description=TEXT, status="in_review"), make_posting(description=TEXT, hospital=hospital2)  # fmt: skip
    assert "like_other" not in of(own)
    assert "100%" in str(of(copied)["like_other"].text)


def test_another_text_of_the_same_work_is_left_alone(make_posting: Make, hospital2: Hospital) -> None:
    kept(make_posting(description=TEXT))
    half = TEXT[:150] + OTHER
    for text in (OTHER, half, "Short."):
        assert not {"like_other", "like_rejected"} & set(
            of(make_posting(description=text, hospital=hospital2))
        )


def test_how_alike_is_measured_by_word_groups() -> None:
    assert fingerprints.alike(TEXT, TEXT) == 1
    assert fingerprints.alike(TEXT, OTHER) < 0.05
    assert (
        0.7 < fingerprints.alike(TEXT, TEXT.replace("vaccination", "nutrition").replace("Once", "Twice")) < 1
    )
    same = sum(a == b for a, b in zip(fingerprints.marks(TEXT) or [], fingerprints.marks(TEXT.upper()) or [], strict=True))  # fmt: skip
    assert same == fingerprints.HEAPS


def test_the_question_uses_the_index(make_posting: Make) -> None:
    found = fingerprints.marks(TEXT)
    assert found is not None
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT posting_id FROM postings_fingerprint WHERE bands && %s::int[]", [fingerprints.bands(found)])  # fmt: skip
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "fingerprint_bands" in plan
