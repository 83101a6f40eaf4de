"""Many at once: exactly those who were shown, each with a transaction of its own, undone together."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from applications import bulk, endings, pipeline
from applications.models import Application, Batch, BatchItem, Message
from core.models import Event, OutgoingMail
from hospitals.models import Hospital, Seat
from tests.applications.test_lists import many

BULK = "/workspace/northlake/applications/bulk/"


def stages() -> list[str]:
    return sorted(Application.objects.values_list("status", flat=True))


def confirm(client: Any, page: Any, **more: str) -> Any:
    """Sends the form of a page that asks."""
    return client.post(BULK, {"do": page.context["kind"], "ids": page.context["ids"], **more})


def test_all_of_the_filter_is_exactly_the_number_that_was_shown(
    make_application: Any, recruiter: User, client_of: Any
) -> None:
    many(make_application, 55)
    client = client_of(recruiter)
    page = client.get(f"{BULK}?do=read&all=1&stage=submitted")
    assert "Start reading 55 applications" in page.content.decode()
    make_application()  # somebody applies while the question stands on the screen
    answer = confirm(client, page)
    assert answer.status_code == 302
    bulk.run.call(Batch.objects.get().pk)  # more than SMALL: the worker's
    assert stages() == ["in_review"] * 55 + ["submitted"]
    shown = client.get(answer["Location"])
    assert "Done for 55 of 55" in shown.content.decode()


def test_a_few_are_done_at_once(make_application: Any, recruiter: User, client_of: Any) -> None:
    many(make_application, 3)
    client = client_of(recruiter)
    ids = "&".join(f"id={pk}" for pk in Application.objects.values_list("pk", flat=True)[:2])
    answer = confirm(client, client.get(f"{BULK}?do=shortlist&{ids}"))
    assert stages() == ["shortlisted", "shortlisted", "submitted"]
    assert "Done for 2 of 2" in client.get(answer["Location"]).content.decode()
    assert Event.objects.filter(verb="shortlist", actor_id=recruiter.pk).count() == 2


def test_those_at_another_stage_are_left_out_and_counted(
    make_application: Any, recruiter: User, client_of: Any
) -> None:
    many(make_application, 2)
    ended = make_application(status="shortlisted")
    page = client_of(recruiter).get(f"{BULK}?do=read&all=1")
    assert (page.context["n"], page.context["left_out"]) == (2, 1)
    assert str(ended.pk) not in page.context["ids"].split(",")


def test_ids_of_another_hospital_are_as_if_they_never_were(
    make_posting: Any,
    make_application: Any,
    hospital2: Hospital,
    owner2: User,
    recruiter: User,
    client_of: Any,
) -> None:
    theirs = make_application(posting=make_posting(hospital=hospital2))
    client = client_of(recruiter)
    for pk in (theirs.pk, 10**9):
        page = client.get(f"{BULK}?do=reject&id={pk}")
        assert (page.status_code, page.context["n"], page.context["left_out"]) == (200, 0, 0)
    client.post(BULK, {"do": "read", "ids": f"{theirs.pk}"})
    assert Batch.objects.count() == 0
    assert stages() == ["submitted"]
    batch = bulk.start("read", [theirs.pk], hospital=hospital2, by=owner2)
    for path in (f"{BULK}{batch.pk}/", f"{BULK}{10**9}/"):
        assert client.get(path).status_code == 404
    assert client.post(f"{BULK}{batch.pk}/undo/").status_code == 404


def test_a_refusal_of_many_speaks_each_language_and_is_undone_together(
    make_application: Any, candidate2: User, recruiter: User, client_of: Any
) -> None:
    english, dutch = make_application(), make_application(candidate=candidate2)
    client = client_of(recruiter)
    page = client.get(f"{BULK}?do=reject&all=1")
    assert sorted(page.context["form"].fields) == ["message_en", "message_nl", "private", "reason"]
    again = confirm(client, page, message_en="", message_nl="Helaas")
    assert "There are 2 things to fix" in again.content.decode()
    answer = confirm(
        client, page, reason="skills", message_en="Sorry about {opening}.", message_nl="Helaas, {hospital}."
    )
    english.refresh_from_db(), dutch.refresh_from_db()
    assert english.rejection_message == "Sorry about Social media manager."
    assert dutch.rejection_message == "Helaas, Northlake General Hospital."
    assert OutgoingMail.objects.waiting().filter(kind="application_rejected").count() == 2
    undone = client.post(f"{answer['Location']}undo/", follow=True)
    assert "Done for 2 of 2" in undone.content.decode()
    assert stages() == ["submitted", "submitted"]
    assert not OutgoingMail.objects.waiting().filter(kind="application_rejected").exists()
    twice = client.post(f"{answer['Location']}undo/", follow=True)
    assert "This was undone already" in twice.content.decode()


def test_what_could_not_be_done_is_listed_with_its_reason(
    make_application: Any, candidate2: User, recruiter: User, owner: User, client_of: Any
) -> None:
    one, other = make_application(), make_application(candidate=candidate2)
    batch = bulk.create("read", [one.pk, other.pk], hospital=one.posting.hospital, by=recruiter)
    endings.reject(one, by=owner, reason="skills", message="No.")
    bulk.run.call(batch.pk)
    text = client_of(recruiter).get(f"{BULK}{batch.pk}/").content.decode()
    assert "Done for 1 of 2" in text
    assert "Somebody was first" in text


def test_who_lost_the_seat_decides_nothing_any_more(
    make_application: Any, recruiter: User, hospital: Hospital
) -> None:
    batch = bulk.create("read", [make_application().pk], hospital=hospital, by=recruiter)
    Seat.objects.filter(user=recruiter).update(left_at=timezone.now())
    bulk.run.call(batch.pk)
    assert stages() == ["submitted"]
    assert BatchItem.objects.get().why == "right"


def test_a_worker_that_dies_in_the_middle_leaves_nothing_half_done_and_nothing_twice(
    make_application: Any, recruiter: User, hospital: Hospital, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(make_application, 5)
    ids = list(Application.objects.values_list("pk", flat=True))
    batch = bulk.create("read", ids, hospital=hospital, by=recruiter)
    read, seen = pipeline.read, []

    def dies(application: Application, **how: Any) -> None:
        read(application, **how)
        seen.append(application.pk)
        if len(seen) == 3:
            raise SystemExit  # after the move, before the commit

    monkeypatch.setattr(pipeline, "read", dies)
    with pytest.raises(SystemExit):
        bulk.run.call(batch.pk)
    assert stages() == ["in_review"] * 2 + ["submitted"] * 3
    monkeypatch.undo()
    bulk.run.call(batch.pk)
    bulk.run.call(batch.pk)
    assert stages() == ["in_review"] * 5
    assert OutgoingMail.objects.filter(kind="application_read").count() == 5
    batch.refresh_from_db()
    assert batch.finished_at is not None


def test_a_reviewer_cannot_ask_for_bulk_work(make_application: Any, reviewer: User, client_of: Any) -> None:
    one = make_application()
    client = client_of(reviewer)
    assert client.get(f"{BULK}?do=read&id={one.pk}").status_code == 403
    assert client.post(BULK, {"do": "read", "ids": str(one.pk)}).status_code == 403


@pytest.mark.parametrize("ids", ["", "x", "1,2,,3", "9" * 30, "-1", "1;DROP"])
def test_odd_ids_choose_nobody(ids: str, make_application: Any, recruiter: User, client_of: Any) -> None:
    page = client_of(recruiter).post(BULK, {"do": "shortlist", "ids": ids})
    assert page.status_code == 200
    assert "Nobody is chosen" in page.content.decode()


def test_one_person_is_asked_for_with_words_that_fit(
    make_application: Any, recruiter: User, client_of: Any
) -> None:
    one = make_application(submitted_at=timezone.now() - timedelta(days=1))
    text = client_of(recruiter).get(f"{BULK}?do=reject&id={one.pk}").content.decode()
    assert "1 person is not chosen" in text


def test_each_of_many_gets_a_message_of_their_own_in_their_language(
    make_application: Any, candidate2: User, recruiter: User, client_of: Any
) -> None:
    english, dutch = make_application(), make_application(candidate=candidate2)
    client = client_of(recruiter)
    page = client.get(f"{BULK}?do=message&all=1")
    assert "A message to each of 2 people" in page.content.decode()
    confirm(client, page, message_en="Hello from {hospital}", message_nl="Groet van {hospital}")
    said = {m.application_id: m.words for m in Message.objects.all()}
    assert said == {
        english.pk: "Hello from Northlake General Hospital",
        dutch.pk: "Groet van Northlake General Hospital",
    }
    assert stages() == ["submitted", "submitted"]
