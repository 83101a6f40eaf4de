from django.urls import path

from accounts.urls import evidence, importing, privacy, profile
from accounts.views import inbox, me, suspension

app_name = "accounts"
urlpatterns = [
    path("", me.home, name="home"),
    path("documents/", me.documents, name="documents"),
    path("documents/<int:pk>/", me.document, name="document"),
    path("documents/<int:pk>/removal/", me.document_removal, name="document_removal"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/reading/", inbox.reading, name="inbox_reading"),
    path("inbox/settings/", inbox.choices, name="inbox_choices"),
    path("inbox/stop/<str:token>/", inbox.stop, name="inbox_stop"),
    path("settings/", me.settings, name="settings"),
    path("suspension/", suspension.suspension, name="suspension"),
    *profile.urlpatterns,
    *importing.urlpatterns,
    *evidence.urlpatterns,
    *privacy.urlpatterns,
]
