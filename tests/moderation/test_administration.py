"""The administration: every list and page opens for an administrator alone, and a life cannot be changed there."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from core import audit
from core.models import Event, Skill
from postings.models import Posting

OURS = {"core", "accounts", "hospitals", "postings", "applications"}
PAGES = [
    f"{m._meta.app_label}_{m._meta.model_name}" for m in admin.site._registry if m._meta.app_label in OURS
]


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_WAIVED = True


@pytest.fixture
def office(admin_user: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(admin_user)


@pytest.mark.parametrize("page", PAGES)
def test_every_list_opens_and_can_be_searched(
    page: str, office: Client, make_application: Callable[..., Any]
) -> None:
    make_application()
    address = reverse(f"admin:{page}_changelist")
    assert [office.get(address).status_code, office.get(address, {"q": "x"}, follow=True).status_code] == [
        200,
        200,
    ]


@pytest.mark.parametrize("role", ["owner", "moderator", "candidate"])
def test_nobody_else_comes_in(
    role: str, client_of: Callable[[User], Client], request: pytest.FixtureRequest
) -> None:
    answer = client_of(request.getfixturevalue(role)).get(
        reverse("admin:postings_posting_changelist"), follow=True
    )
    assert answer.status_code == 404


def test_an_administrator_without_a_second_factor_is_sent_to_set_one_up(
    office: Client, settings: Any
) -> None:
    settings.SECOND_FACTOR_WAIVED = False
    answer = office.get(reverse("admin:index"), follow=False)
    assert office.get(answer["Location"])["Location"] == reverse("mfa_index")


def test_an_opening_is_read_and_not_changed(office: Client, posting: Posting) -> None:
    address = reverse("admin:postings_posting_change", args=[posting.pk])
    assert [office.get(address).status_code, office.post(address, {"status": "draft"}).status_code] == [
        200,
        403,
    ]


def test_the_trail_is_read_and_not_changed(office: Client, posting: Posting) -> None:
    audit.record(posting, "edited", by=None)
    event = Event.objects.get()
    pages = [reverse(f"admin:core_event_{do}", args=[event.pk]) for do in ("change", "delete")]
    assert [office.post(page, {"verb": "x"}).status_code for page in pages] == [403, 403]


def test_a_word_is_not_deleted(office: Client) -> None:
    skill = Skill.objects.get(slug="hipaa")
    assert office.post(reverse("admin:core_skill_delete", args=[skill.pk])).status_code == 403
    assert office.get(reverse("admin:core_skill_change", args=[skill.pk])).status_code == 200


@pytest.mark.parametrize(
    ("model", "slug", "more", "verbs"),
    [
        ("skill", "hipaa", {}, []),
        ("skill", "hipaa", {"name_nl": "Privacywet"}, ["edited"]),
        ("skill", "hipaa", {"retired_at_0": "2026-11-01", "retired_at_1": "10:00"}, ["retire"]),
        ("education", "bachelor", {"name_nl": "Hbo"}, ["edited"]),
    ],
)
def test_a_word_changed_here_leaves_its_line_in_the_trail(
    model: str, slug: str, more: dict[str, str], verbs: list[str], office: Client, admin_user: User
) -> None:
    word = apps.get_model("core", model)._default_manager.get(slug=slug)
    address = reverse(f"admin:core_{model}_change", args=[word.pk])
    form = office.get(address).context["adminform"].form
    names = [name for name in form.fields if name != "retired_at"]
    shown = {name: form[name].value() for name in names}
    shown |= {name: ",".join(value) for name, value in shown.items() if isinstance(value, list)}
    assert office.post(address, shown | more).status_code == 302
    said = [(e.verb, e.actor_id, e.subject_id, e.data["slug"]) for e in Event.objects.order_by("id")]
    number = word.pk if isinstance(word.pk, int) else 0
    assert said == [(verb, admin_user.pk, number, slug) for verb in verbs]


def test_the_list_of_openings_asks_the_same_for_one_and_for_many(
    office: Client, make_posting: Callable[..., Posting]
) -> None:
    make_posting()
    address = reverse("admin:postings_posting_changelist")
    office.get(address)
    with CaptureQueriesContext(connection) as one:
        office.get(address)
    for _ in range(3):
        make_posting()
    with CaptureQueriesContext(connection) as many:
        office.get(address)
    assert len(one) == len(many)
