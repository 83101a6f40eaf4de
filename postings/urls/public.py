from django.urls import path

from postings import feeds
from postings.views import opening, public

urlpatterns = [
    path("openings/", public.search, name="search"),
    path("openings/filters/<slug:name>/", public.filter_page, name="filter"),
    path("openings/feed.atom", feeds.atom, name="feed"),
    path("openings/feed.json", feeds.json, name="json_feed"),
    path("openings/<int:pk>/<slug:slug>/", opening.detail, name="detail"),
]
