"""Parts of the board that moderators can switch off when something is wrong with them: abuse, a flood, a fault.

    @switched(Part.CV_IMPORT)                                  # the door of a view
    @switched(Part.VISITOR_ALERTS, passes=signed_in)           # shut only for those who do not pass
    {% if "cv_import"|switched_on %}<a href=…>{% endif %}      # its links
    is_on(Part.UPLOADS)                                        # elsewhere

A door that is shut shows a page that says so and what still works (503, so nobody keeps it). What people began stays.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core import audit, house
from core.http import typed_in
from core.models import Switch

TRY_AGAIN = 3600  # seconds
View = Callable[..., Any]


class Part(models.TextChoices):
    """What can be switched off, as moderators read it."""

    REGISTRATION = "registration", _("Hospitals register")
    VISITORS_APPLY = "visitors_apply", _("Applying without an account")
    CANDIDATES = "candidates", _("Candidates visible to hospitals")
    CV_IMPORT = "cv_import", _("Filling a profile from a CV")
    MENTORING = "mentoring", _("Finding and asking a mentor")
    VISITOR_ALERTS = "visitor_alerts", _("Email alerts for visitors")
    UPLOADS = "uploads", _("Sending files")
    VISITOR_REPORTS = "visitor_reports", _("Reports by visitors")


# What its readers find instead: what is shut, and what still works.
SAID: dict[str, tuple[Promise | str, Promise | str]] = {
    Part.REGISTRATION: (
        _("New hospitals cannot register at the moment"),
        _("Hospitals that are here already work as before. Try again in a few hours."),
    ),
    Part.VISITORS_APPLY: (
        _("Sign in to apply"),
        _(
            "At the moment you need an account to apply. It takes a minute, and your application goes on here."
        ),
    ),
    Part.CANDIDATES: (
        _("Profiles of candidates are closed at the moment"),
        _("Applications that people sent you are where they were. Try again in a few hours."),
    ),
    Part.CV_IMPORT: (
        _("We do not read CVs at the moment"),
        _("You can fill your profile yourself, or try again in a few hours."),
    ),
    Part.MENTORING: (
        _("Mentors are closed at the moment"),
        _("What you arranged already stands in your inbox. Try again in a few hours."),
    ),
    Part.VISITOR_ALERTS: (
        _("Sign in to get alerts"),
        _("At the moment you need an account for email alerts. Those that you have go on."),
    ),
    Part.UPLOADS: (
        _("Files cannot be sent at the moment"),
        _("Files that you sent before are safe, and you can choose them. Try again in a few hours."),
    ),
    Part.VISITOR_REPORTS: (
        _("Sign in to report something"),
        _("At the moment you need an account to report something."),
    ),
}
ASKS_TO_SIGN_IN = {Part.VISITORS_APPLY, Part.VISITOR_ALERTS, Part.VISITOR_REPORTS}


def is_on(part: str) -> bool:
    """At most some seconds after it was switched, in every process."""
    return part not in house.house().off


def signed_in(request: HttpRequest) -> bool:
    return bool(request.user.is_authenticated)


def switched(
    part: Part, *, passes: Callable[[HttpRequest], bool] = lambda request: False
) -> Callable[[View], View]:
    """The door of a view. While the part is off, only whoever `passes` comes in."""

    def door(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            return view(request, *args, **kwargs) if is_on(part) or passes(request) else shut(request, part)

        guarded.switched = part  # type: ignore[attr-defined]  # read by the test that walks all doors
        return guarded

    return door


def shut(request: HttpRequest, part: Part) -> HttpResponse:
    """The page behind a door that is shut. htmx gets it as a whole page, too: its status is never swapped in."""
    title, words = SAID[part]
    context = {
        "title": title,
        "words": words,
        "signs_in": part in ASKS_TO_SIGN_IN,
        "typed": typed_in(request),
    }
    response = render(request, "switched_off.html", context, status=HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = str(TRY_AGAIN)
    response["Cache-Control"] = "private, no-store"
    return response


def turn(part: Part, *, on: bool, by: Any, reason: str, at: datetime | None = None) -> bool:
    """Switch a part off, or on again. False when somebody had done so already."""
    at = at or timezone.now()
    with transaction.atomic():
        Switch.objects.get_or_create(name=part, defaults={"is_on": True, "changed_at": at})
        row = Switch.objects.select_for_update().get(name=part)
        if row.is_on == on:
            return False
        row.is_on, row.changed_at = on, at
        row.save()
        verb = "switch_on" if on else "switch_off"
        audit.record(row, verb, by=by, at=at, words=reason, data={"slug": str(part)})
        house.forget()
    return True
