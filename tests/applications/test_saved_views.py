"""Views that a person keeps of the applications of one hospital."""

from typing import Any

from accounts.models import User
from applications import saved_views
from applications.models import SavedView
from hospitals.models import Hospital, Seat

VIEWS, LIST = "/workspace/northlake/applications/views/", "/workspace/northlake/applications/"


def test_a_view_is_saved_in_one_form_opened_renamed_and_deleted(
    make_application: Any, recruiter: User, client_of: Any
) -> None:
    make_application()
    client = client_of(recruiter)
    answer = client.post(VIEWS, {"name": "Late ones", "query": "junk=1&sort=newest&overdue=1&page=3"})
    assert answer["Location"] == f"{LIST}?overdue=1&sort=newest"
    assert "Late ones" in client.get(answer["Location"]).content.decode()
    view = SavedView.objects.get()
    client.post(f"{VIEWS}{view.pk}/", {"name": "Much too late"})
    assert SavedView.objects.get().name == "Much too late"
    client.post(f"{VIEWS}{view.pk}/removal/")
    assert not SavedView.objects.exists()


def test_the_same_name_again_replaces_the_view(recruiter: User, hospital: Hospital) -> None:
    saved_views.save(hospital, by=recruiter, name="Late", query="overdue=1")
    saved_views.save(hospital, by=recruiter, name="late", query="waits=7")
    assert [(v.name, v.query) for v in SavedView.objects.all()] == [("late", "waits=7")]


def test_a_colleague_sees_a_view_only_when_it_is_shared_and_while_its_owner_is_there(
    recruiter: User, owner: User, hospital: Hospital
) -> None:
    view = saved_views.save(hospital, by=recruiter, name="Late", query="overdue=1")

    def seen() -> list[str]:
        return [v.name for v in saved_views.links(hospital, owner, "") if v.by]

    assert seen() == []
    saved_views.change(view, name="Late", shared=True)
    assert seen() == ["Late"]
    Seat.objects.filter(user=recruiter).update(left_at="2026-01-01T00:00Z")
    assert seen() == []


def test_nobody_changes_a_view_of_a_colleague(
    recruiter: User, owner: User, hospital: Hospital, client_of: Any
) -> None:
    view = saved_views.save(hospital, by=recruiter, name="Late", query="overdue=1")
    client = client_of(owner)
    assert client.post(f"{VIEWS}{view.pk}/", {"name": "Mine"}).status_code == 404
    assert client.post(f"{VIEWS}{view.pk}/removal/").status_code == 404
    assert SavedView.objects.get().name == "Late"


def test_a_name_that_is_taken_or_missing_is_said(recruiter: User, hospital: Hospital, client_of: Any) -> None:
    one = saved_views.save(hospital, by=recruiter, name="Late", query="overdue=1")
    saved_views.save(hospital, by=recruiter, name="New", query="stage=submitted")
    client = client_of(recruiter)
    taken = client.post(f"{VIEWS}{one.pk}/", {"name": "NEW"}, follow=True)
    assert "You have a view with this name already." in taken.content.decode()
    assert "Write a name" in client.post(VIEWS, {"name": " ", "query": "overdue=1"}).content.decode()
