from django.urls import path

from postings import feeds
from postings.views import public

urlpatterns = [
    path("openings/", public.search, name="search"),
    path("openings/feed.atom", feeds.openings, name="feed"),
    path("openings/<int:pk>/<slug:slug>/", public.detail, name="detail"),
]
