"""One form of a new opening arrives twice, late, or at another hospital's door: it makes one draft, at the right place."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from accounts.models import User
from hospitals.models import Hospital, Seat
from postings import editing
from postings.forms import blank
from postings.models import Posting, Started
from tests.postings.test_editor import blank_page, to

Clients = Callable[[User], Client]


@pytest.mark.django_db(transaction=True)
def test_the_same_new_form_sent_twice_at_once_makes_one_draft(hospital: Hospital, owner: User) -> None:
    page = blank_page(hospital, owner, title="Editor", description="You write.")
    begin, kept, failed = threading.Barrier(4), [], []

    def send() -> None:
        data = QueryDict(mutable=True)
        data.update(page)
        begin.wait()
        try:
            kept.append(editing.begin(blank(hospital, owner), data, by=owner).posting.pk)
        except Exception as error:  # any at all is the failure that is looked for
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (failed, len(set(kept)), Posting.objects.count()) == ([], 1, 1)


@pytest.mark.parametrize("door", ["new", "begin"])
def test_a_form_of_one_hospital_never_writes_at_another(
    hospital: Hospital, hospital2: Hospital, owner: User, client_of: Clients, door: str
) -> None:
    Seat.objects.create(hospital=hospital2, user=owner, role="owner")
    client, page = client_of(owner), blank_page(hospital, owner, title="Of Northlake")
    client.post(to("begin"), page)
    there = reverse(f"postings:workspace_{door}", args=[hospital2.slug])
    client.post(there, page | {"title": "Of De Waterlinie"})
    assert list(Posting.objects.order_by("pk").values_list("hospital_id", "title")) == [
        (hospital.pk, "Of Northlake"),
        (hospital2.pk, "Of De Waterlinie"),
    ]
    assert Started.objects.get().posting.hospital_id == hospital.pk


@pytest.mark.parametrize("typed", [("9999-12-31", "23:59"), ("0001-01-01", "00:00"), ("2020-02-30", "")])
def test_a_day_that_no_calendar_keeps_is_told_and_the_list_still_opens(
    owner: User, hospital: Hospital, client_of: Clients, typed: tuple[str, str]
) -> None:
    client, first = client_of(owner), {"publish_on": typed[0], "publish_time": typed[1]}
    answer: Any = client.post(to("new"), blank_page(hospital, owner, title="Editor") | first)
    assert (answer.status_code, "publish_on" in answer.context["form"].errors) == (422, True)
    pages = [to("list"), to("edit", Posting.objects.get().pk)]
    assert [client.get(page).status_code for page in pages] == [200, 200]
