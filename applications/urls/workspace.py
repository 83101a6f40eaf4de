from django.urls import path

from applications.views import decisions, workspace

urlpatterns = [
    path("workspace/<slug:slug>/applications/", workspace.applications, name="workspace_list"),
    path("workspace/<slug:slug>/applications/<int:pk>/", workspace.detail, name="workspace_detail"),
    path("workspace/<slug:slug>/applications/<int:pk>/cv/", workspace.cv, name="workspace_cv"),
    path("workspace/<slug:slug>/applications/<int:pk>/move/", decisions.move, name="move"),
    path("workspace/<slug:slug>/applications/<int:pk>/offer/", decisions.offer, name="offer"),
    path("workspace/<slug:slug>/applications/<int:pk>/hiring/", decisions.hiring, name="hiring"),
    path("workspace/<slug:slug>/applications/<int:pk>/rejection/", decisions.rejection, name="rejection"),
    path(
        "workspace/<slug:slug>/applications/<int:pk>/rejection/undo/",
        decisions.rejection_undo,
        name="rejection_undo",
    ),
]
