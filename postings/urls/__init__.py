"""Every address of openings. Paths are whole: the roof includes this once, at the root."""

from postings.urls import public, questions, workspace

app_name = "postings"
urlpatterns = [*public.urlpatterns, *workspace.urlpatterns, *questions.urlpatterns]
