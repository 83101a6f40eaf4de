from django.urls import path

from pay import views

app_name = "pay"
urlpatterns = [
    path("", views.page, name="page"),
    path("figures.csv", views.figures, name="figures"),
]
