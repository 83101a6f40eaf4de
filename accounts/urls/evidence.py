"""What backs a profile: under /me/profile/."""

from django.urls import path

from accounts.views import evidence, samples

urlpatterns = [
    path("profile/skills/<slug:slug>/", evidence.skill, name="profile_skill"),
    path("profile/evidence/<int:pk>/", evidence.evidence, name="evidence"),
    path("profile/evidence/<int:pk>/removal/", evidence.evidence_removal, name="evidence_removal"),
    path("profile/teaching/", evidence.trainings, name="trainings"),
    path("profile/teaching/<int:pk>/", evidence.training, name="training"),
    path("profile/teaching/<int:pk>/removal/", evidence.training_removal, name="training_removal"),
    path("profile/samples/", samples.sample_list, name="samples"),
    path("profile/samples/new/", samples.new, name="sample_new"),
    path("profile/samples/<int:pk>/", samples.sample, name="sample"),
    path("profile/samples/<int:pk>/pictures/<int:number>/", samples.picture, name="sample_picture"),
    path("profile/samples/<int:pk>/removal/", samples.removal, name="sample_removal"),
]
