"""Hospitals for everyone, and the way in for those who hire."""

from django.urls import path

from hospitals.views import invitation, notices, public, start

urlpatterns = [
    path("hospitals/", public.hospitals, name="list"),
    path("hospitals/start/", start.start, name="start"),
    path("hospitals/start/new/", start.claim_new, name="claim_new"),
    path("hospitals/start/<int:pk>/", start.claim_entry, name="claim"),
    path("hospitals/invitations/<str:token>/", invitation.invitation, name="invitation"),
    path("hospitals/notices/<str:token>/stop/", notices.stop, name="notices_stop"),
    path("hospitals/<slug:slug>/", public.page, name="page"),
    path("hospitals/<slug:slug>/join/", start.join, name="join"),
]
