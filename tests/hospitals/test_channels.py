"""Channels of a hospital: who is looked at, and what a look changes."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core.handles import parse
from core.models import Channel
from core.workflow import NotAllowed
from hospitals import channels, lookups
from hospitals.channels import Seen, links_to
from hospitals.models import HospitalChannel

Clients = Callable[[Any], Client]
NOW = timezone.now()


@pytest.fixture
def row(hospital: Any) -> HospitalChannel:
    return HospitalChannel.objects.create(
        hospital=hospital, channel=Channel.objects.get(slug="instagram"), handle="north",
        url="https://www.instagram.com/north/", code="corridor-1a2b3c4d",
    )  # fmt: skip


def answers(monkeypatch: pytest.MonkeyPatch, *said: Any) -> list[tuple[str, str]]:
    """The channel's site says these, one after the other; returns who was asked."""
    asked, left = [], list(said)

    def fetch(host: str, path: str, **_how: Any) -> lookups.Answer:
        asked.append((host, path))
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(lookups, "fetch", fetch)
    return asked


def test_a_link_back_verifies(row: HospitalChannel, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answers(monkeypatch, lookups.Answer(200, 'visit <a href="https://www.northlake.example/">us</a>'))
    channels.look(row.pk, at=NOW)
    row.refresh_from_db()
    assert asked == [("www.instagram.com", "/north/")]
    assert (row.verified_how, row.verified_at, row.checked_at) == ("link", NOW, NOW)


def test_the_code_verifies_and_a_page_without_either_does_not(row: HospitalChannel) -> None:
    channels.judge(row, Seen(True, "nothing here"), at=NOW)
    assert (row.verified_at, row.checked_at) == (None, NOW)
    channels.judge(row, Seen(True, "bio: corridor-1a2b3c4d"), at=NOW)
    assert row.verified_how == "code"
    channels.judge(row, Seen(True, "a sign-in wall"), at=NOW)
    assert row.verified_how == "code"


def test_twice_not_found_takes_it_off_the_page_and_found_again_brings_it_back(
    row: HospitalChannel, client: Client
) -> None:
    page = reverse("hospitals:page", args=["northlake"])
    channels.judge(row, Seen(False), at=NOW)
    channels.judge(row, Seen(False), at=NOW + timedelta(hours=1))  # the same day counts once
    assert (row.misses, row.dead_at) == (1, None)
    channels.judge(row, Seen(False), at=NOW + timedelta(days=1))
    row.save()
    assert row.dead_at == NOW + timedelta(days=1)
    assert row.url not in client.get(page).content.decode()
    channels.judge(row, Seen(True), at=NOW + timedelta(days=31))
    row.save()
    assert row.url in client.get(page).content.decode()


@pytest.mark.parametrize(
    "said",
    [
        lookups.Unreachable("time"),
        lookups.Answer(500),
        lookups.Answer(lookups.NO_HOST),
        lookups.Answer(302, to="https://evil.example/north/"),
        lookups.Answer(302, to="http://www.instagram.com/north/"),
        lookups.Answer(302, to="https://www.instagram.com:8080/north/"),
        lookups.Answer(302, to="https://127.0.0.1/"),
        lookups.Answer(302, to="//169.254.169.254/latest"),
        lookups.Answer(302, to=""),
    ],
)
def test_a_way_that_leads_elsewhere_is_not_gone(
    said: Any, row: HospitalChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answers(monkeypatch, said)
    channels.look(row.pk)
    row.refresh_from_db()
    assert (row.checked_at, row.misses) == (None, 0)
    assert asked == [("www.instagram.com", "/north/")]


def test_a_circle_of_redirects_ends(row: HospitalChannel, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answers(monkeypatch, *[lookups.Answer(301, to="/north/")] * 9)
    channels.look(row.pk)
    assert len(asked) == 3


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "169.254.169.254", "10.0.0.1", "::1", "fd00::1", "::ffff:127.0.0.1"]
)
def test_a_name_that_leads_into_a_house_is_never_connected_to(
    address: str, row: HospitalChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookups, "_ask", lambda *_: [SimpleNamespace(address=address)])
    monkeypatch.setattr(lookups.socket, "create_connection", lambda *_a, **_k: pytest.fail("connected"))
    channels.look(row.pk)
    row.refresh_from_db()
    assert row.checked_at is None


@pytest.mark.parametrize(
    "url", ["https://evil.example/north/", "http://www.instagram.com/north/", "https://127.0.0.1/"]
)
def test_only_the_channels_own_site_is_looked_at(
    url: str, row: HospitalChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answers(monkeypatch)
    HospitalChannel.objects.filter(pk=row.pk).update(url=url)
    channels.look(row.pk)
    assert asked == []


@pytest.mark.parametrize(
    ("page", "links"),
    [
        ("https://northlake.example", True),
        ("http://www.northlake.example/jobs", True),
        ("https:\\/\\/northlake.example\\/", True),
        ("l.php?u=https%3A%2F%2Fnorthlake.example%2F", True),
        ("https://northlake.example.evil.example/", False),
        ("https://notnorthlake.example/", False),
        ("https://evil.example/northlake.example", False),
        ("northlake.example", False),
    ],
)
def test_a_link_back_is_a_link_to_that_domain(page: str, links: bool) -> None:
    assert links_to(page, "northlake.example") is links


def test_a_recruiter_adds_looks_again_and_removes(hospital: Any, recruiter: Any, client_of: Clients) -> None:
    client, url = client_of(recruiter), reverse("hospitals:profile_channels", args=["northlake"])
    assert client.post(url, {"channel": "instagram", "handle": "@north"}).status_code == 302
    row = HospitalChannel.objects.get()
    assert (row.url, row.verified_at) == ("https://www.instagram.com/north/", None)
    assert DBTaskResult.objects.filter(task_path__endswith="look_at_channel").count() == 1
    html = client.get(url).content.decode()
    assert "Not checked yet" in html
    assert row.code in html
    wrong = client.post(url, {"channel": "instagram", "handle": "https://evil.example/x"}).content.decode()
    assert "Write it like @northlake, or paste its address." in wrong
    assert "https://evil.example/x" in wrong
    for _ in range(5):
        client.post(reverse("hospitals:profile_channel_look", args=["northlake", row.pk]))
    assert DBTaskResult.objects.filter(task_path__endswith="look_at_channel").count() == channels.LOOKS
    client.post(reverse("hospitals:profile_channel_removal", args=["northlake", row.pk]))
    assert not HospitalChannel.objects.exists()


def test_a_blog_on_the_hospitals_own_domain_is_its_own(hospital: Any, owner: Any) -> None:
    blog = Channel.objects.get(slug="blog")
    own = channels.add(hospital, blog, parse("blog", "www.northlake.example/blog"), by=owner)
    other = channels.add(hospital, blog, parse("blog", "northlake.medium.example"), by=owner)
    assert (own.verified_how, other.verified_how) == ("own_site", "")
    assert not DBTaskResult.objects.exists()  # no fixed site, so nothing is fetched


def test_ten_channels_are_enough(hospital: Any, owner: Any, client_of: Clients) -> None:
    blog = Channel.objects.get(slug="blog")
    for n in range(10):
        channels.add(hospital, blog, parse("blog", f"northlake.example/{n}"), by=owner)
    url = reverse("hospitals:profile_channels", args=["northlake"])
    html = client_of(owner).post(url, {"channel": "x", "handle": "north"}).content.decode()
    assert "Ten channels are enough" in html
    assert HospitalChannel.objects.count() == 10


def test_a_moderator_vouches_and_a_reviewer_may_not_add(
    row: HospitalChannel, hospital: Any, moderator: Any, reviewer: Any, client_of: Clients
) -> None:
    client_of(moderator).post(reverse("moderation:hospital_channel", args=[hospital.pk, row.pk]))
    row.refresh_from_db()
    assert row.verified_how == "moderator"
    with pytest.raises(NotAllowed):
        channels.add(hospital, row.channel, parse("x", "north"), by=reviewer)


def test_what_is_due(row: HospitalChannel) -> None:
    assert channels.due(NOW) == [row.pk]
    channels.judge(row, Seen(True), at=NOW)
    row.save()
    assert channels.due(NOW + timedelta(days=29)) == []
    assert channels.due(NOW + timedelta(days=31)) == [row.pk]
    channels.judge(row, Seen(False), at=NOW)
    row.save()
    assert channels.due(NOW + timedelta(days=1)) == [row.pk]


def test_another_hospitals_channel_is_not_there(
    row: HospitalChannel, owner2: Any, client_of: Clients
) -> None:
    for name in ("profile_channel_removal", "profile_channel_look"):
        for slug in ("de-waterlinie", "northlake"):
            address = reverse(f"hospitals:{name}", args=[slug, row.pk])
            assert client_of(owner2).post(address).status_code == 404
    assert HospitalChannel.objects.filter(pk=row.pk).exists()
