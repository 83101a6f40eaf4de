"""Every address of applications. Paths are whole: the roof includes this once, at the root."""

from applications.urls import candidate, moves, person, workspace

app_name = "applications"
urlpatterns = [*candidate.urlpatterns, *workspace.urlpatterns, *moves.urlpatterns, *person.urlpatterns]
