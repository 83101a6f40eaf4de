"""All settings; how people sign in stands in sign_in_settings.py, the same everywhere. Every difference between places is an
environment variable: see docs/operations.md."""

import sys
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from core import logs
from jobboard.patience import patience

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
TESTING = "pytest" in sys.modules

# ── What kind of place this is ───────────────────────────────────────────────────────────────────────
DEMO_SECRET = "demo-secret-that-production-refuses-0123456789abcdefghijklmnop"
DEMO = env.bool("DEMO", default="SECRET_KEY" not in env.ENVIRON)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default=DEMO_SECRET if DEMO else "")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
if not DEMO and (not SECRET_KEY or SECRET_KEY == DEMO_SECRET or len(SECRET_KEY) < 40):
    raise ImproperlyConfigured("Set SECRET_KEY to a secret of your own, 40 characters or longer (or DEMO=1).")
if not DEMO and DEBUG:
    raise ImproperlyConfigured("DEBUG shows secrets to strangers: it works in the demo only (DEMO=1).")

SITE_NAME = env("SITE_NAME", default="Corridor")
SITE_URL = env("SITE_URL", default=f"http://127.0.0.1:{env('PORT', default='8000')}").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"] if DEMO else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()
# The demo lets moderators and administrators in without a second factor, so that anyone can look.
SECOND_FACTOR_WAIVED = DEMO

# ── Apps, in the order of their floors ───────────────────────────────────────────────────────────────
INSTALLED_APPS = [
    *"jobboard moderation api applications alerts mentoring postings hospitals accounts pay core".split(),
    "jobboard.admin_site.AdminConfig",  # django.contrib.admin behind our own sign-in and a second factor
    *"django.contrib.auth django.contrib.contenttypes django.contrib.sessions django.contrib.messages".split(),
    *"django.contrib.staticfiles django.contrib.postgres django.contrib.sitemaps django.contrib.humanize".split(),
    "django.forms",  # TemplatesSetting finds the widgets' own templates through it
    *"allauth allauth.account allauth.mfa allauth.usersessions".split(),
    *"django_filters django_htmx django_tasks django_tasks_db csp pghistory pgtrigger".split(),
]

MIDDLEWARE = [
    "core.http.FirstMiddleware",
    "core.http.CompressTextMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "core.http.KindErrorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.maintenance.MaintenanceMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "accounts.lastseen.LastSeenMiddleware",
    "accounts.standstill.StandstillMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "jobboard.urls"
# bin/bench gives its own web server a token: whoever sends it gets a floor page to compare with, and timings.
BENCH_TOKEN = env("BENCH_TOKEN", default="")
if BENCH_TOKEN:
    MIDDLEWARE.insert(0, "jobboard.bench.inside.timing")
    ROOT_URLCONF = "jobboard.bench.urls"
WSGI_APPLICATION = "jobboard.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context.site",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "core.templatetags.face"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# ── Database ─────────────────────────────────────────────────────────────────────────────────────────
if env("DATABASE_URL", default=""):
    DATABASES = {"default": env.db("DATABASE_URL")}
else:
    DATABASES = {"default": {"ENGINE": "jobboard.localdb", "NAME": "corridor", "PORT": "5432"}}
DATABASES["default"].update(
    CONN_MAX_AGE=env.int("DB_CONN_MAX_AGE", default=60),
    CONN_HEALTH_CHECKS=True,
    DISABLE_SERVER_SIDE_CURSORS=env.bool("DB_BEHIND_PGBOUNCER", default=False),
    TEST={"NAME": env("TEST_DATABASE_NAME", default="test_corridor")},
)
# The web server asks for a statement timeout (jobboard/wsgi.py); commands and the worker run without one.
DATABASES["default"].setdefault("OPTIONS", {}).update(
    patience(
        statement_ms=env.int("DB_STATEMENT_TIMEOUT_MS", default=0),
        lock_ms=env.int("DB_LOCK_TIMEOUT_MS", default=1500),
        behind_pgbouncer=env.bool("DB_BEHIND_PGBOUNCER", default=False),
    )
)

# Views of openings are counted in the process and stored together after this many seconds; 0: only when asked to.
SEEN_FLUSH_SECONDS = env.int("SEEN_FLUSH_SECONDS", default=0 if TESTING else 5)

# Throttles count in the cache, so every process must share it.
CACHES = {"default": env.cache("CACHE_URL", default="dbcache://cache")}

# ── People ───────────────────────────────────────────────────────────────────────────────────────────
from jobboard.sign_in_settings import *  # noqa: F403, E402

ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
MFA_TOTP_ISSUER = SITE_NAME

# ── Languages ────────────────────────────────────────────────────────────────────────────────────────
LANGUAGES = [("en", _("English")), ("nl", _("Dutch"))]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = env("TIME_ZONE", default="UTC")

# ── Files ────────────────────────────────────────────────────────────────────────────────────────────
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "jobboard.staticfiles.FaceFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_ROOT = VAR_DIR / "files"  # private: nothing serves this folder, only views that check the right
_files: dict[str, object] = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
if env("S3_BUCKET", default=""):
    _files = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env("S3_BUCKET"),
            "endpoint_url": env("S3_ENDPOINT", default=None),
            "region_name": env("S3_REGION", default=None),
            "signature_version": "s3v4",
            "default_acl": "private",
            "file_overwrite": False,
        },
    }
