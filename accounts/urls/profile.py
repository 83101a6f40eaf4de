"""The profile, part by part: under /me/profile/."""

from django.urls import path

from accounts.views import profile, rows, suggesting

urlpatterns = [
    path("profile/", profile.profile, name="profile"),
    path("profile/about/", profile.about, name="profile_about"),
    path("profile/place/", profile.place, name="profile_place"),
    path("profile/wishes/", profile.wishes, name="profile_wishes"),
    path("profile/skills/", profile.skills, name="profile_skills"),
    path("words/", suggesting.suggestions, name="suggestions"),
]
for kind in rows.KINDS:
    urlpatterns += [
        path(f"profile/{kind}/", rows.listing, {"kind": kind}, name=f"profile_{kind}"),
        path(f"profile/{kind}/<int:pk>/", rows.row, {"kind": kind}, name=f"profile_{kind}_row"),
        path(
            f"profile/{kind}/<int:pk>/removal/", rows.removal, {"kind": kind}, name=f"profile_{kind}_removal"
        ),
    ]
