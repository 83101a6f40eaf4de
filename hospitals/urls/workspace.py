"""A hospital's own rooms: today, its page, its team, its verification."""

from django.urls import path

from hospitals.views import activity, notices, team, verification, workspace

_home = "workspace/<slug:slug>/"
_seat = _home + "team/<int:pk>/"

urlpatterns = [
    path("workspace/", workspace.workspaces, name="workspaces"),
    path(_home, workspace.today, name="workspace"),
    path(f"{_home}verification/", verification.verification, name="verification"),
    path(f"{_home}activity/", activity.activity, name="activity"),
    path(f"{_home}notices/", notices.notices, name="notices"),
    path(f"{_home}notices/reading/", notices.reading, name="notices_reading"),
    path(f"{_home}notices/choices/", notices.choices, name="notice_choices"),
    path(f"{_home}team/", team.team, name="team"),
    path(f"{_home}team/departure/", team.departure, name="team_departure"),
    path(f"{_home}team/invitations/<int:pk>/withdrawal/", team.withdrawal, name="invitation_withdrawal"),
    path(f"{_home}team/invitations/<int:pk>/resending/", team.resending, name="invitation_resending"),
    path(f"{_seat}role/", team.role, name="team_role"),
    path(f"{_seat}removal/", team.removal, name="team_removal"),
    path(f"{_seat}handover/", team.handover, name="team_handover"),
]
