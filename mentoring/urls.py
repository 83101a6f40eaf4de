from django.urls import path

from mentoring.views import directory, hosting, mine, my_talks, safety, talks

app_name = "mentoring"
urlpatterns = [
    path("mentors/", directory.mentors, name="mentors"),
    path("mentors/<int:pk>/", directory.ask, name="ask"),
    path("mentors/<int:pk>/report/", safety.report_mentor, name="report_mentor"),
    path("me/mentoring/", mine.mine, name="mine"),
    path("me/mentoring/page/", mine.profile, name="profile"),
    path("me/mentoring/state/", mine.state, name="state"),
    path("me/mentoring/<int:pk>/", mine.one, name="one"),
    path("me/mentoring/<int:pk>/feedback/", mine.feedback, name="feedback"),
    path("me/mentoring/<int:pk>/report/", safety.report, name="report"),
    path("me/mentoring/<int:pk>/block/", safety.block, name="block"),
    path("me/mentoring/<int:pk>/<slug:noun>/", mine.move, name="move"),
    path("me/mentoring/blocks/<int:pk>/", safety.unblock, name="unblock"),
    path("talks/", talks.talks, name="talks"),
    path("talks/<slug:slug>/", talks.hospital_talks, name="hospital_talks"),
    path("me/talks/", my_talks.mine, name="my_talks"),
    path("me/talks/<int:pk>/", my_talks.one, name="talk"),
    path("me/talks/<int:pk>/talk.ics", my_talks.calendar, name="talk_calendar"),
    path("me/talks/<int:pk>/<slug:noun>/", my_talks.move, name="talk_move"),
    path("workspace/<slug:slug>/talks/", hosting.hosted, name="hosted"),
    path("workspace/<slug:slug>/talks/times/removal/", hosting.taking_back, name="taking_back"),
    path("workspace/<slug:slug>/talks/<int:pk>/", hosting.hosted_talk, name="hosted_talk"),
    path("workspace/<slug:slug>/talks/<int:pk>/<slug:noun>/", hosting.hosted_move, name="hosted_move"),
]
