"""Who is on what: taken on purpose, seen by colleagues, given back, and free again after a quarter of an hour."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Suggestion, User
from moderation import claims, waiting
from moderation.models import Case, Claim
from postings.models import Posting

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
Make = Callable[..., Posting]


@pytest.fixture
def waits(make_posting: Make) -> Posting:
    return make_posting(status="in_review", title="Community editor")


def of(posting: Posting) -> str:
    return reverse("moderation:claim", args=["opening", posting.pk])


def holder(posting: Posting) -> Any:
    found = claims.on("opening", posting.pk)
    return found.by if found else None


def test_looking_takes_nothing(waits: Posting, moderator: User, client_of: ClientOf) -> None:
    text = client_of(moderator).get(reverse("moderation:opening", args=[waits.pk])).content.decode()
    assert holder(waits) is None and "Nobody is on this one." in text


def test_a_colleague_reads_who_is_on_it_and_may_still_read(
    waits: Posting, moderator: User, colleague: User, client_of: ClientOf
) -> None:
    client_of(colleague).post(of(waits), {"do": "take"})
    desk = client_of(moderator)
    for path in (reverse("moderation:queue"), reverse("moderation:opening", args=[waits.pk])):
        answer = desk.get(path)
        assert answer.status_code == 200 and f"{colleague} is on" in answer.content.decode()


def test_taking_what_a_colleague_holds_leaves_it_theirs_until_it_is_taken_over(
    waits: Posting, moderator: User, colleague: User, client_of: ClientOf
) -> None:
    claims.take("opening", waits.pk, by=colleague)
    desk = client_of(moderator)
    assert "a moment faster" in desk.post(of(waits), {"do": "take"}, follow=True).content.decode()
    assert holder(waits) == colleague
    desk.post(of(waits), {"do": "over"})
    assert holder(waits) == moderator


def test_beginning_to_decide_takes_it_and_answers_with_the_notice(
    waits: Posting, moderator: User, client_of: ClientOf
) -> None:
    desk = client_of(moderator)
    answer = desk.post(of(waits), {"do": "take", "quietly": "1"}, headers={"HX-Request": "true"})
    assert "You are on this one." in answer.content.decode() and "<html" not in answer.content.decode()
    assert holder(waits) == moderator


def test_giving_back_frees_ones_own_and_nobody_elses(
    waits: Posting, moderator: User, colleague: User, client_of: ClientOf
) -> None:
    claims.take("opening", waits.pk, by=colleague)
    client_of(moderator).post(of(waits), {"do": "back"})
    assert holder(waits) == colleague
    client_of(colleague).post(of(waits), {"do": "back"})
    assert holder(waits) is None


def test_a_quarter_of_an_hour_without_a_sign_frees_it(
    waits: Posting, moderator: User, colleague: User
) -> None:
    begun = timezone.now() - timedelta(minutes=16)
    claims.take("opening", waits.pk, by=colleague, at=begun)
    assert holder(waits) is None
    assert claims.take("opening", waits.pk, by=moderator).by == moderator


def test_work_keeps_it_and_the_moment_it_began(waits: Posting, moderator: User) -> None:
    begun = timezone.now() - timedelta(minutes=14)
    claims.take("opening", waits.pk, by=moderator, at=begun)
    kept = claims.take("opening", waits.pk, by=moderator)
    assert kept.since == begun and kept.until > timezone.now() + timedelta(minutes=14)


def test_what_waits_no_more_and_what_never_was_cannot_be_taken(
    make_posting: Make, moderator: User, client_of: ClientOf
) -> None:
    desk, live = client_of(moderator), make_posting()
    paths = [
        of(live),
        reverse("moderation:claim", args=["opening", 0]),
        reverse("moderation:claim", args=["nothing", 1]),
    ]
    assert [desk.post(path).status_code for path in paths] == [404] * 3


def _at_once(*doing: Callable[[], object]) -> list[object]:
    """Each in a thread of its own, started together. Returns what came of them."""
    barrier, came = Barrier(len(doing)), []

    def run(do: Callable[[], object]) -> None:
        barrier.wait()
        try:
            came.append(do())
        except Exception as error:
            came.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[do]) for do in doing]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


@pytest.mark.django_db(transaction=True)
def test_two_who_take_it_at_the_same_moment_both_hear_of_the_same_one(
    waits: Posting, moderator: User, colleague: User
) -> None:
    for _round in range(5):
        Claim.objects.all().delete()
        came = _at_once(
            *(
                lambda by=by: claims.take("opening", waits.pk, by=by).by_id
                for by in (moderator, colleague, moderator)
            )
        )
        assert len(set(came)) == 1, came


@pytest.mark.django_db(transaction=True)
def test_the_race_is_seen_when_nothing_is_locked(waits: Posting, moderator: User, colleague: User) -> None:
    """The control: whoever asks first and writes then believes to be alone."""
    asked = Barrier(2)

    def carelessly(by: User) -> int:
        free = claims.on("opening", waits.pk) is None
        asked.wait()
        with transaction.atomic():
            Claim.objects.filter(kind="opening", key=waits.pk).delete()
            now = timezone.now()
            Claim.objects.bulk_create(
                [Claim(kind="opening", key=waits.pk, by=by, since=now, until=now + claims.HELD)],
                ignore_conflicts=True,
            )
        return by.pk if free else 0

    came = _at_once(lambda: carelessly(moderator), lambda: carelessly(colleague))
    assert set(came) == {moderator.pk, colleague.pk}


def test_a_decided_case_is_let_go_and_leads_to_the_next(
    waits: Posting, moderator: User, owner: User, client_of: ClientOf
) -> None:
    at = timezone.now()
    facts = {
        "kind": "opening",
        "hospital": waits.hospital,
        "title": "t",
        "text": "t",
        "opened_at": at,
        "since": at,
    }
    case = Case.objects.create(subject_id=waits.pk, status="open", **facts)
    claims.take("case", case.pk, by=moderator)
    here = reverse("moderation:case", args=[case.pk])
    answer = client_of(moderator).post(here, {"what": "ask", "words": "Is this your website?"})
    assert claims.on("case", case.pk) is None
    assert answer["Location"] == reverse("moderation:opening", args=[waits.pk]) + "#messages"
    assert holder(waits) == moderator


def test_an_answered_suggestion_is_let_go_and_leads_to_the_next(
    waits: Posting, moderator: User, client_of: ClientOf
) -> None:
    row = Suggestion.objects.create(text="Webcare", language="nl", where="opening", at=timezone.now())
    claims.take("suggestion", row.pk, by=moderator)
    here = reverse("moderation:suggestion", args=[row.pk])
    answer = client_of(moderator).post(here, {"decision": "decline", "words": "It is a name of a firm."})
    assert claims.on("suggestion", row.pk) is None
    assert answer["Location"] == reverse("moderation:opening", args=[waits.pk]) + "#messages"


@pytest.mark.parametrize("kind", waiting.KINDS)
def test_every_page_that_decides_takes_it_when_the_decision_is_begun(kind: str) -> None:
    """The notice (_claim.html) listens for the focus in a form that says what it is."""
    name = {"appeal": "case"}.get(kind, kind)
    text = Path(settings.BASE_DIR, "templates", "moderation", f"{name}.html").read_text()
    assert f'claim "{kind}"' in text
    assert 'decision" method="post"' in text or "moderation/_decision.html" in text
