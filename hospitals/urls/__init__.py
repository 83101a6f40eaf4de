"""Every address of hospitals. Paths are whole: the roof includes this once, at the root."""

from hospitals.urls import profile, public, workspace

app_name = "hospitals"
urlpatterns = [*public.urlpatterns, *workspace.urlpatterns, *profile.urlpatterns]
