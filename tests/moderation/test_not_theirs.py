"""What a moderator may not decide: each page of the desk says so, and shows no form that would end in a refusal."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.models import Channel
from hospitals import banning
from hospitals.models import Hospital, HospitalChannel, Seat
from moderation import reporting, subjects
from moderation.models import Case
from postings import lifecycle
from postings.models import Posting, Revision, SpotCheck

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User | None], Client]
Make = Callable[..., Posting]


def main_of(client: Client, url: str) -> str:
    page = client.get(url)
    assert page.status_code == 200, url
    return page.content.decode().split("<main", 1)[1].split("</main>", 1)[0]


def pages_of(hospital: Hospital, make_posting: Make, moderator: User) -> dict[str, str]:
    """What waits of a hospital, and what can be done with it. Its openings are made as `make_posting` makes them."""
    now = timezone.now()
    waits = make_posting(status="in_review", publish_at=None, published_at=None)
    decided = make_posting(status="in_review", publish_at=None, published_at=None)
    lifecycle.publish(decided, by=moderator)
    online = make_posting()
    change = Revision.objects.create(
        posting=online, changes={"title": "Editor"}, before={"title": online.title},
        base_version=online.version, proposed_at=now,
    )  # fmt: skip
    check = SpotCheck.objects.create(posting=online, why="first", drawn_at=now)
    domain = banning.ban(hospital.web_domain, reason="Taken over.", by=moderator)
    channel = Channel.objects.get(slug="facebook")
    HospitalChannel.objects.create(hospital=hospital, channel=channel, url="https://facebook.com/northlake")
    found = {
        "opening": waits.pk, "revision": change.pk, "sampled": check.pk, "hospital": hospital.pk,
        "hospital_limit": hospital.pk, "silence": hospital.pk, "hospital_unite": hospital.pk, "domain": domain.pk,
    }  # fmt: skip
    return {name: reverse(f"moderation:{name}", args=[pk]) for name, pk in found.items()} | {
        "undo": reverse("moderation:opening", args=[decided.pk])
    }


def test_a_moderator_of_the_hospital_reads_that_a_colleague_decides_and_finds_no_form(
    hospital: Hospital, make_posting: Make, moderator: User, client_of: ClientOf
) -> None:
    pages, desk = pages_of(hospital, make_posting, moderator), client_of(moderator)
    with_forms = {name for name, url in pages.items() if 'method="post"' in main_of(desk, url)}
    assert with_forms == pages.keys() - {"hospital_limit", "silence", "hospital_unite"}
    Seat.objects.create(user=moderator, hospital=hospital, role="reviewer")
    for name, url in pages.items():
        main = main_of(desk, url)
        assert 'method="post"' not in main, name
        assert "Leave it for a colleague." in main or name == "undo", name


def test_who_reported_something_reads_that_a_colleague_decides_and_finds_no_form(
    make_posting: Make, moderator: User, client_of: ClientOf
) -> None:
    opening = subjects.of_opening(Posting.objects.select_related("hospital").get(pk=make_posting().pk))
    reporting.report(opening, by=moderator, code="fake")
    main = main_of(client_of(moderator), reverse("moderation:case", args=[Case.objects.get().pk]))
    assert 'method="post"' not in main and "A colleague decides." in main


def test_a_ban_of_the_own_hospitals_domain_is_refused_beside_the_box(
    hospital: Hospital, moderator: User, client_of: ClientOf
) -> None:
    Seat.objects.create(user=moderator, hospital=hospital, role="reviewer")
    typed = {"domain": hospital.web_domain, "reason": "I was told to."}
    answer: Any = client_of(moderator).post(reverse("moderation:domains"), typed)
    assert answer.status_code == 422 and "Leave it for a colleague." in answer.content.decode()
