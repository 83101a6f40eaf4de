"""Who may do what in a hospital: one table. Every workspace view names the right that it needs at its door."""

from enum import StrEnum, auto

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    OWNER = "owner", _("Owner")
    RECRUITER = "recruiter", _("Recruiter")
    REVIEWER = "reviewer", _("Reviewer")
    HOST = "host", _("Host of talks")


class Right(StrEnum):
    SEE_WORKSPACE = auto()
    SEE_OPENINGS = auto()
    WRITE_OPENINGS = auto()
    SUBMIT_OPENINGS = auto()
    CLOSE_OPENINGS = auto()
    SEE_APPLICATIONS = auto()
    RATE_APPLICATIONS = auto()
    DECIDE_APPLICATIONS = auto()
    SEE_CANDIDATES = auto()
    EDIT_HOSPITAL = auto()
    VERIFY_HOSPITAL = auto()
    MANAGE_TEAM = auto()
    SEE_TEAM = auto()
    HOST_TALKS = auto()


RIGHTS: dict[str, frozenset[Right]] = {
    Role.OWNER: frozenset(Right),
    Role.RECRUITER: frozenset(Right) - {Right.MANAGE_TEAM, Right.VERIFY_HOSPITAL},
    Role.REVIEWER: frozenset(
        {
            Right.SEE_WORKSPACE,
            Right.SEE_OPENINGS,
            Right.SEE_APPLICATIONS,
            Right.RATE_APPLICATIONS,
            Right.SEE_TEAM,
        }
    ),
    Role.HOST: frozenset({Right.SEE_WORKSPACE, Right.SEE_TEAM, Right.HOST_TALKS}),
}
