"""The administration: every list and page opens for an administrator alone, and a life cannot be changed there."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from accounts.models import User
from core import audit
from core.adminpages import Base, NeverDeleted, ReadOnly
from core.mail import Letter, queue
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


WRITABLE = {
    label: page
    for label, page in ((m._meta.label, p) for m, p in admin.site._registry.items())
    if not isinstance(page, ReadOnly)
}


def test_only_people_hospitals_and_words_can_be_changed_here_and_each_tells_the_trail() -> None:
    """A page of a library that could write would leave no line, and could give somebody another's mailbox or session."""
    words = {f"core.{name}" for name in ("Skill", "SkillGroup", "Channel", "RoleFamily", "Engagement", "Education",
             "Experience", "PayPeriod", "Reason", "CannedText", "DutyWord")}  # fmt: skip
    assert set(WRITABLE) == {"accounts.User", "hospitals.Hospital"} | words
    assert all(isinstance(page, NeverDeleted) for page in WRITABLE.values())
    shown = {m._meta.label for m in admin.site._registry}
    assert (
        shown
        & {"usersessions.UserSession", "mfa.Authenticator", "applications.Consent", "core.MailAttachment"}
        == set()
    )
    assert not [
        label for label, page in ((m._meta.label, p) for m, p in admin.site._registry.items()) if page.actions
    ]


def test_a_new_moderator_made_here_stands_in_the_trail_with_before_and_after(
    office: Client, admin_user: User, candidate: User, moderator: User
) -> None:
    group = moderator.groups.get()
    form = {"name": "Amara B.", "language": "nl", "is_active": "on", "groups": [group.pk]}
    told = office.post(reverse("admin:accounts_user_change", args=[candidate.pk]), form)
    event = Event.objects.get()
    assert (told.status_code, event.verb, event.actor_id, event.subject_id) == (
        302,
        "edited",
        admin_user.pk,
        candidate.pk,
    )
    assert event.data["changes"] == {
        "name": ["…", "…"], "language": ["en", "nl"], "groups": ["", group.name],
    }  # fmt: skip


def test_a_hospital_changed_here_stands_in_the_trail(office: Client, hospital: Any) -> None:
    address = reverse("admin:hospitals_hospital_change", args=[hospital.pk])
    form = office.get(address).context["adminform"].form
    shown = {name: form[name].value() for name in form.fields}
    shown = {name: value for name, value in shown.items() if value not in (None, False)}
    told = office.post(address, shown | {"name": "Northlake Medical Center"})
    event = Event.objects.get()
    assert (told.status_code, event.verb) == (302, "edited")
    assert event.data["changes"]["name"] == ["Northlake General Hospital", "Northlake Medical Center"]
    assert "created_at" not in event.data["changes"]


def test_a_button_that_changes_nothing_leaves_no_line(office: Client, candidate: User) -> None:
    form = {"name": candidate.name, "language": "en", "is_active": "on"}
    assert office.post(reverse("admin:accounts_user_change", args=[candidate.pk]), form).status_code == 302
    assert Event.objects.count() == 0


def test_what_is_deleted_here_would_be_told_one_by_one(admin_user: User, posting: Posting) -> None:
    """Nothing can be today; the base of every page holds it for whatever is added."""
    from postings.models import Template

    rows = [Template.objects.create(hospital=posting.hospital, name=n, content={}) for n in "ab"]
    page = Base(Template, admin.site)
    request = type("Request", (), {"user": admin_user})()
    page.delete_queryset(request, Template.objects.all())
    told = [(e.verb, e.subject_id, e.data["changes"]["name"]) for e in Event.objects.order_by("id")]
    assert told == [("removed", rows[0].pk, ["a", ""]), ("removed", rows[1].pk, ["b", ""])]


@pytest.mark.parametrize("what", ["core_outgoingmail", "account_emailaddress", "auth_group", "core_event"])
def test_trail_mails_mailboxes_and_groups_are_not_written_here(
    what: str, office: Client, posting: Posting, moderator: User
) -> None:
    audit.record(posting, "edited", by=None)
    queue(Letter(subject="Hello", paragraphs=["You are here."]), kind="test", to=moderator)
    rows = apps.get_model(what.replace("_", "."))._default_manager
    row, before = rows.all()[0], (rows.count(), Event.objects.count())
    chosen = {"action": "delete_selected", "_selected_action": str(row.pk), "post": "yes"}
    answers = [
        office.post(reverse(f"admin:{what}_add"), {"name": "x"}).status_code,
        office.post(reverse(f"admin:{what}_delete", args=[row.pk]), {"post": "yes"}).status_code,
        office.post(reverse(f"admin:{what}_changelist"), chosen).status_code,
    ]
    assert answers == [403, 403, 200]  # the list is shown as if nothing was asked
    assert rows.filter(pk=row.pk).exists()
    assert (rows.count(), Event.objects.count()) == before


def test_nobody_acts_as_somebody_else() -> None:
    """No address of the product or its administration signs in as another person."""
    from tests.doors.test_matrix import names

    found = [
        name
        for name in names(get_resolver())
        if any(w in name.lower() for w in ("hijack", "imperson", "login_as", "su_"))
    ]
    assert found == []
