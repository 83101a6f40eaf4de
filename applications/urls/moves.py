"""Interviews, offers, texts, the pool and files: what belongs to the moves of an application."""

from django.urls import path

from applications.views import appointments, exports, interviews, offers, pool, texts

ROOM = "workspace/<slug:slug>/"
ONE = ROOM + "applications/<int:pk>/"
MINE = "me/applications/<int:pk>/"

urlpatterns = [
    path(ONE + "interview/", interviews.interview, name="interview"),
    path(ONE + "interview/<int:talk>/cancellation/", interviews.cancellation, name="interview_cancellation"),
    path(ONE + "interview/<int:talk>/interview.ics", interviews.calendar, name="interview_calendar"),
    path(ONE + "offer/", offers.offer, name="offer"),
    path(ONE + "offer/withdrawal/", offers.withdrawal, name="offer_withdrawal"),
    path(ONE + "application.pdf", exports.pdf, name="pdf"),
    path(ROOM + "applications/applications.csv", exports.table, name="csv"),
    path(ROOM + "exports/", exports.ask, name="exports"),
    path(ROOM + "exports/<uuid:token>/", exports.export, name="export"),
    path(ROOM + "texts/", texts.texts, name="texts"),
    path(ROOM + "texts/new/", texts.new, name="text_new"),
    path(ROOM + "texts/<int:pk>/", texts.edit, name="text"),
    path(ROOM + "texts/<int:pk>/removal/", texts.removal, name="text_removal"),
    path(ROOM + "pool/", pool.pool, name="pool"),
    path(MINE + "interview/<int:talk>/", appointments.interview_answer, name="interview_answer"),
    path(
        MINE + "interview/<int:talk>/interview.ics",
        appointments.interview_calendar,
        name="my_interview_calendar",
    ),
    path(MINE + "acceptance/", appointments.acceptance, name="acceptance"),
    path(MINE + "keeping-in-touch/", appointments.keep_in_touch, name="keep_in_touch"),
]
