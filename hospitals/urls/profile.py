"""A hospital's profile, part by part."""

from django.urls import path

from hospitals.views import profile as views

_home = "workspace/<slug:slug>/profile/"
_channel = _home + "channels/<int:pk>/"

urlpatterns = [
    path(_home, views.profile, name="profile"),
    path(f"{_home}logo/", views.logo, name="profile_logo"),
    path(f"{_home}logo/removal/", views.logo_removal, name="profile_logo_removal"),
    path(f"{_home}places/", views.places, name="profile_places"),
    path(f"{_home}channels/", views.channel_list, name="profile_channels"),
    path(f"{_channel}removal/", views.channel_removal, name="profile_channel_removal"),
    path(f"{_channel}look/", views.channel_look, name="profile_channel_look"),
    path(f"{_home}readiness/", views.readiness_part, name="profile_readiness"),
    path(
        f"{_home}readiness/confirmation/", views.readiness_confirmation, name="profile_readiness_confirmation"
    ),
]
