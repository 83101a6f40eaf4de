"""Every address of the board. English without a prefix, Dutch under /nl/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from jobboard import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("admin/", admin.site.urls),
]
if settings.DEMO:
    urlpatterns += [
        path("dev/mail/", views.dev_mails, name="dev_mails"),
        path("dev/mail/<int:pk>/", views.dev_mail, name="dev_mail"),
    ]
urlpatterns += i18n_patterns(
    path("", views.home, name="home"),
    path("about/<slug:slug>/", views.page, name="page"),
    path("accounts/", include("allauth.urls")),
    path("me/", include("accounts.urls.me")),
    path("", include("hospitals.urls")),
    path("", include("postings.urls")),
    path("", include("applications.urls")),
    path("moderation/", include("moderation.urls")),
    prefix_default_language=False,
)
