from django.urls import path

from accounts.views import privacy

urlpatterns = [
    path("privacy/", privacy.overview, name="privacy"),
    path("privacy/seen/", privacy.seen, name="privacy_seen"),
    path("privacy/periods/", privacy.periods, name="privacy_periods"),
    path("privacy/copies/", privacy.copy_asked, name="privacy_copy_asked"),
    path("privacy/copies/<uuid:token>/", privacy.copy, name="privacy_copy"),
    path("privacy/closing/", privacy.close, name="privacy_closing"),
    path("privacy/closing/code/", privacy.closing_code, name="privacy_closing_code"),
    path("privacy/return/", privacy.returning, name="returning"),
]
