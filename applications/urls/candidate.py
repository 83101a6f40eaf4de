from django.urls import path

from applications.views import apply, changing, consents, mine, sending

OPENING = "openings/<int:pk>/<slug:opening>/application/"
urlpatterns = [
    path(OPENING, apply.apply, name="apply"),
    path(f"{OPENING}parts/<slug:part>/", apply.part, name="apply_part"),
    path(f"{OPENING}check/", sending.check, name="apply_check"),
    path(f"{OPENING}code/", sending.code, name="apply_code"),
    path(f"{OPENING}submission/", sending.submission, name="apply_submission"),
    path("me/applications/", mine.applications, name="mine"),
    path("me/applications/<int:pk>/", mine.detail, name="detail"),
    path("me/applications/<int:pk>/sent/", mine.sent, name="sent"),
    path("me/applications/<int:pk>/cv/", mine.cv, name="cv"),
    path("me/applications/<int:pk>/consents/", consents.consents, name="consents"),
    path("me/applications/<int:pk>/change/", changing.change, name="change"),
    path("me/applications/<int:pk>/copy/", mine.copy, name="copy"),
    path("me/applications/<int:pk>/withdrawal/", mine.withdrawal, name="withdrawal"),
    path("me/applications/<int:pk>/declining/", mine.declining, name="declining"),
]
