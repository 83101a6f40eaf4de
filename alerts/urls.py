from django.urls import path

from alerts import views

app_name = "alerts"
urlpatterns = [
    path("alerts/new/", views.new, name="new"),
    path("alerts/asked/", views.asked, name="asked"),
    path("me/alerts/", views.mine, name="mine"),
    path("alerts/<str:token>/", views.one, name="one"),
    path("alerts/<str:token>/stop/", views.stop, name="stop"),
    path("alerts/<str:token>/mails/<int:stamp>/<str:said>/", views.answer, name="answer"),
]
