"""The web server's entry. A web request may hold the database for two seconds, no longer."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobboard.settings")
os.environ.setdefault("DB_STATEMENT_TIMEOUT_MS", "2000")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from core.http import Request
from core.startup import refuse_if_unsafe

application.request_class = Request
refuse_if_unsafe()
