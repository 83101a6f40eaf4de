"""What many are told at once: the hospital's own texts, a reason kept or shared, and what stood in the way."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from applications import bulk
from applications.models import Application, Batch, BatchItem, CannedText
from core.models import OutgoingMail
from hospitals.models import Hospital
from tests.applications.test_bulk import BULK, confirm
from tests.applications.test_lists import many
from tests.conftest import make_offer

pytestmark = pytest.mark.django_db
NO = f"{BULK}?do=reject&all=1"


def test_a_recruiter_begins_a_no_to_many_with_a_text_of_the_hospital(
    make_application: Any, hospital: Hospital, recruiter: User, client_of: Any
) -> None:
    many(make_application, 2)
    own = CannedText.objects.create(
        hospital=hospital, kind="rejection", name="After a first talk", text_en="Dear {name}, not this time."
    )
    client = client_of(recruiter)
    page = client.get(NO)
    assert "After a first talk" in page.content.decode()
    facts = {"do": "reject", "ids": page.context["ids"], "then": "text", "text": str(own.pk)}
    page = client.post(BULK, {**facts, "reason": "hours", "private": "on"})
    assert (page.context["form"]["reason"].value(), page.context["form"]["private"].value()) == (
        "hours",
        "on",
    )
    assert page.context["form"]["message_en"].value() == "Dear {name}, not this time."
    assert not Batch.objects.exists()
    page = client.post(BULK, {**facts, "text": "nonsense"})
    assert page.context["form"]["message_en"].value().startswith("Dear {name}")


@pytest.mark.parametrize("kept", [True, False])
def test_a_reason_that_is_kept_from_many_stands_in_no_letter(
    make_application: Any, recruiter: User, client_of: Any, kept: bool
) -> None:
    many(make_application, 2)
    client = client_of(recruiter)
    more = {"private": "on"} if kept else {}
    confirm(client, client.get(NO), reason="experience", message_en="No.", **more)
    letters = OutgoingMail.objects.filter(kind="application_rejected")
    assert [("more experience" in letter.text) for letter in letters] == [not kept] * 2
    assert set(Application.objects.values_list("rejection_shared", flat=True)) == {not kept}


def test_a_word_that_nobody_fills_in_is_refused_and_what_was_typed_is_kept(
    make_application: Any, recruiter: User, client_of: Any
) -> None:
    many(make_application, 1)
    client = client_of(recruiter)
    page = confirm(client, client.get(NO), reason="skills", message_en="Dear {firstname}")
    assert "nothing else is filled in for {firstname}" in page.content.decode()
    assert page.context["form"]["message_en"].value() == "Dear {firstname}"
    assert not Batch.objects.exists()


def test_who_has_an_open_offer_is_named_with_what_to_do_first(
    make_application: Any, recruiter: User, hospital: Hospital
) -> None:
    application = make_application(status="offered")
    make_offer(application, answer_by=timezone.now() + timedelta(days=3))
    bulk.start(
        "reject", [application.pk], hospital=hospital, by=recruiter, reason="skills", words={"en": "No."}
    )
    assert (
        str(bulk.WHY[BatchItem.objects.get().why])
        == "Your offer still waits for an answer. Take it back first"
    )


def test_braces_in_a_name_stay_what_they_are(make_application: Any) -> None:
    application = make_application(snapshot={"name": "{hospital}", "email": "a@people.example"})
    assert bulk.written_for(application, {"en": "Dear {name} of {x}"}) == "Dear {hospital} of {x}"
