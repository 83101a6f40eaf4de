from django.urls import path

from postings import feeds
from postings.views import comparing, landing, opening, outcome, public, schools, sharing

urlpatterns = [
    path("openings/", public.search, name="search"),
    path("openings/filters/<slug:name>/", public.filter_page, name="filter"),
    path("openings/feed.atom", feeds.atom, name="feed"),
    path("openings/feed.json", feeds.json, name="json_feed"),
    path("openings/compare/", comparing.compare, name="compare"),
    path("openings/browse/", landing.browse, name="browse"),
    path("openings/for-schools/", schools.page, name="schools"),
    path("openings/for-schools/<slug:country>/", schools.page, name="schools"),
    path("openings/for-schools/<slug:country>/<slug:region>/", schools.page, name="schools"),
    path("openings/skills/<slug:slug>/", landing.page, {"about": "skill"}, name="skill"),
    path("openings/kinds/<slug:slug>/", landing.page, {"about": "kind"}, name="kind"),
    path("openings/hospitals/<slug:slug>/", landing.page, {"about": "hospital_kind"}, name="hospital_kind"),
    path("openings/places/<slug:country>/", landing.page, {"about": "country"}, name="country"),
    path("openings/places/<slug:country>/<slug:region>/", landing.page, {"about": "region"}, name="region"),
    path(
        "openings/places/<slug:country>/<slug:region>/<slug:city>/",
        landing.page,
        {"about": "city"},
        name="city",
    ),
    path("openings/outcomes/<str:token>/", outcome.outcome, name="outcome"),
    path("openings/<int:pk>/<slug:slug>/", opening.detail, name="detail"),
    path("openings/<int:pk>/<slug:slug>/share/", sharing.share, name="share"),
    path("openings/<int:pk>/<slug:slug>/picture.png", sharing.picture, name="picture"),
    path("hospitals/<slug:slug>/share/", sharing.share_hospital, name="share_hospital"),
    path("hospitals/<slug:slug>/picture.png", sharing.hospital_picture, name="hospital_picture"),
]
