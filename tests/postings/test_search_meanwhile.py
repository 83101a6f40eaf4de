"""Pages of a search while others publish and close: nothing is missed, nothing comes twice."""

import random
import re
from html import unescape
from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from postings.models import Posting
from postings.search import Search, terms
from tests.postings.generated import draw

SEED, PER_PAGE = 20261123, 20


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("sort", ["newest", "closing", "pay", "relevance"])
def test_someone_who_turns_pages_misses_and_repeats_nothing_while_others_publish_and_close(sort: str) -> None:
    draw(SEED, 200)
    query = f"sort={sort}&unpaid=1" + (
        "&q=social+OR+media+OR+video+OR+health+OR+crisis+OR+stage" if sort == "relevance" else ""
    )
    with Meanwhile() as others:
        for _ in range(3):
            before = set(Search(query).found().ids(0, 10_000))
            pages: list[list[int]] = []
            last: int | None = None
            while page := Search(query).found().ids(len(pages) * PER_PAGE, (len(pages) + 1) * PER_PAGE, last):
                pages.append(page)
                last = page[-1]
                others.wait_for_a_change()
            after = set(Search(query).found().ids(0, 10_000))
            walked = [pk for page in pages for pk in page]
            assert len(walked) == len(set(walked)), "a row came twice"
            assert before & after <= set(walked), f"{len((before & after) - set(walked))} rows were skipped"
            assert before - after, "nothing was closed meanwhile: the test shows nothing"
            assert after - before, "nothing was published meanwhile: the test shows nothing"


@pytest.mark.django_db(transaction=True)
def test_someone_who_reads_long_finds_the_next_page_where_it_was_although_50_were_published() -> None:
    draw(SEED, 120)
    query = "unpaid=1"
    before = Search(query).found().ids(0, 10_000)
    for posting in Posting.objects.live()[:50]:
        publish_copy(posting)
    assert (
        Search(query).found().ids(PER_PAGE, 2 * PER_PAGE, before[PER_PAGE - 1])
        == before[PER_PAGE : 2 * PER_PAGE]
    )


@pytest.mark.django_db(transaction=True)
def test_the_next_page_is_there_when_the_last_row_of_this_one_was_closed_meanwhile() -> None:
    draw(SEED, 120)
    query = "unpaid=1"
    before = Search(query).found().ids(0, 10_000)
    last = before[PER_PAGE - 1]
    Posting.objects.filter(pk=last).update(status="closed", closed_at=timezone.now(), outcome="cancelled")
    for posting in Posting.objects.live()[:5]:
        publish_copy(posting)
    assert Search(query).found().ids(PER_PAGE, 2 * PER_PAGE, last) == before[PER_PAGE : 2 * PER_PAGE]


@pytest.mark.django_db(transaction=True)
def test_whoever_follows_the_link_to_the_next_page_sees_each_opening_once(client: Client) -> None:
    draw(SEED, 120)
    seen: list[str] = []
    address = "/openings/?unpaid=1"
    while address:
        page = client.get(address).content.decode()
        seen += dict.fromkeys(re.findall(r'href="/openings/(\d+)/', page))
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = "/openings/" + unescape(following[1]) if following else ""
        for posting in Posting.objects.live()[:3]:
            publish_copy(posting)
    assert (len(seen) - len(set(seen)), len(seen) > 4 * PER_PAGE) == (0, True)


class Meanwhile:
    """A thread of its own that publishes some openings and closes another, again and again."""

    def __enter__(self) -> "Meanwhile":
        self._stop, self._change, self._wanted = Event(), Event(), Event()
        self.error: Exception | None = None
        self._thread = Thread(target=self._run)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._wanted.set()
        self._thread.join()
        assert self.error is None, self.error

    def wait_for_a_change(self) -> None:
        self._change.clear()
        self._wanted.set()
        assert self._change.wait(30), self.error

    def _run(self) -> None:
        chance = random.Random(SEED)
        try:
            while not self._stop.is_set():
                self._wanted.wait(30)
                self._wanted.clear()
                self._once(chance)
                self._change.set()
        except Exception as error:
            self.error = error
        finally:
            connection.close()

    def _once(self, chance: random.Random) -> None:
        live = Posting.objects.live().order_by("pk")
        ids = list(live.values_list("pk", flat=True))
        gone = chance.choice(ids)
        with transaction.atomic():
            live.filter(pk=gone).update(status="closed", closed_at=timezone.now(), outcome="cancelled")
        for model in Posting.objects.filter(
            pk__in=chance.sample([pk for pk in ids if pk != gone], chance.randint(1, 5))
        ):
            with transaction.atomic():
                publish_copy(model)


def publish_copy(posting: Posting) -> None:
    """A new opening with the same content, online from now."""
    places = list(posting.places.all())
    posting.pk, posting._state.adding, posting.publish_at = None, True, timezone.now()
    posting.save()
    for place in places:
        place.pk, place._state.adding, place.posting = None, True, posting
        place.save()
    terms.index(posting)
