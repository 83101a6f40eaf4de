"""Where a hospital's openings are seen, and how applications fare. A room of its own in the workspace's menu."""

from django.urls import path

from applications.views import figures as views

app_name = "figures"
_one = "workspace/<slug:slug>/openings/<int:pk>/figures/"

urlpatterns = [
    path("workspace/<slug:slug>/figures/", views.figures, name="hospital"),
    path("workspace/<slug:slug>/figures/counts.csv", views.table, name="hospital_table"),
    path(_one, views.figures, name="opening"),
    path(f"{_one}counts.csv", views.table, name="opening_table"),
]
