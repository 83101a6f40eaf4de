"""The words, under /moderation/vocabulary/."""

from django.urls import path

from moderation.views import merges, suggestions, vocabulary

urlpatterns = [
    path("vocabulary/", vocabulary.words, name="vocabulary"),
    path("vocabulary/suggestions/", suggestions.suggestions, name="suggestions"),
    path("vocabulary/suggestions/<int:pk>/", suggestions.suggestion, name="suggestion"),
    path("vocabulary/merges/<int:pk>/undo/", merges.undo, name="merge_undo"),
    path("vocabulary/merges/<int:pk>/laying-aside/", merges.laying_aside, name="merge_laying_aside"),
    path("vocabulary/<slug:kind>/new/", vocabulary.new, name="word_new"),
    path("vocabulary/<slug:kind>/<slug:slug>/", vocabulary.word, name="word"),
    path("vocabulary/<slug:kind>/<slug:slug>/retirement/", vocabulary.retirement, name="word_retirement"),
    path("vocabulary/<slug:kind>/<slug:slug>/order/", vocabulary.order, name="word_order"),
    path("vocabulary/<slug:kind>/<slug:slug>/merge/", merges.merge, name="word_merge"),
]
