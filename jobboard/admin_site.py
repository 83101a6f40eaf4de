"""The Django admin behind our own sign-in page and a second factor (waived in the demo)."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url


class AdminConfig(DjangoAdminConfig):
    default_site = "jobboard.admin_site.BoardAdminSite"


# Whoever reads a session's key, or a second factor's, comes in as somebody else.
NEVER_SHOWN = {"usersessions.UserSession", "mfa.Authenticator"}


class BoardAdminSite(AdminSite):
    site_title = site_header = f"{settings.SITE_NAME}: administration"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Pages of libraries are for looking: what they would write leaves no line in the trail, and who gives somebody
        another mailbox or a session could come in as them."""
        from core.adminpages import (
            Base,
            ReadOnly,
        )  # reads models, which are not there yet when this file is read

        models: list[type[Model]] = (
            [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
        )
        if admin_class is None or not issubclass(admin_class, Base):
            models = [model for model in models if model._meta.label not in NEVER_SHOWN]
            bases = (ReadOnly, admin_class) if admin_class else (ReadOnly,)
            admin_class = type("LibraryAdmin", bases, {"actions": None})
        super().register(models, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and _has_second_factor(request.user)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """No second door: visitors sign in where everyone does, strangers find nothing here."""
        if self.has_permission(request):
            return redirect("admin:index")
        if not request.user.is_authenticated:
            wanted = request.GET.get("next") or resolve_url("admin:index")
            return redirect(f"{resolve_url('account_login')}?{urlencode({'next': wanted})}")
        if not super().has_permission(request):
            raise Http404
        return redirect("mfa_index")


def _has_second_factor(user: Any) -> bool:
    from allauth.mfa.utils import (
        is_mfa_enabled,
    )  # reads models, which are not there yet when this file is read

    return settings.SECOND_FACTOR_WAIVED or is_mfa_enabled(user)
