"""What this floor keeps of a person, and what closing an account means for mentoring: see accounts/privacy.py."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts import privacy
from accounts.models import User
from accounts.privacy import Sort, keep
from core.workflow import WrongState
from mentoring import leaving, mentors, safety
from mentoring.models import Block, Feedback, Mentor, Mentorship, Report, Talk

MENTORING = _("Mentoring")
TALKS = _("Informational talks")
THE_TWO = _("You and the other one of the two")


def register() -> None:
    keep(
        "mentoring.Mentor",
        of="user",
        what=MENTORING,
        purpose="what a mentor says of themselves to people who look for one",
        fields={
            Sort.LINK: "user hospital",
            Sort.PROFILE: "headline workplace about topics languages times time_zone capacity",
            Sort.CONTACT: "contact",
            Sort.STATE: "status silences paused_by_board",
            Sort.TIME: "joined_at paused_at",
        },
        seen_by=_("Everyone, as long as it is not paused; how to reach you, only those you say yes to"),
        period=_("Until you take it away"),
        page="mentoring:mine",
    )
    keep(
        "mentoring.Mentorship",
        of="candidate",
        what=MENTORING,
        purpose="what somebody asks of a mentor, and what comes of it",
        fields={
            Sort.LINK: "candidate mentor topic",
            Sort.MESSAGE: "goal questions answer",
            Sort.STATE: "status",
            Sort.TIME: "asked_at answer_by accepted_at check_in_at checked_in_at until ended_at",
        },
        seen_by=THE_TWO,
        page="mentoring:mine",
    )
    keep(
        "mentoring.Feedback",
        of="by",
        what=MENTORING,
        purpose="what one says to the other at the end",
        fields={Sort.LINK: "mentorship by", Sort.MESSAGE: "helped words", Sort.TIME: "at"},
        seen_by=THE_TWO,
        page="mentoring:mine",
    )
    keep(
        "mentoring.Block",
        of="by",
        what=MENTORING,
        purpose="whom somebody does not want to meet",
        fields={Sort.LINK: "by whom", Sort.TIME: "at"},
        page="mentoring:mine",
    )
    keep(
        "mentoring.Report",
        of="about",
        what=MENTORING,
        purpose="somebody tells the moderators about somebody",
        fields={
            Sort.LINK: "by about mentorship",
            Sort.MESSAGE: "reason words",
            Sort.STATE: "status",
            Sort.TIME: "at settled_at",
        },
        seen_by=_("Moderators"),
        left_out="it is the word of the one who reported, who must not be found out",
    )
    keep(
        "mentoring.Talk",
        of="candidate",
        what=TALKS,
        purpose="what somebody wants to know of a hospital, and when they talk",
        fields={
            Sort.LINK: "hospital candidate host time topic application uid sequence",
            Sort.MESSAGE: "words answer",
            Sort.CONTACT: "phone",
            Sort.STATE: "status missed_by called_off_by",
            Sort.TIME: "asked_at answer_by booked_at reminded_at ended_at",
        },
        seen_by=_("You and those who host talks at the hospital"),
        page="mentoring:my_talks",
    )
    keep(
        "mentoring.TalkTime",
        of="host",
        what=TALKS,
        purpose="when somebody of a hospital has time for a talk",
        fields={
            Sort.LINK: "hospital host meant_for",
            Sort.CONTACT: "where",
            Sort.PROFILE: "language topics zone",
            Sort.WORK: "minutes how",
            Sort.TIME: "starts_at offered_at withdrawn_at",
        },
        seen_by=_("Everyone; where it is, only who booked it and the team"),
    )
    privacy.what_closing_does.append(what_closing_does)
    privacy.when_closed.append(leave)
    privacy.before_erasure.append(forget)


def what_closing_does(user: User) -> list[str]:
    n = Mentorship.objects.of(user).filter(ended_at=None).count()
    said = [ngettext("%(n)s mentorship ends.", "%(n)s mentorships end.", n) % {"n": n}] if n else []
    if Mentor.objects.filter(user=user, status=Mentor.Status.OPEN).exists():
        said.append(_t("Your mentor page is paused."))
    talks = Talk.objects.open().filter(Q(candidate=user) | Q(host=user)).count()
    if talks:
        said.append(ngettext("%(n)s talk is cancelled.", "%(n)s talks are cancelled.", talks) % {"n": talks})
    return said


def leave(user: User, at: datetime) -> None:
    """The page is paused, so that who comes back finds it; what waits and runs ends, and the others are told."""
    mentor = Mentor.objects.filter(user=user, status=Mentor.Status.OPEN).first()
    if mentor is not None:
        try:
            mentors.pause(mentor, by=user, at=at)
        except WrongState:  # they did it themselves in this second
            pass
    safety.leave_all(user, at=at)
    leaving.closed(user, at)


def forget(user: User, at: datetime) -> None:
    """Mentorships of both roles, what others said of it, blocks of both sides, and the words of reports they wrote."""
    Feedback.objects.filter(mentorship__in=Mentorship.objects.of(user)).delete()
    Mentorship.objects.filter(mentor=user).delete()
    Talk.objects.filter(host=user).update(answer="")  # their words; the talk is the other one's
    Block.objects.filter(whom=user).delete()
    Report.objects.filter(by=user).update(words="")
