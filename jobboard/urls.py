"""Every address of the board. English without a prefix, Dutch under /nl/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps import views as sitemap_views
from django.urls import include, path

from hospitals.views.profile import logo_file
from jobboard import views
from jobboard.home import home, picture, robots
from jobboard.sitemaps import SITEMAPS

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", robots, name="robots"),
    path(
        "sitemap.xml",
        sitemap_views.index,
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_part"},
        name="sitemap",
    ),
    path("sitemap-<section>.xml", sitemap_views.sitemap, {"sitemaps": SITEMAPS}, name="sitemap_part"),
    path("logos/<slug:name>.webp", logo_file, name="logo"),
    path("admin/", admin.site.urls),
]
if settings.DEMO:
    urlpatterns += [
        path("dev/mail/", views.dev_mails, name="dev_mails"),
        path("dev/mail/<int:pk>/", views.dev_mail, name="dev_mail"),
    ]
urlpatterns += i18n_patterns(
    path("", home, name="home"),
    path("picture.png", picture, name="picture"),
    path("about/<slug:slug>/", views.page, name="page"),
    path("announcements/<int:pk>/reading/", views.announcement_read, name="announcement_read"),
    path("guide/", views.guide_index, name="guide"),
    path("guide/<slug:slug>/", views.guide_page, name="guide_page"),
    path("accounts/", include("allauth.urls")),
    path("me/", include("accounts.urls.me")),
    path("", include("hospitals.urls")),
    path("", include("postings.urls")),
    path("", include("applications.urls")),
    path("", include("applications.urls.candidates")),
    path("", include("applications.urls.figures")),
    path("pay/", include("pay.urls")),
    path("", include("alerts.urls")),
    path("", include("mentoring.urls")),
    path("", include("moderation.urls_of_reports")),
    path("moderation/", include("moderation.urls")),
    prefix_default_language=False,
)

handler500 = "core.http.server_error"
