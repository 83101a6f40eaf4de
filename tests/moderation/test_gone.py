"""What moderators take off the board, and what has closed, is gone from every public surface in the same second.

The surfaces are those that the table of doors calls public: whoever adds one says here whether it can show openings.
Each is read before (warm caches, warm indexes, kept ETags) and again, with the ETag, after.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from alerts import following, running, saving
from alerts.models import Alert, Told
from core.models import OutgoingMail
from hospitals import verification
from hospitals.models import Hospital
from postings import freezing, lifecycle
from postings.models import Posting
from postings.search import Search, census, counts_of
from tests.doors.table import PUBLIC, TABLE

TITLE = "Zebrafish stories lead"
NAME = "Quetzal Valley Hospital"

# Public addresses that show no opening and no hospital of the board, whatever stands on it.
SILENT = {
    *("healthz", "readyz", "robots", "sitemap", "page", "dev_mails", "dev_mail", "announcement_read"),
    *("alerts:asked", "alerts:one", "alerts:stop", "alerts:answer", "accounts:inbox_stop"),
    *("hospitals:notices_stop", "reports:thanks", "reports:confirm", "postings:outcome", "logo"),
    *("guide", "applications:apply_code", "picture"),
}
# Figures from at least five hospitals, counted by the night's job (tests/postings/test_pay_cells.py holds what counts).
FIGURES = {"pay:page", "pay:figures"}
# name → addresses; {pk}, {slug} and {hospital} are the opening's and the hospital's.
SHOWING: dict[str, list[str]] = {
    "home": ["/", "/nl/"],
    "sitemap_part": ["/sitemap-openings.xml", "/sitemap-hospitals.xml", "/sitemap-landings.xml"],
    "postings:search": [
        "/openings/",
        "/nl/openings/",
        "/openings/?q=zebrafish",
        "/openings/?hospital={hospital}",
    ],
    "postings:filter": ["/openings/filters/skill/"],
    "postings:feed": ["/openings/feed.atom", "/openings/feed.atom?q=zebrafish"],
    "postings:json_feed": ["/openings/feed.json"],
    "postings:compare": ["/openings/compare/?id={pk}&id={other}"],
    "postings:browse": ["/openings/browse/"],
    "postings:schools": ["/openings/for-schools/", "/openings/for-schools/us/wa/"],
    "postings:skill": ["/openings/skills/hipaa/"],
    "postings:kind": ["/openings/kinds/full-time/", "/openings/kinds/employee/"],
    "postings:hospital_kind": ["/openings/hospitals/acute-care/"],
    "postings:country": ["/openings/places/us/"],
    "postings:region": ["/openings/places/us/wa/"],
    "postings:city": ["/openings/places/us/wa/tacoma/"],
    "postings:detail": ["/openings/{pk}/{slug}/", "/openings/{other}/{other_slug}/"],
    "postings:share": ["/openings/{pk}/{slug}/share/", "/nl/openings/{pk}/{slug}/share/"],
    "postings:picture": ["/openings/{pk}/{slug}/picture.png"],
    "postings:share_hospital": ["/hospitals/{hospital}/share/"],
    "postings:hospital_picture": ["/hospitals/{hospital}/picture.png"],
    "guide_page": ["/guide/skills/"],
    "mentoring:mentors": ["/mentors/"],
    "mentoring:talks": ["/talks/"],
    "mentoring:hospital_talks": ["/talks/{hospital}/"],
    "alerts:new": ["/alerts/new/?hospital={hospital}"],
    "applications:apply": ["/openings/{pk}/{slug}/application/"],
    "hospitals:list": ["/hospitals/", "/hospitals/?q=quetzal"],
    "hospitals:page": ["/hospitals/{hospital}/", "/nl/hospitals/{hospital}/"],
    "reports:new": ["/reports/opening/{pk}/"],
}


def test_every_public_page_says_whether_it_shows_openings():
    public = {name for name, (door, _args) in TABLE.items() if door is PUBLIC}
    assert public == set(SHOWING) | SILENT | FIGURES


@pytest.fixture
def shown(
    hospital: Hospital, hospital2: Hospital, make_posting: Callable[..., Posting], candidate2: Any
) -> Posting:
    Hospital.objects.filter(pk=hospital.pk).update(name=NAME, slug="quetzal")
    hospital.refresh_from_db()
    posting = make_posting(hospital=hospital, title=TITLE, description="Zebrafish tell their stories here.")
    make_posting(hospital=hospital2, title="Another opening")
    return posting


def _freeze(posting: Posting, by: Any) -> None:
    verification.freeze(posting.hospital, by=by, words="We look into something.")


def _revoke(posting: Posting, by: Any) -> None:
    Hospital.objects.filter(pk=posting.hospital_id).update(doubted_at=timezone.now(), asked_at=timezone.now())
    verification.revoke(posting.hospital, by=by, reasons=["no_proof"], words="Not yours.")


def _remove(posting: Posting, by: Any) -> None:
    lifecycle.remove(posting, by=by, reasons=["fraud"], words="Not real.")


def _time(posting: Posting, by: Any) -> None:
    """Nobody does anything: its closing time, three seconds after every page was last looked at, passes."""
    Posting.objects.filter(pk=posting.pk).update(closes_at=timezone.now() + timedelta(seconds=3))
    assert _counts() == (2, 2, 2)  # kept in this process, with the moment at which it ends
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_sleep(greatest(0, extract(epoch FROM closes_at - clock_timestamp()) + 0.05))"
            " FROM postings_posting WHERE id = %s",
            [posting.pk],
        )


def _recall(posting, moderator):
    lifecycle.recall(posting, by=moderator, reasons=["pay_unclear"])


def _hide(posting, moderator):
    """This opening alone, as reports do."""
    freezing.freeze(posting, by=moderator)


CAUSES = {"freeze": _freeze, "revoke": _revoke, "remove": _remove, "recall": _recall, "hide": _hide}
ENDS = {**CAUSES, "time": _time}


def _addresses(posting: Posting) -> list[str]:
    other = Posting.objects.get(title="Another opening")
    known = {
        "pk": posting.pk, "slug": posting.slug, "hospital": posting.hospital.slug,
        "other": other.pk, "other_slug": other.slug,
    }  # fmt: skip
    return [address.format(**known) for found in SHOWING.values() for address in found]


def _names(answer: Any, posting: Posting, cause: str) -> list[str]:
    """What of it can be read there; its picture is told by being there."""
    if answer.headers.get("Content-Type") == "image/png":
        of_hospital = answer.request["PATH_INFO"].startswith("/hospitals/")
        return [] if of_hospital and cause not in {"freeze", "revoke"} else [TITLE]
    body = answer.content.decode()
    own = [TITLE, f"/openings/{posting.pk}/"]
    hospital = [NAME, "/hospitals/quetzal/"] if cause in {"freeze", "revoke"} else []
    return [word for word in (*own, *hospital) if word in body]


def _read(client: Client, address: str, etag: str = "", *, part: bool = False) -> Any:
    headers = {"If-None-Match": etag} if etag else {}
    if part:
        headers["HX-Request"] = "true"
    return client.get(address, headers=headers)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("cause", ENDS)
def test_nothing_of_it_is_left_on_any_public_page_in_the_same_second(cause, shown, moderator, client):
    before = {}
    for address in _addresses(shown):
        for part in (False, True):
            answer = _read(client, address, part=part)
            _read(client, address, answer.headers.get("ETag", ""), part=part)  # what is kept is kept now
            before[address, part] = (
                answer.headers.get("ETag", ""),
                _names(answer, shown, cause),
            )
    showed = {address for (address, _part), (_etag, names) in before.items() if names}
    assert len(showed) >= 14, sorted(set(_addresses(shown)) - showed)
    assert _counts() == (2, 2, 2)

    ENDS[cause](shown, moderator)

    wrong = []
    for (address, part), (etag, names) in before.items():
        answer = _read(client, address, etag, part=part)
        if answer.status_code == 304 and names:
            wrong.append((address, part, "304"))
        if left := _names(answer, shown, cause):
            wrong.append((address, part, ", ".join(left)))
    # what has closed is still read, and compared, by whoever names it: without a way to apply
    stays = (f"/openings/{shown.pk}/", "/openings/compare/") if cause == "time" else ("never",)
    assert [
        row for row in wrong if not (row[0].startswith(stays) and row[2] != "304") and not _echoes(row)
    ] == []
    assert _counts() == (1, 1, 1)
    own = client.get(shown.get_absolute_url())
    if cause == "time":  # the page of a closed opening stays, without a way to apply
        assert (own.status_code, b"/application/" in own.content) == (200, False)
    else:
        assert own.status_code in {404, 410}


def _echoes(row: tuple[str, bool, str]) -> bool:
    """A form that sends back what stood in its own address tells nothing."""
    return row[0].startswith(("/reports/",)) and row[2] != "304"


def _counts() -> tuple[int, int, int]:
    """Of all openings: the search, the facet of a country, hospitals that hire."""
    everything = Search("")
    found = everything.found()
    return found.total, counts_of([Search("")])[0], len(census.hiring())


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("cause", CAUSES)
def test_no_letter_offers_it_not_even_one_that_was_waiting(cause, shown, moderator, candidate, hospital):
    alert = following.follow(shown.hospital, by=candidate, language="en")
    long_ago = timezone.now() - timedelta(hours=2)
    Alert.objects.filter(pk=alert.pk).update(active_at=long_ago - timedelta(days=1), due_at=long_ago)
    Posting.objects.filter(pk=shown.pk).update(publish_at=long_ago - timedelta(hours=1))
    assert running.run_due(timezone.now()) == 1
    letter = OutgoingMail.objects.get(kind="alert_found")
    assert TITLE in letter.text
    CAUSES[cause](shown, moderator)
    letter.refresh_from_db()
    assert letter.cancelled_at is not None
    assert not Told.objects.filter(alert_id=alert.pk).exists()  # once it is back, its next letter brings it
    Alert.objects.filter(pk=alert.pk).update(due_at=long_ago)
    assert running.run_due(timezone.now()) == 0
    waiting = OutgoingMail.objects.waiting().filter(text__contains=f"/openings/{shown.pk}/")
    assert not waiting.exclude(to__endswith="@northlake.example").exists()


@pytest.mark.django_db(transaction=True)
def test_what_a_hospital_writes_stays_and_comes_back_whole(shown, moderator, make_posting, client):
    draft = make_posting(
        hospital=shown.hospital, status="draft", publish_at=None, published_at=None, title="A draft"
    )
    _freeze(shown, moderator)
    assert client.get(shown.get_absolute_url()).status_code == 404
    verification.unfreeze(shown.hospital, by=moderator, words="All is well.")
    assert TITLE in client.get("/openings/").content.decode()
    assert client.get(shown.get_absolute_url()).status_code == 200
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_one_who_applied_and_one_who_saved_it_are_told_in_neutral_words_and_again(
    shown, moderator, candidate, candidate2, make_application, client_of
):
    make_application(posting=shown, candidate=candidate, status="in_review")
    saving.save(shown, by=candidate2)
    OutgoingMail.objects.all().delete()
    _freeze(shown, moderator)
    told = OutgoingMail.objects.filter(user__in=[candidate, candidate2]).order_by("id")
    assert {(mail.kind, mail.user_id) for mail in told} == {
        ("application_hospital_stopped", candidate.pk),
        ("saved_hospital_stopped", candidate2.pk),
    }
    text = told.get(user=candidate).text
    assert "This says nothing about you" in text and "We look into something" not in text
    page = client_of(candidate).get(f"/me/applications/{candidate.applications.get().pk}/").content.decode()
    assert f"{NAME} is off the board for now" in page
    assert NAME in client_of(candidate).get("/me/inbox/").content.decode()
    kept = client_of(candidate2).get("/me/saved/").content.decode()
    assert "Offline for now" in kept and shown.get_absolute_url() not in kept.replace("/bookmark/", "")
    verification.unfreeze(shown.hospital, by=moderator, words="All is well.")
    back = set(OutgoingMail.objects.filter(kind__endswith="_hospital_back").values_list("kind", "user"))
    assert back == {("application_hospital_back", candidate.pk), ("saved_hospital_back", candidate2.pk)}


def test_who_was_never_told_that_it_stopped_is_not_told_that_it_is_back(
    shown, moderator, candidate, make_application
):
    _freeze(shown, moderator)
    make_application(posting=shown, candidate=candidate, status="in_review")
    verification.unfreeze(shown.hospital, by=moderator, words="All is well.")
    assert not OutgoingMail.objects.filter(kind="application_hospital_back").exists()


def test_the_team_reads_what_is_stopped_why_and_what_to_do(shown, moderator, owner, client_of):
    _freeze(shown, moderator)
    page = client_of(owner).get("/workspace/quetzal/").content.decode()
    assert "We look into something." in page and "What to do" in page