_static = "whitenoise.storage.CompressedManifestStaticFilesStorage"
if DEBUG or TESTING:
    _static = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {"default": _files, "staticfiles": {"BACKEND": _static}}
WHITENOISE_MAX_AGE = 3600
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
CV_MAX_BYTES = env.int("CV_MAX_BYTES", default=10 * 1024 * 1024)
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 5
REQUEST_MAX_BYTES = CV_MAX_BYTES + 1024 * 1024

# ── Mail: written to the outbox, sent by the worker ──────────────────────────────────────────────────
EMAIL_CONFIG = env.email("EMAIL_URL", default="dummymail://" if DEMO else "smtp://localhost:25")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("MAIL_FROM", default=f"{SITE_NAME} <board@corridor.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# The trail's triggers note who asked. Looking changes nothing, so it need not read the session: see postings/feeds.py.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# ── What the promises need ───────────────────────────────────────────────────────────────────────────
REJECTION_UNDO_HOURS = 24
DECISION_UNDO_MINUTES = 10  # of a moderator; its letter waits as long, and so do alerts about an opening
# So many people left without an answer, a week after the reminder, limit a hospital to so many open openings.
LIMIT_FROM_UNANSWERED = env.int("LIMIT_FROM_UNANSWERED", default=3)
OPENINGS_WHILE_UNANSWERED = env.int("OPENINGS_WHILE_UNANSWERED", default=2)
# What one candidate may have open at once, and send on one day of their own: keeps floods away from hospitals.
MAX_OPEN_APPLICATIONS = env.int("MAX_OPEN_APPLICATIONS", default=40)
MAX_APPLICATIONS_PER_DAY = env.int("MAX_APPLICATIONS_PER_DAY", default=10)
# Profiles of candidates that one hospital may open in a day: enough to look for people, too few to copy the board.
CANDIDATE_LOOKS_A_DAY = env.int("CANDIDATE_LOOKS_A_DAY", default=40)

# A new hospital's openings are read before they go online. After so many clean ones, each online for so many days, they go
# online at once, and a share of them is read afterwards: moderation/trust.py, postings/sampling.py.
TRUST_AFTER = env.int("TRUST_AFTER", default=3)
TRUST_DAYS = env.int("TRUST_DAYS", default=7)
SAMPLE_SHARE = env.float("SAMPLE_SHARE", default=0.1)

# ── Safety ───────────────────────────────────────────────────────────────────────────────────────────
_secure = not DEMO
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
SESSION_COOKIE_NAME = "__Host-session" if _secure else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if _secure else "csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", default=_secure)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=365 * 24 * 3600 if _secure else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _secure
if env.int("TRUSTED_PROXIES", default=0):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        **{kind: [NONE] for kind in ("default-src", "base-uri", "frame-ancestors")},
        **{kind: [SELF] for kind in ("script-src", "style-src", "font-src")},
        **{kind: [SELF] for kind in ("connect-src", "form-action", "manifest-src")},
        "img-src": [SELF, "data:"],
    }
}
SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # User.email is unique by lower(email), a constraint that the check does not know
]

LOGGING = logs.configuration(level=env("LOG_LEVEL", default="INFO"))
