from django.urls import path

from alerts.views import following, kept, saved

app_name = "alerts"
urlpatterns = [
    path("alerts/new/", kept.new, name="new"),
    path("alerts/asked/", kept.asked, name="asked"),
    path("openings/<int:pk>/<slug:opening>/bookmark/", saved.bookmark, name="bookmark"),
    path("hospitals/<slug:slug>/follow/", following.follow, name="follow"),
    path("me/saved/", saved.mine, name="saved"),
    path("me/saved/<int:pk>/note/", saved.note, name="note"),
    path("me/alerts/", kept.mine, name="mine"),
    path("alerts/<str:token>/", kept.one, name="one"),
    path("alerts/<str:token>/stop/", kept.stop, name="stop"),
    path("alerts/<str:token>/mails/<int:stamp>/<str:said>/", kept.answer, name="answer"),
]
