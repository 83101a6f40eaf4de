"""What applicants are asked, and the hospital's library of questions."""

from django.urls import path

from postings.views import questions as views

_library = "workspace/<slug:slug>/questions/"
_saved = _library + "<int:pk>/"
_all = "workspace/<slug:slug>/openings/<int:pk>/questions/"
_one = _all + "<slug:key>/"

urlpatterns = [
    path(_library, views.library, name="library"),
    path(_saved, views.saved_question, name="saved_question"),
    path(f"{_saved}retirement/", views.retirement, name="saved_question_retirement"),
    path(_all, views.of_opening, name="questions"),
    path(f"{_all}library/<int:saved>/", views.pick, name="question_pick"),
    path(_one, views.question, name="question"),
    path(f"{_one}position/", views.position, name="question_position"),
    path(f"{_one}removal/", views.removal, name="question_removal"),
]
