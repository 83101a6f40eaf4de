"""Every address of openings. Paths are whole: the roof includes this once, at the root."""

from postings.urls import public, workspace

app_name = "postings"
urlpatterns = [*public.urlpatterns, *workspace.urlpatterns]
