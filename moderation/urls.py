"""The moderators' desk."""

from django.urls import include, path

from moderation.views import (
    cases,
    hospitals,
    mentoring,
    openings,
    people,
    questions,
    queue,
    revisions,
    sampled,
    samples,
    silences,
    trail,
    trusting,
)

app_name = "moderation"
urlpatterns = [
    path("", include("moderation.urls_of_board")),
    path("", include("moderation.urls_of_words")),
    path("", queue.queue, name="queue"),
    path("openings/", openings.openings, name="openings"),
    path("openings/<int:pk>/", openings.opening, name="opening"),
    path("openings/<int:pk>/question/", questions.question, name="question"),
    path("revisions/<int:pk>/", revisions.revision, name="revision"),
    path("hospitals/", hospitals.hospitals, name="hospitals"),
    path("hospitals/<int:pk>/", hospitals.hospital, name="hospital"),
    path("hospitals/<int:pk>/channels/<int:channel>/", hospitals.channel, name="hospital_channel"),
    path("hospitals/<int:pk>/freeze/", hospitals.freeze, name="hospital_freeze"),
    path("hospitals/<int:pk>/trust/", trusting.hospital_trust, name="hospital_trust"),
    path("sampled/<int:pk>/", sampled.sampled, name="sampled"),
    path("silences/<int:pk>/", silences.silence, name="silence"),
    path("samples/<int:pk>/", samples.sample, name="sample"),
    path("samples/<int:pk>/pictures/<int:number>/", samples.picture, name="sample_picture"),
    path("mentoring/<int:pk>/", mentoring.report, name="mentoring"),
    path("people/", people.people, name="people"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/suspension/", people.suspension, name="person_suspension"),
    path("people/<int:pk>/suspension/end/", people.lifting, name="person_lifting"),
    path("appeals/people/<int:pk>/", people.appeal, name="appeal_person"),
    path("cases/", cases.cases, name="cases"),
    path("cases/<int:pk>/", cases.case, name="case"),
    path("appeals/cases/<int:pk>/", cases.case, name="appeal"),
    path("trail/", trail.trail, name="trail"),
    path("trail/csv/", trail.as_csv, name="trail_csv"),
]
