from django.urls import path

from applications.views import apply, consents, mine

urlpatterns = [
    path("openings/<int:pk>/<slug:opening>/application/", apply.contact, name="apply"),
    path("openings/<int:pk>/<slug:opening>/application/letter/", apply.letter, name="apply_letter"),
    path("openings/<int:pk>/<slug:opening>/application/questions/", apply.questions, name="apply_questions"),
    path("openings/<int:pk>/<slug:opening>/application/check/", apply.check, name="apply_check"),
    path(
        "openings/<int:pk>/<slug:opening>/application/submission/", apply.submission, name="apply_submission"
    ),
    path("me/applications/", mine.applications, name="mine"),
    path("me/applications/<int:pk>/", mine.detail, name="detail"),
    path("me/applications/<int:pk>/sent/", mine.sent, name="sent"),
    path("me/applications/<int:pk>/cv/", mine.cv, name="cv"),
    path("me/applications/<int:pk>/consents/", consents.consents, name="consents"),
    path("me/applications/<int:pk>/withdrawal/", mine.withdrawal, name="withdrawal"),
    path("me/applications/<int:pk>/declining/", mine.declining, name="declining"),
]
