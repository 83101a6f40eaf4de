"""A hospital invites, a candidate answers: once, within limits, without a name."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import visibility
from accounts.models import InboxItem, Profile, User
from applications import hiding, inviting, sending
from applications.models import Application, HiddenFrom, Invited
from applications.refusals import Refused
from core.models import Event, OutgoingMail
from core.workflow import NotAllowed, WrongState
from hospitals.models import Hospital
from postings import lifecycle
from postings.models import Posting, Seen
from tests.conftest import visible_profile

pytestmark = pytest.mark.django_db
NOW = timezone.now()
ROOM = "/workspace/northlake/candidates/"


@pytest.fixture
def profile(candidate: User) -> Profile:
    return visible_profile(candidate)


def test_an_invitation_reaches_the_candidate_by_mail_and_on_their_page(
    profile: Profile, candidate: User, posting: Posting, recruiter: User, client_of: Any
) -> None:
    answer = client_of(recruiter).post(
        f"{ROOM}{profile.pk}/", {"opening": posting.pk, "words": "Your videos would help us."}
    )
    assert answer.status_code == 302
    invited = Invited.objects.get()
    assert (invited.status, invited.by, invited.expires_at - invited.sent_at) == (
        "sent",
        recruiter,
        timedelta(days=14),
    )
    mail = OutgoingMail.objects.get(kind="invitation_to_apply")
    assert mail.user == candidate
    assert "Your videos would help us." in mail.text and f"/me/invitations/{invited.pk}/" in mail.text
    assert "$64,000–$78,000 a year" in mail.text  # of an unpaid internship it says that
    assert InboxItem.objects.get(user=candidate).kind == "invitation"
    mine = client_of(candidate)
    assert "A hospital invites you to apply" in mine.get("/me/").content.decode()
    assert "Your videos would help us." in mine.get(f"/me/invitations/{invited.pk}/").content.decode()


def test_applying_is_the_answer_names_its_source_and_shows_the_hospital_who_it_is(
    profile: Profile, candidate: User, posting: Posting, recruiter: User, make_document: Any, client_of: Any
) -> None:
    inviting.invite(profile, posting, by=recruiter)
    hospital_side = client_of(recruiter)
    assert "Amara" not in hospital_side.get(f"{ROOM}invitations/").content.decode()
    application = sending.start(posting, candidate)
    sending.keep_draft(application, by=candidate, cv=make_document(candidate))
    sending.submit(application, by=candidate)
    assert application.source == "invited"
    assert Seen.objects.get(posting=posting).source == "invited"
    assert Invited.objects.get().status == "accepted"
    text = hospital_side.get(f"{ROOM}invitations/").content.decode()
    assert f"/applications/{application.pk}/" in text and "Applied" in text


def test_a_blind_application_is_not_tied_to_the_profile_that_says_where_somebody_lives(
    profile: Profile,
    candidate: User,
    make_posting: Any,
    recruiter: User,
    make_application: Any,
    client_of: Any,
) -> None:
    posting = make_posting(blind=True)
    inviting.invite(profile, posting, by=recruiter)
    application = make_application(posting=posting, number=1)
    inviting.accept_with(application, by=candidate, at=NOW)
    text = client_of(recruiter).get(f"{ROOM}invitations/").content.decode()
    assert "Applied" in text and f"/applications/{application.pk}/" not in text


def test_a_no_needs_no_reason_and_is_seen_in_the_list(
    profile: Profile, candidate: User, posting: Posting, recruiter: User, hospital: Hospital, client_of: Any
) -> None:
    invited = inviting.invite(profile, posting, by=recruiter)
    client_of(candidate).post(f"/me/invitations/{invited.pk}/declining/")
    invited.refresh_from_db()
    assert (invited.status, HiddenFrom.objects.count()) == ("declined", 0)
    assert "Declined" in client_of(recruiter).get(f"{ROOM}invitations/").content.decode()


def test_a_no_that_hides_makes_the_person_vanish_from_search_page_and_list(
    profile: Profile, candidate: User, posting: Posting, recruiter: User, client_of: Any
) -> None:
    invited = inviting.invite(profile, posting, by=recruiter)
    mine, theirs = client_of(candidate), client_of(recruiter)
    mine.post(f"/me/invitations/{invited.pk}/declining/", {"hide": "1"})
    assert theirs.get(f"{ROOM}{profile.pk}/").status_code == 404
    assert "Webcare and video" not in theirs.get(ROOM).content.decode()
    text = theirs.get(f"{ROOM}invitations/").content.decode()
    assert ("Webcare and video" in text, "Cannot be found any more" in text) == (False, True)


def test_who_goes_private_leaves_no_more_than_the_opening_in_an_open_invitation(
    profile: Profile, candidate: User, posting: Posting, recruiter: User, client_of: Any
) -> None:
    invited = inviting.invite(profile, posting, by=recruiter)
    visibility.hide(profile, by=candidate)
    text = client_of(recruiter).get(f"{ROOM}invitations/").content.decode()
    assert ("Webcare and video" in text, posting.title in text) == (False, True)
    assert f"{ROOM}{profile.pk}/" not in text
    assert (
        client_of(candidate).get(f"/me/invitations/{invited.pk}/").status_code == 200
    )  # still theirs to answer


def test_nobody_answers_the_invitation_of_somebody_else(
    profile: Profile, candidate2: User, posting: Posting, recruiter: User, client_of: Any
) -> None:
    invited = inviting.invite(profile, posting, by=recruiter)
    stranger = client_of(candidate2)
    assert stranger.get(f"/me/invitations/{invited.pk}/").status_code == 404
    assert stranger.post(f"/me/invitations/{invited.pk}/declining/").status_code == 404
    with pytest.raises(NotAllowed):
        inviting.decline(invited, by=candidate2)


# ── Limits ───────────────────────────────────────────────────────────────────────────────────────────


def past(profile: Profile, posting: Posting, **fields: Any) -> Invited:
    facts = {"sent_at": NOW, "expires_at": NOW + timedelta(days=14), **fields}
    return Invited.objects.create(posting=posting, candidate=profile.user, **facts)


def test_a_person_is_invited_once_ever_for_one_opening(
    profile: Profile, posting: Posting, recruiter: User, client_of: Any
) -> None:
    past(profile, posting, status="expired", ended_at=NOW)
    with pytest.raises(Refused, match="knows this opening already"):
        inviting.invite(profile, posting, by=recruiter)
    with pytest.raises(IntegrityError), transaction.atomic():
        past(profile, posting)


def test_a_person_who_applied_is_refused_in_the_words_of_one_who_was_invited(
    profile: Profile, posting: Posting, recruiter: User, make_application: Any
) -> None:
    make_application()
    with pytest.raises(Refused, match="knows this opening already"):
        inviting.invite(profile, posting, by=recruiter)


def test_after_a_no_a_hospital_waits_ninety_days_and_another_hospital_does_not(
    profile: Profile, make_posting: Any, recruiter: User, hospital2: Hospital, owner2: User
) -> None:
    past(profile, make_posting(), status="declined", ended_at=NOW - timedelta(days=89))
    with pytest.raises(Refused, match="90 days"):
        inviting.invite(profile, make_posting(), by=recruiter, at=NOW)
    inviting.invite(profile, make_posting(hospital=hospital2), by=owner2, at=NOW)
    inviting.invite(profile, make_posting(), by=recruiter, at=NOW + timedelta(days=2))


def test_ten_invitations_of_an_opening_wait_at_once(
    profile: Profile, posting: Posting, recruiter: User, make_person: Any
) -> None:
    for n in range(10):
        other = visible_profile(make_person(f"p{n}@people.example", f"P {n}"))
        past(other, posting)
    with pytest.raises(Refused, match="Ten invitations"):
        inviting.invite(profile, posting, by=recruiter)
    first = Invited.objects.order_by("pk").values("pk")[:1]
    Invited.objects.filter(pk__in=first).update(
        expires_at=NOW
    )  # ran out, though the board has not ended it yet
    inviting.invite(profile, posting, by=recruiter)


def test_thirty_leave_a_hospital_in_a_week(
    profile: Profile, make_posting: Any, recruiter: User, make_person: Any
) -> None:
    other = visible_profile(make_person("other@people.example", "Other"))
    for n in range(30):
        past(
            other, make_posting(), status="expired", ended_at=NOW, sent_at=NOW - timedelta(days=6, minutes=n)
        )
    with pytest.raises(Refused, match="30 invitations"):
        inviting.invite(profile, make_posting(), by=recruiter, at=NOW)
    inviting.invite(profile, make_posting(), by=recruiter, at=NOW + timedelta(days=1))


@pytest.mark.parametrize("change", [{"closes_at": NOW}, {"status": "draft"}, {"frozen_at": NOW}])
def test_only_a_live_opening_invites(
    profile: Profile, posting: Posting, recruiter: User, change: dict[str, Any]
) -> None:
    if change.get("status") == "draft":
        change = {**change, "published_at": None, "publish_at": None, "submitted_at": None}
    Posting.objects.filter(pk=posting.pk).update(**change)
    with pytest.raises(Refused, match="takes no applications now"):
        inviting.invite(profile, posting, by=recruiter)


def test_an_opening_of_another_hospital_or_one_invented_is_refused_beside_the_field(
    profile: Profile, make_posting: Any, hospital2: Hospital, recruiter: User, client_of: Any
) -> None:
    make_posting()
    foreign = make_posting(hospital=hospital2)
    for opening in (foreign.pk, 999999, "x", ""):
        answer = client_of(recruiter).post(
            f"{ROOM}{profile.pk}/", {"opening": opening, "words": "Kept words"}
        )
        assert answer.status_code == 200
        assert "Kept words" in answer.content.decode()
    assert not Invited.objects.exists()


def test_who_hid_since_the_page_was_opened_is_not_invited(
    profile: Profile, candidate: User, posting: Posting, recruiter: User, hospital: Hospital, client_of: Any
) -> None:
    hiding.hide_from(candidate, f"hospital:{hospital.pk}")
    with pytest.raises(Refused, match="cannot be found"):
        inviting.invite(profile, posting, by=recruiter)
    assert client_of(recruiter).post(f"{ROOM}{profile.pk}/", {"opening": posting.pk}).status_code == 404
    assert not OutgoingMail.objects.exists()


def test_a_reviewer_invites_nobody(
    profile: Profile, posting: Posting, reviewer: User, client_of: Any
) -> None:
    with pytest.raises(Refused):
        inviting.invite(profile, posting, by=reviewer)
    assert client_of(reviewer).post(f"{ROOM}{profile.pk}/", {"opening": posting.pk}).status_code == 403


# ── What the board ends ──────────────────────────────────────────────────────────────────────────────


def test_after_fourteen_days_it_has_run_out_and_the_person_may_still_apply(
    profile: Profile, candidate: User, posting: Posting, recruiter: User, client_of: Any
) -> None:
    invited = inviting.invite(profile, posting, by=recruiter, at=NOW - timedelta(days=14, minutes=1))
    assert inviting.end_those_that_ran_out(NOW) == 1
    assert inviting.end_those_that_ran_out(NOW) == 0
    invited.refresh_from_db()
    assert invited.status == "expired"
    assert (
        "The time to answer is over"
        in client_of(candidate).get(f"/me/invitations/{invited.pk}/").content.decode()
    )
    with pytest.raises(WrongState):
        inviting.decline(invited, by=candidate)


def test_who_declines_an_invitation_in_the_second_of_the_closing_keeps_nobody_from_closing(
    profile: Profile, candidate: User, posting: Posting, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    invited, real = inviting.invite(profile, posting, by=owner), inviting.LIFE.move

    def move(row: Invited, verb: str, **said: Any) -> Any:
        if verb == "withdraw":
            inviting.decline(Invited.objects.get(pk=row.pk), by=candidate)
        return real(row, verb, **said)

    monkeypatch.setattr(inviting.LIFE, "move", move)
    lifecycle.close(posting, by=owner, outcome="not_filled")
    invited.refresh_from_db()
    assert (invited.status, posting.status) == ("declined", "closed")


def test_an_opening_that_closes_takes_its_invitations_back(
    profile: Profile, posting: Posting, recruiter: User, owner: User, candidate: User, client_of: Any
) -> None:
    invited = inviting.invite(profile, posting, by=recruiter)
    lifecycle.close(posting, by=owner, outcome="not_filled")
    invited.refresh_from_db()
    assert invited.status == "withdrawn"
    assert (
        "takes no more applications"
        in client_of(candidate).get(f"/me/invitations/{invited.pk}/").content.decode()
    )
    assert "A hospital invites you" not in client_of(candidate).get("/me/").content.decode()


def test_an_opening_whose_last_day_passes_takes_them_back_too(
    profile: Profile, posting: Posting, recruiter: User
) -> None:
    invited = inviting.invite(profile, posting, by=recruiter, at=NOW)
    Posting.objects.filter(pk=posting.pk).update(closes_at=NOW + timedelta(days=1))
    assert inviting.end_those_that_ran_out(NOW + timedelta(days=2)) == 1
    invited.refresh_from_db()
    assert invited.status == "withdrawn"


def test_invitations_are_forgotten_a_year_after_their_end(profile: Profile, make_posting: Any) -> None:
    past(profile, make_posting(), status="declined", ended_at=NOW - timedelta(days=366))
    past(profile, make_posting(), status="declined", ended_at=NOW - timedelta(days=300))
    past(profile, make_posting())
    assert inviting.forget_old(NOW) == 1


def test_the_team_s_log_tells_of_invitations_without_a_name(
    profile: Profile, candidate: User, posting: Posting, recruiter: User, owner: User, client_of: Any
) -> None:
    invited = inviting.invite(profile, posting, by=recruiter)
    inviting.decline(invited, by=candidate)
    text = client_of(owner).get("/workspace/northlake/activity/").content.decode()
    assert "invited someone to apply for" in text and "declined an invitation" in text
    assert "Amara" not in text
    assert Event.objects.filter(subject_type="applications.invited").count() == 2


def test_as_many_queries_for_twenty_invitations_as_for_one(
    profile: Profile,
    make_posting: Any,
    recruiter: User,
    client_of: Any,
    make_person: Any,
    django_assert_num_queries: Any,
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_of(recruiter)
    past(profile, make_posting())
    client.get(f"{ROOM}invitations/")
    with CaptureQueriesContext(connection) as one:
        client.get(f"{ROOM}invitations/")
    for n in range(20):
        past(visible_profile(make_person(f"p{n}@people.example", f"P {n}")), make_posting())
    with CaptureQueriesContext(connection) as many:
        client.get(f"{ROOM}invitations/")
    assert len(many) == len(one)


def test_an_application_without_an_invitation_keeps_its_own_source(posting: Posting, candidate: User) -> None:
    assert sending.start(posting, candidate, source="alert").source == "alert"
    assert Application.objects.get().source == "alert"


def test_who_hides_from_as_many_hospitals_as_can_be_kept_is_told_so_when_saying_no(
    profile: Profile, candidate: User, posting: Posting, recruiter: User, client_of: Any, monkeypatch: Any
) -> None:
    invited = inviting.invite(profile, posting, by=recruiter)
    monkeypatch.setattr(hiding, "MOST", 0)
    mine = client_of(candidate)
    answer = mine.post(f"/me/invitations/{invited.pk}/declining/", {"hide": "1"}, follow=True)
    assert "Remove one first" in answer.content.decode()
