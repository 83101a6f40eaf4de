"""The desk's rooms about the board itself: numbers, announcements, switches, limits."""

from django.urls import path

from moderation.views import announcements, limits, numbers, switches

urlpatterns = [
    path("numbers/", numbers.numbers, name="numbers"),
    path("numbers/<slug:slug>.csv", numbers.table, name="numbers_table"),
    path("announcements/", announcements.announcements, name="announcements"),
    path("announcements/new/", announcements.announcement_new, name="announcement_new"),
    path("announcements/<int:pk>/", announcements.announcement, name="announcement"),
    path("announcements/<int:pk>/end/", announcements.announcement_end, name="announcement_end"),
    path("switches/", switches.list_, name="switches"),
    path("switches/<slug:name>/", switches.switch, name="switch"),
    path("hospitals/<int:pk>/limit/", limits.limit, name="hospital_limit"),
]
