"""What the web server checks before it answers anyone."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

DEMO_DOMAIN = "@demo.example"


def refuse_if_unsafe() -> None:
    """Raises ImproperlyConfigured when a production server holds the demo's accounts (their password is public)."""
    if settings.DEMO:
        return
    try:
        found = get_user_model()._default_manager.filter(email__iendswith=DEMO_DOMAIN).exists()
    except DatabaseError:
        return  # not reachable or not migrated yet: /readyz says so, and nobody can sign in
    if found:
        raise ImproperlyConfigured(
            f"Accounts ending in {DEMO_DOMAIN} exist: their password is public. Delete them."
        )
