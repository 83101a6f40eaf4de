"""Who comes in, what they may do, who leaves; never without an owner."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import Event, OutgoingMail
from core.workflow import NotAllowed, WrongState
from hospitals import staff
from hospitals.models import Hospital, Invitation, Seat
from hospitals.roles import Role

pytestmark = pytest.mark.django_db


def seat_of(user) -> Seat:
    return Seat.objects.held().get(user=user)


def token() -> str:
    return re.findall(
        r"/hospitals/invitations/([^/\s]+)/", OutgoingMail.objects.filter(kind="invitation").latest("id").text
    )[0]


def test_an_invited_colleague_joins_with_the_role_of_the_invitation(hospital, owner, make_person, client_of):
    client_of(owner).post(
        reverse("hospitals:team", args=["northlake"]), {"email": "New@Northlake.example", "role": "reviewer"}
    )
    colleague = make_person("new@northlake.example", "Noor Haddad")
    url = reverse("hospitals:invitation", args=[token()])
    assert client_of(colleague).get(url).status_code == 200
    assert client_of(colleague).post(url).url == reverse("hospitals:workspace", args=["northlake"])
    assert seat_of(colleague).role == "reviewer"
    assert list(Event.objects.order_by("id").values_list("verb", flat=True)) == ["invite", "join"]
    assert OutgoingMail.objects.filter(kind="seat_joined", to=owner.email).exists()


def test_who_has_no_account_yet_reads_who_invites_them_before_anything_else(hospital, owner, client_of):
    staff.invite(hospital, email="new@northlake.example", role="reviewer", by=owner)
    url = reverse("hospitals:invitation", args=[token()])
    page = client_of(None).get(url).content.decode()
    assert "Join the team of Northlake" in page
    assert f"{owner.name} invites you as: Reviewer." in page
    assert f'href="/accounts/signup/?next={url}"' in page
    assert client_of(None).get(reverse("hospitals:invitation", args=["invented"])).status_code == 302


def test_the_last_owner_reads_that_somebody_must_take_over_before_pressing_anything(
    hospital, owner, make_person, client_of
):
    url = reverse("hospitals:team_departure", args=["northlake"])
    page = client_of(owner).get(url).content.decode()
    assert "A hospital needs an owner." in page
    assert "Leave the team</button>" not in page
    Seat.objects.create(
        hospital=hospital, user=make_person("second@northlake.example", "Second Owner"), role="owner"
    )
    assert "Leave the team</button>" in client_of(owner).get(url).content.decode()


def test_an_invitation_works_once_and_for_its_mailbox_only(
    hospital, owner, candidate, make_person, client_of
):
    staff.invite(hospital, email="new@northlake.example", role="owner", by=owner)
    url = reverse("hospitals:invitation", args=[token()])
    assert client_of(candidate).post(url).status_code == 403
    assert client_of(None).post(url).status_code == 302
    colleague = make_person("new@northlake.example", "Noor Haddad")
    colleague.emailaddress_set.update(verified=False)
    assert client_of(colleague).post(url).status_code == 403
    colleague.emailaddress_set.update(verified=True)
    assert client_of(colleague).post(url).status_code == 302
    assert client_of(colleague).post(url).status_code == 404
    assert client_of(candidate).get(reverse("hospitals:invitation", args=["invented"])).status_code == 404
    assert Seat.objects.held().count() == 2


def test_an_old_a_replaced_and_a_withdrawn_invitation_open_nothing(hospital, owner, make_person):
    colleague = make_person("new@northlake.example", "Noor Haddad")
    first = staff.invite(hospital, email=colleague.email, role="host", by=owner)
    second = staff.invite(hospital, email=colleague.email, role="host", by=owner)
    with pytest.raises(Invitation.DoesNotExist):
        staff.accept(first, by=colleague)
    with pytest.raises(Invitation.DoesNotExist):
        staff.accept(second, by=colleague, at=timezone.now() + timedelta(days=8))
    staff.withdraw(second, by=owner)
    with pytest.raises(Invitation.DoesNotExist):
        staff.accept(second, by=colleague)
    assert not Seat.objects.filter(user=colleague).exists()


def test_the_table_holds_no_token(hospital, owner):
    staff.invite(hospital, email="new@northlake.example", role="host", by=owner)
    assert token() not in Invitation.objects.get().token_hash


def test_a_colleague_is_not_invited_twice(hospital, owner, recruiter, client_of):
    url = reverse("hospitals:team", args=["northlake"])
    answer = client_of(owner).post(url, {"email": recruiter.email.upper(), "role": "owner"})
    assert answer.context["form"].errors == {"email": ["This person is in the team already"]}


VERBS: dict[str, Callable] = {
    "invite": lambda seat, by: staff.invite(seat.hospital, email="x@y.example", role="host", by=by),
    "change_role": lambda seat, by: staff.change_role(seat, "host", by=by),
    "remove": lambda seat, by: staff.remove(seat, by=by),
    "hand_over": lambda seat, by: staff.hand_over(seat_of(by), to=seat, by=by),
}


@pytest.mark.parametrize("role", ["recruiter", "reviewer", "host", "owner2"])
@pytest.mark.parametrize("verb", VERBS)
def test_only_an_owner_of_this_hospital_runs_the_team(verb, role, owner, request, hospital, make_person):
    other = Seat.objects.create(
        hospital=hospital, user=make_person("z@northlake.example", "Z"), role="reviewer"
    )
    with pytest.raises(NotAllowed):
        VERBS[verb](other, request.getfixturevalue(role))
    other.refresh_from_db()
    assert (other.role, other.left_at) == ("reviewer", None)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("owner", 200),
        ("recruiter", 403),
        ("reviewer", 403),
        ("host", 403),
        ("owner2", 404),
        ("candidate", 404),
        ("moderator", 404),
    ],
)
def test_the_door_of_the_team_page_and_its_deeds(
    role, status, hospital, owner, request, client_of, make_person
):
    other = Seat.objects.create(
        hospital=hospital, user=make_person("z@northlake.example", "Z"), role="reviewer"
    )
    browser = client_of(request.getfixturevalue(role))
    assert browser.get(reverse("hospitals:team_removal", args=["northlake", other.pk])).status_code == status
    assert browser.get(reverse("hospitals:verification", args=["northlake"])).status_code == status
    see = 404 if status == 404 else 200
    assert browser.get(reverse("hospitals:team", args=["northlake"])).status_code == see
    if status != 200:
        invite = browser.post(
            reverse("hospitals:team", args=["northlake"]), {"email": "a@b.example", "role": "host"}
        )
        assert invite.status_code == status


def test_a_role_changes_and_the_colleague_hears_of_it(hospital, owner, reviewer, client_of):
    client_of(owner).post(
        reverse("hospitals:team_role", args=["northlake", seat_of(reviewer).pk]), {"role": "recruiter"}
    )
    assert seat_of(reviewer).role == "recruiter"
    assert OutgoingMail.objects.get(kind="seat_changed").to == reviewer.email


def test_whoever_is_removed_has_lost_the_workspace_at_the_next_click(hospital, owner, recruiter, client_of):
    browser, url = client_of(recruiter), reverse("hospitals:workspace", args=["northlake"])
    assert browser.get(url).status_code == 200
    client_of(owner).post(reverse("hospitals:team_removal", args=["northlake", seat_of(recruiter).pk]))
    assert browser.get(url).status_code == 404
    assert OutgoingMail.objects.get().kind == "seat_ended"


def test_the_last_owner_cannot_leave_step_down_or_be_removed(hospital, owner, recruiter):
    seat = seat_of(owner)
    for deed in (
        lambda: staff.leave(seat, by=owner),
        lambda: staff.remove(seat, by=owner),
        lambda: staff.change_role(seat, Role.HOST, by=owner),
    ):
        with pytest.raises(staff.LastOwner):
            deed()
    assert seat_of(owner).role == "owner"


def test_an_owner_hands_over_and_then_may_leave(hospital, owner, recruiter, client_of):
    browser = client_of(owner)
    browser.post(reverse("hospitals:team_handover", args=["northlake", seat_of(recruiter).pk]))
    assert (seat_of(recruiter).role, seat_of(owner).role) == ("owner", "recruiter")
    browser.post(reverse("hospitals:team_departure", args=["northlake"]))
    assert not Seat.objects.held().filter(user=owner).exists()


def test_a_seat_of_another_hospital_is_not_there(hospital, owner, owner2, client_of):
    url = reverse("hospitals:team_removal", args=["northlake", seat_of(owner2).pk])
    assert client_of(owner).post(url).status_code == 404
    assert seat_of(owner2).role == "owner"


# ── Invitations that nobody took ─────────────────────────────────────────────────────────────────────
def test_an_old_invitation_is_shown_and_sent_again_with_a_new_token(hospital, owner, make_person, client_of):
    Invitation.objects.filter(
        pk=staff.invite(hospital, email="new@northlake.example", role="reviewer", by=owner).pk
    ).update(expires_at=timezone.now() - timedelta(hours=1))
    old, browser, page = token(), client_of(owner), reverse("hospitals:team", args=["northlake"])
    shown = browser.get(page).content.decode()
    assert "too old" in shown and "invited by Ines Calder" in shown
    browser.post(reverse("hospitals:invitation_resending", args=["northlake", Invitation.objects.get().pk]))
    assert "too old" not in browser.get(page).content.decode()
    colleague = client_of(make_person("new@northlake.example", "Noor Haddad"))
    assert colleague.post(reverse("hospitals:invitation", args=[old])).status_code == 404
    assert colleague.post(reverse("hospitals:invitation", args=[token()])).status_code == 302
    with pytest.raises(WrongState):
        staff.invite_again(Invitation.objects.latest("id"), by=owner)


def test_an_invitation_of_another_hospital_is_not_sent_again(hospital, hospital2, owner, owner2, client_of):
    other = staff.invite(hospital2, email="x@waterlinie.example", role="host", by=owner2)
    url = reverse("hospitals:invitation_resending", args=["northlake", other.pk])
    assert client_of(owner).post(url).status_code == 404
    assert OutgoingMail.objects.filter(kind="invitation").count() == 1


def test_an_unverified_hospital_mails_five_strangers_and_no_more(hospital, owner, client_of):
    Hospital.objects.update(status="unverified")
    for n in range(5):
        staff.invite(hospital, email=f"n{n}@northlake.example", role="host", by=owner)
    answer = client_of(owner).post(
        reverse("hospitals:team", args=["northlake"]), {"email": "n6@northlake.example", "role": "host"}
    )
    assert "Verify the hospital first" in str(answer.context["form"].errors)
    with pytest.raises(staff.NotVerifiedYet):
        staff.invite_again(Invitation.objects.latest("id"), by=owner)
    assert OutgoingMail.objects.filter(kind="invitation").count() == 5


# ── Seats at two hospitals ───────────────────────────────────────────────────────────────────────────
def test_two_tabs_of_two_hospitals_do_not_mix(hospital, hospital2, owner, owner2, client_of):
    """The address alone says which hospital it is: what was open last in another tab changes nothing."""
    Seat.objects.create(hospital=hospital2, user=owner, role="owner")
    browser = client_of(owner)
    here, there = (reverse("hospitals:team", args=[slug]) for slug in ("northlake", "de-waterlinie"))
    kept = dict(browser.session)
    for first, then in ((here, there), (there, here)):
        browser.get(first)
        browser.get(then)
        browser.post(first, {"email": f"{first[11]}@people.example", "role": "host"})
    invited = {i.hospital.slug: i.email for i in Invitation.objects.select_related("hospital")}
    assert invited == {"northlake": "n@people.example", "de-waterlinie": "d@people.example"}
    assert dict(browser.session) == kept
    for url, name, other in ((here, "northlake", "de-waterlinie"), (there, "de-waterlinie", "northlake")):
        page = browser.get(url).content.decode()
        assert f'href="/workspace/{other}/"' in page  # the switcher
        assert f'href="/workspace/{name}/openings/"' in page and f"/workspace/{other}/openings/" not in page
