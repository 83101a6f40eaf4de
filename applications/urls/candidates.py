"""Candidates who let hospitals find them: the hospital's room for looking, and what the candidate decides and reads."""

from django.urls import path

from applications.views import candidates, visibility

app_name = "candidates"
ROOM = "workspace/<slug:slug>/candidates/"
MINE = "me/profile/visibility/"

urlpatterns = [
    path(ROOM, candidates.candidates, name="list"),
    path(f"{ROOM}invitations/", candidates.invitations, name="invitations"),
    path(f"{ROOM}<int:pk>/", candidates.candidate, name="candidate"),
    path(MINE, visibility.visibility, name="visibility"),
    path(f"{MINE}hidden/", visibility.hide_from, name="hide_from"),
    path(f"{MINE}hidden/<int:pk>/removal/", visibility.show_to, name="show_to"),
    path("me/invitations/<int:pk>/", visibility.invitation, name="invitation"),
    path("me/invitations/<int:pk>/declining/", visibility.declining, name="declining"),
]
