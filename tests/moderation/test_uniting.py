"""Two pages of one hospital become one, and nothing of either is lost."""

from datetime import timedelta
from threading import Event as Signal
from threading import Thread
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import ForeignKey
from django.utils import timezone

from alerts import following
from alerts.models import Alert, Bookmark
from core.models import Event, OutgoingMail
from core.workflow import NotAllowed
from hospitals.models import FormerHospital, Hospital, HospitalChannel, Invitation, Notice, Seat
from moderation import uniting
from moderation.uniting_places import HISTORY, PLACES
from postings import lifecycle
from postings.models import Posting, Template
from tests.applications.test_races import together
from tests.conftest import make_hospital


@pytest.fixture
def double(db: None) -> Hospital:
    """The same hospital once more, typed in by a colleague."""
    return make_hospital(name="Northlake Hospital", slug="northlake-hospital", web_domain="northlake.example")


def test_every_foreign_key_to_a_hospital_says_what_merging_means_for_it():
    naming = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and field.related_model is Hospital
    }
    assert naming == {place.model for place in PLACES} | HISTORY


def test_openings_applications_people_and_followers_are_at_the_one_that_stays(
    hospital, double, owner, recruiter, candidate, moderator, make_posting, make_application
):
    Seat.objects.create(hospital=double, user=recruiter, role="owner")
    posting = make_posting(hospital=double, title="Patient stories lead")
    application = make_application(posting=posting)
    Bookmark.objects.create(user=candidate, posting=posting)
    alert = following.follow(double, by=candidate, language="en")
    uniting.unite(double, hospital, by=moderator, words="The same hospital.")
    posting.refresh_from_db()
    application.refresh_from_db()
    alert.refresh_from_db()
    assert (posting.hospital_id, application.posting_id) == (hospital.pk, posting.pk)
    assert (alert.query, alert.status) == ("hospital=northlake", "active")
    assert Posting.objects.live().filter(hospital=hospital, pk=posting.pk).exists()
    # who worked at both has one seat, with the role that may do more
    assert list(Seat.objects.held().filter(user=recruiter).values_list("hospital", "role")) == [
        (hospital.pk, "owner")
    ]
    assert not Hospital.objects.filter(pk=double.pk).exists()


def test_what_both_have_is_kept_once_and_no_text_is_lost(hospital, double, owner, candidate, moderator):
    for one in (hospital, double):
        Template.objects.create(hospital=one, name="Weekend shift", content={})
        HospitalChannel.objects.create(hospital=one, channel_id=_channel(), url="https://x.example/northlake")
        Invitation.objects.create(
            hospital=one,
            email="new@northlake.example",
            role="reviewer",
            token_hash=one.slug,
            expires_at=timezone.now() + timedelta(days=7),
        )
        following.follow(one, by=candidate, language="en")
    uniting.unite(double, hospital, by=moderator, words="Twice.")
    names = sorted(Template.objects.filter(hospital=hospital).values_list("name", flat=True))
    assert len(names) == 2 and names[0] == "Weekend shift" and names[1].startswith("Weekend shift (")
    assert HospitalChannel.objects.filter(hospital=hospital).count() == 1
    assert Invitation.objects.filter(hospital=hospital, withdrawn_at=None).count() == 1
    assert Alert.objects.kept().filter(user=candidate).count() == 1


def _channel() -> int:
    from core.models import Channel

    return Channel.objects.order_by("pk").values_list("pk", flat=True)[0]


def test_old_addresses_lead_to_the_new_ones_in_both_languages(
    hospital, double, owner, candidate, moderator, client, client_of, make_posting
):
    make_posting(hospital=double)
    uniting.unite(double, hospital, by=moderator, words="Twice.")
    for prefix in ("", "/nl"):
        answer = client.get(f"{prefix}/hospitals/northlake-hospital/?from=mail")
        assert (answer.status_code, answer["Location"]) == (301, f"{prefix}/hospitals/northlake/?from=mail")
    room = client_of(owner).get("/workspace/northlake-hospital/openings/")
    assert (room.status_code, room["Location"]) == (301, "/workspace/northlake/openings/")
    assert client_of(candidate).get("/workspace/northlake-hospital/").status_code == 404
    assert b"1 opening" in client.get("/openings/?hospital=northlake-hospital").content
    assert (
        client_of(moderator)
        .get(f"/moderation/hospitals/{double.pk}/")["Location"]
        .endswith(f"/{hospital.pk}/")
    )


def test_an_old_address_is_never_given_to_another_hospital(hospital, double, moderator, candidate):
    from hospitals.claims import free_slug

    uniting.unite(double, hospital, by=moderator, words="Twice.")
    assert free_slug(Hospital(name="Northlake Hospital", city="Reno")) == "northlake-hospital-reno"


def test_both_teams_are_told_and_the_trail_keeps_both(
    hospital, double, owner, owner2, candidate2, moderator, make_posting
):
    Seat.objects.create(hospital=double, user=candidate2, role="owner")
    make_posting(title="Same title")
    make_posting(hospital=double, title="same TITLE")
    uniting.unite(double, hospital, by=moderator, words="The same number in the directory.")
    told = OutgoingMail.objects.filter(kind="hospital_united")
    assert set(told.values_list("user", flat=True)) == {owner.pk, candidate2.pk}
    assert "same TITLE" in told[0].text
    assert Notice.objects.filter(user=candidate2, hospital=hospital).exists()
    event = Event.objects.get(verb="unite")
    assert (event.subject_id, event.data["number"], event.data["name"]) == (
        hospital.pk,
        double.pk,
        "Northlake Hospital",
    )
    assert FormerHospital.objects.get(number=double.pk).hospital_id == hospital.pk


