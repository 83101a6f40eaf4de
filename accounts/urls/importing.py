"""A file read into the profile, and the profile taken along as a file."""

from django.urls import path

from accounts.views import importing

urlpatterns = [
    path("profile/import/", importing.choose, name="profile_import"),
    path("profile/import/suggestions/", importing.suggestions, name="profile_suggestions"),
    path("profile/import/suggestions/removal/", importing.discarding, name="profile_suggestions_removal"),
    path("profile/resume.json", importing.as_json, name="profile_json"),
    path("profile/resume.pdf", importing.as_pdf, name="profile_pdf"),
]
