"""Reports, as everyone but moderators meets them: telling us, and answering for what was reported."""

from django.urls import path

from moderation.views import reporting

app_name = "reports"
urlpatterns = [
    path("reports/thanks/", reporting.thanks, name="thanks"),
    path("reports/confirmation/<str:token>/", reporting.confirm, name="confirm"),
    path("reports/<slug:kind>/<int:pk>/", reporting.new, name="new"),
    path("me/cases/", reporting.my_cases, name="my_cases"),
    path("me/cases/<int:pk>/", reporting.mine, name="mine"),
    path("workspace/<slug:slug>/cases/", reporting.hospital_cases, name="hospital_cases"),
    path("workspace/<slug:slug>/cases/<int:pk>/", reporting.of_hospital, name="of_hospital"),
]