def test_a_merge_into_something_merged_before_leads_on(hospital, double, moderator, client):
    third = make_hospital(name="Northlake", slug="northlake-2")
    uniting.unite(third, double, by=moderator, words="Twice.")
    uniting.unite(double, hospital, by=moderator, words="Thrice.")
    for slug in ("northlake-2", "northlake-hospital"):
        assert client.get(f"/hospitals/{slug}/")["Location"] == "/hospitals/northlake/"


@pytest.mark.parametrize(
    ("gone", "kept"),
    [
        ({"frozen_at": timezone.now()}, {}),
        ({}, {"frozen_at": timezone.now()}),
        ({}, {"status": "unverified"}),
        ({"country": "NL"}, {}),
    ],
)
def test_what_would_bring_a_stopped_or_unproven_hospital_online_is_refused(
    gone, kept, hospital, double, moderator
):
    Hospital.objects.filter(pk=double.pk).update(**gone)
    Hospital.objects.filter(pk=hospital.pk).update(**kept)
    with pytest.raises(uniting.NotUnitable):
        uniting.unite(double, hospital, by=moderator, words="Twice.")
    assert (Hospital.objects.count(), Event.objects.count()) == (2, 0)


def test_a_moderator_with_a_seat_at_one_of_them_does_not_merge(hospital, double, moderator):
    Seat.objects.create(hospital=double, user=moderator, role="host")
    with pytest.raises(NotAllowed):
        uniting.unite(double, hospital, by=moderator, words="Mine.")


@pytest.mark.django_db(transaction=True)
def test_an_opening_that_is_being_posted_during_the_merge_follows(
    hospital, double, owner, moderator, make_posting
):
    writing, written = Signal(), Signal()
    wrong: list[Any] = []

    def post() -> None:
        try:
            with transaction.atomic():
                make_posting(hospital=double, title="Written meanwhile")
                writing.set()
                written.wait(1)  # the merge is waiting for us by then
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    poster = Thread(target=post)
    poster.start()
    assert writing.wait(5)
    uniting.unite(double, hospital, by=moderator, words="Twice.")
    poster.join()
    assert (wrong, Posting.objects.get(title="Written meanwhile").hospital_id) == ([], hospital.pk)


@pytest.mark.django_db(transaction=True)
def test_an_opening_that_is_being_sent_during_the_merge_follows_and_neither_ends_the_other(
    hospital, double, owner, moderator, make_posting, monkeypatch
):
    """Who sends an opening holds it and then asks the hospital for trust; the merge holds both in the same order."""
    Hospital.objects.filter(pk=double.pk).update(trusted=True, trusted_at=timezone.now())
    Seat.objects.create(hospital=double, user=owner, role="owner")
    posting = make_posting(hospital=double, status="draft", publish_at=None, published_at=None)
    sending, merging = Signal(), Signal()
    missing, hindrance = lifecycle.missing, uniting.hindrance

    def slowly(*args: Any) -> Any:
        sending.set()
        merging.wait(0.5)  # as long as it may take to lock both hospitals
        return missing(*args)

    def begun(*args: Any) -> Any:
        merging.set()
        return hindrance(*args)

    monkeypatch.setattr(lifecycle, "missing", slowly)
    monkeypatch.setattr(uniting, "hindrance", begun)

    def unite() -> Any:
        sending.wait(5)
        return uniting.unite(double, hospital, by=moderator, words="Twice.")

    results = together(lambda: lifecycle.submit(posting, by=owner), unite)
    assert [one for one in results if isinstance(one, Exception)] == []
    posting.refresh_from_db()
    assert (posting.hospital_id, posting.status) == (hospital.pk, "published")


def test_who_posts_to_the_one_that_is_gone_is_told_so(
    hospital, double, owner, moderator, client_of, monkeypatch
):
    Seat.objects.create(hospital=double, user=owner, role="owner")
    poster = client_of(owner)
    uniting.unite(double, hospital, by=moderator, words="Twice.")
    answer = poster.post("/workspace/northlake-hospital/openings/new/", {"title": "A title that I typed"})
    assert answer.status_code == 409
    assert b"A title that I typed" in answer.content


@pytest.mark.django_db
def test_a_hospital_of_thousands_of_openings_is_not_cut_off_by_the_patience_of_a_page(
    hospital, double, moderator, monkeypatch
):
    real = uniting._let_go

    def slow(*args):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.4)")
        real(*args)

    monkeypatch.setattr(uniting, "_let_go", slow)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '300ms'")
    uniting.unite(double, hospital, by=moderator, words="Twice.")
    assert not Hospital.objects.filter(pk=double.pk).exists()


def test_the_preview_counts_what_follows_and_what_both_have(hospital, double, owner, moderator, make_posting):
    Seat.objects.create(hospital=double, user=owner, role="owner")
    make_posting(hospital=double)
    seen = uniting.preview(double, hospital)
    assert [(str(told), n) for told, n in seen.follows] == [
        ("Openings, with everything sent to them", 1),
        ("People of the team", 1),
    ]
    assert [(str(told), n) for told, n in seen.twins] == [("People of the team", 1)]
