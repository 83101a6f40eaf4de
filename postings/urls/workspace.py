"""A hospital's openings, for its team."""

from django.urls import path

from postings.views import editor, remarks, revising, shown, starting
from postings.views import workspace as views
from postings.views import workspace_moves as moves

_all = "workspace/<slug:slug>/openings/"
_one = _all + "<int:pk>/"

urlpatterns = [
    path(_all, views.openings, name="workspace_list"),
    path(f"{_all}new/", editor.new, name="workspace_new"),
    path(f"{_all}new/parts/", editor.begin, name="workspace_begin"),
    path(f"{_all}new/start/", starting.start, name="workspace_start"),
    path(f"{_all}templates/", starting.templates, name="workspace_templates"),
    path(f"{_all}templates/<int:pk>/", starting.template, name="workspace_template"),
    path(f"{_all}templates/<int:pk>/removal/", starting.template_removal, name="workspace_template_removal"),
    path(f"{_all}preview/", editor.preview, name="workspace_preview"),
    path(_one, views.opening, name="workspace_detail"),
    path(f"{_one}text/", editor.edit, name="workspace_edit"),
    path(f"{_one}template/", starting.template_of, name="workspace_template_of"),
    path(f"{_one}preview/", shown.shown, name="workspace_shown"),
    path(f"{_one}text/parts/<slug:part>/", editor.part, name="workspace_part"),
    path(f"{_one}text/letting-go/", editor.letting_go, name="workspace_letting_go"),
    path(f"{_one}submission/", moves.submission, name="workspace_submission"),
    path(f"{_one}submission/withdrawal/", moves.withdrawal, name="workspace_withdrawal"),
    path(f"{_one}remarks/", remarks.answers, name="workspace_remarks"),
    path(f"{_one}closure/", moves.closure, name="workspace_closure"),
    path(f"{_one}extension/", moves.extension, name="workspace_extension"),
    path(f"{_one}planning/", moves.planning, name="workspace_planning"),
    path(f"{_one}relisting/", moves.relisting, name="workspace_relisting"),
    path(f"{_one}revision/", revising.revision, name="workspace_revision"),
    path(f"{_one}revision/withdrawal/", revising.withdrawal, name="workspace_revision_withdrawal"),
    path(f"{_one}copy/", moves.copy, name="workspace_copy"),
    path(f"{_one}removal/", moves.removal, name="workspace_removal"),
]
