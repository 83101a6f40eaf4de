"""What belongs to one person: messages on both sides, notes, ratings, the pages of a CV, work samples."""

from django.urls import path

from applications.views import letters, person, samples

ONE = "workspace/<slug:slug>/applications/<int:pk>/"
MINE = "me/applications/<int:pk>/"

urlpatterns = [
    path(ONE + "messages/", person.message_list, name="messages"),
    path(ONE + "messages/reading/", person.messages_read, name="messages_read"),
    path(ONE + "files/<int:file>/", person.file, name="file"),
    path(ONE + "notes/", person.note_list, name="notes"),
    path(ONE + "notes/<int:note>/", person.note_edit, name="note"),
    path(ONE + "notes/<int:note>/removal/", person.note_removal, name="note_removal"),
    path(ONE + "ratings/", person.ratings, name="ratings"),
    path(ONE + "cv/<int:number>/", person.cv_page, name="workspace_cv_page"),
    path(ONE + "samples/<int:sample>/", samples.sample, name="sample"),
    path(ONE + "samples/<int:sample>/pictures/<int:number>/", samples.picture, name="sample_picture"),
    path(ONE + "samples/<int:sample>/report/", samples.report, name="sample_report"),
    path(MINE + "messages/", letters.my_messages, name="my_messages"),
    path(MINE + "messages/reading/", letters.my_messages_read, name="my_messages_read"),
    path(MINE + "files/<int:file>/", letters.my_file, name="my_file"),
]
