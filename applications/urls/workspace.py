from django.urls import path

from applications.views import bulk, cards, decisions, listing, one, saved, workspace

urlpatterns = [
    path("workspace/<slug:slug>/applications/", listing.applications, name="workspace_list"),
    path("workspace/<slug:slug>/applications/board/", listing.as_board, name="workspace_board"),
    path("workspace/<slug:slug>/applications/bulk/", bulk.work, name="bulk"),
    path("workspace/<slug:slug>/applications/bulk/<int:pk>/", bulk.batch, name="batch"),
    path("workspace/<slug:slug>/applications/bulk/<int:pk>/undo/", bulk.batch_undo, name="batch_undo"),
    path("workspace/<slug:slug>/applications/views/", saved.views, name="saved_views"),
    path("workspace/<slug:slug>/applications/views/<int:pk>/", saved.view, name="saved_view"),
    path(
        "workspace/<slug:slug>/applications/views/<int:pk>/removal/", saved.removal, name="saved_view_removal"
    ),
    path("workspace/<slug:slug>/applications/<int:pk>/", one.detail, name="workspace_detail"),
    path("workspace/<slug:slug>/applications/<int:pk>/cv/", workspace.cv, name="workspace_cv"),
    path("workspace/<slug:slug>/applications/<int:pk>/card/", cards.move, name="card_move"),
    path("workspace/<slug:slug>/applications/<int:pk>/move/", decisions.move, name="move"),
    path("workspace/<slug:slug>/applications/<int:pk>/hiring/", decisions.hiring, name="hiring"),
    path("workspace/<slug:slug>/applications/<int:pk>/rejection/", decisions.rejection, name="rejection"),
    path(
        "workspace/<slug:slug>/applications/<int:pk>/rejection/undo/",
        decisions.rejection_undo,
        name="rejection_undo",
    ),
]
