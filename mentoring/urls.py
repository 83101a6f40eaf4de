from django.urls import path

from mentoring.views import directory, mine, safety

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
]
