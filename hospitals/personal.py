"""What this floor keeps of a person, and what closing an account means for a hospital's team: see accounts/privacy.py."""

from datetime import datetime
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import closing, privacy
from accounts.models import User
from accounts.privacy import Erased, Obstacle, Sort, keep, nobody
from core.workflow import NotAllowed
from hospitals import colleagues, digest, staff
from hospitals.models import Hospital, Seat
from hospitals.roles import Role

WORK = gettext_lazy("Your work for hospitals")


def register() -> None:
    mine = partial(keep, of="user", what=WORK, seen_by=privacy.TEAM_AND_YOU)
    mine(
        "hospitals.Seat",
        purpose="who works in a hospital's team and what they may do",
        fields={Sort.LINK: "hospital user", Sort.WORK: "role", Sort.TIME: "joined_at left_at"},
        period=privacy.WITH_HOSPITAL,
        erased=Erased.STAYS,
        page="hospitals:workspaces",
    )
    mine(
        "hospitals.SeatHistory",
        purpose="how seats changed",
        fields={
            Sort.LINK: "pgh_obj pgh_context hospital user",
            Sort.WORK: "role pgh_label",
            Sort.TIME: "left_at pgh_created_at",
        },
        period=privacy.WITH_HOSPITAL,
        erased=Erased.STAYS,
        left_out="the same seats stand in hospitals.Seat",
    )
    mine(
        "hospitals.Notice",
        purpose="what somebody of a team was told; may name a candidate, and goes with the application it is about",
        fields={
            Sort.LINK: "user hospital",
            Sort.MESSAGE: "kind about topic words made_of url",
            Sort.TIME: "at read_at mail_at mailed_at",
        },
        seen_by=privacy.ONLY_YOU,
        period=gettext_lazy("90 days"),
        left_out="it is about other people: candidates and colleagues",
        named_in="words made_of",
    )
    mine(
        "hospitals.NoticeChoice",
        purpose="how somebody wants to hear of what",
        fields={Sort.LINK: "user hospital", Sort.WISH: "kind how"},
        seen_by=privacy.ONLY_YOU,
    )
    mine(
        "hospitals.MailboxCode",
        purpose="proof that somebody reads a mailbox of the hospital",
        fields={
            Sort.LINK: "hospital user",
            Sort.CONTACT: "email",
            Sort.ACCESS: "code_hash tries",
            Sort.TIME: "created_at expires_at used_at",
        },
        withheld="code_hash",
    )
    keep(
        "hospitals.Invitation",
        of="",
        what=WORK,
        purpose="an open door for one mailbox; one to an erased person's mailbox is deleted",
        fields={Sort.CONTACT: "email", Sort.WORK: "invited_by"},
        seen_by=privacy.TEAM,
        left_out="it is the hospital's",
    )
    nobody("hospitals.Invitation", fields="token_hash", why="a hash")
    _hospitals_own()
    privacy.obstacles.append(owners_nobody_follows)
    privacy.what_closing_does.append(who_follows)
    privacy.when_closed.append(leave_teams)
    privacy.of_others.append(_is_for_a_team)


def _hospitals_own() -> None:
    """Facts about a hospital. A person's number in them leads to an erased account."""
    nobody("hospitals.DirectoryEntry", why="the official directory of hospitals")
    nobody("hospitals.Hospital", why="facts about a hospital; its team answers for its texts")
    nobody("hospitals.HospitalHistory", why="facts about a hospital")
    nobody(
        "hospitals.BannedDomain", fields="domain reason by", why="a web domain; the number of who banned it"
    )
    nobody(
        "hospitals.FormerHospital",
        fields="slug name by",
        why="facts about a hospital; the number of who merged it",
    )
    nobody("hospitals.HospitalChannel", why="a hospital's channels")
    nobody("hospitals.Site", why="a hospital's places")
    nobody(
        "hospitals.Readiness",
        fields="policy_url privacy_contact confirmed_by",
        why="facts about a hospital; the number of who confirmed them",
    )
    nobody(
        "hospitals.DomainProof",
        fields="token dns file domain asked_by",
        why="facts about a web domain; the number of who asked",
    )


def _is_for_a_team(mail: Any) -> bool:
    return bool(mail.kind == digest.MAIL or mail.about.startswith("hospitals.hospital:"))


def _alone(user: User) -> list[tuple[Seat, Seat | None]]:
    """Hospitals whose only owner this is, with who follows: somebody suspended cannot choose, so it is a recruiter."""
    owned = Seat.objects.held().filter(user=user, role=Role.OWNER).select_related("hospital")
    only = [seat for seat in owned if staff.other_owners(seat) == 0]
    return [(seat, colleagues.successor(seat) if user.is_suspended else None) for seat in only]


def owners_nobody_follows(user: User) -> list[Obstacle]:
    """A hospital is never without an owner: it is handed over before its only one may go."""
    return [_obstacle(seat.hospital, user) for seat, follows in _alone(user) if follows is None]


def _obstacle(hospital: Hospital, user: User) -> Obstacle:
    name = {"hospital": hospital.name}
    if user.is_suspended:
        words = _(
            "You are the only owner of %(hospital)s, and no recruiter is there to follow you. You can hand it over when"
            " your suspension ends. Need to go sooner? Write it in your appeal: a moderator can lift it for that."
        )
        return Obstacle(words % name, _("Read more, or appeal"), reverse("accounts:suspension"))
    words = _("You are the only owner of %(hospital)s. Make a colleague owner first.")
    return Obstacle(words % name, _("Go to the team"), reverse("hospitals:team", args=[hospital.slug]))


def who_follows(user: User) -> list[str]:
    """For the page that asks."""
    return [
        _("%(person)s becomes owner of %(hospital)s.")
        % {"person": follows.user, "hospital": seat.hospital.name}
        for seat, follows in _alone(user)
        if follows is not None
    ]


def leave_teams(user: User, at: datetime) -> None:
    """Raises Hindered, when the other owner left in this very second."""
    owned = {seat.pk for seat, follows in _alone(user) if follows is not None}
    for seat in Seat.objects.held().filter(user=user).select_related("hospital"):
        try:
            if seat.pk in owned:
                colleagues.pass_on(seat, by=user, at=at)
            staff.leave(seat, by=user, at=at)
        except (Seat.DoesNotExist, NotAllowed):  # taken away meanwhile
            continue
        except staff.LastOwner as alone:
            raise closing.Hindered(owners_nobody_follows(user)) from alone
