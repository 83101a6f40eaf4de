"""The door of the moderators' desk."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect


def moderators_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Everyone else gets 404. A moderator without a second factor is sent to set one up (waived in the demo)."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        if not user.is_moderator:
            raise Http404
        if not settings.SECOND_FACTOR_WAIVED and not is_mfa_enabled(user):
            return redirect("mfa_index")
        return view(request, *args, **kwargs)

    guarded.moderators_only = True  # type: ignore[attr-defined]  # read by the role × URL matrix
    return guarded
