"""What pages of lower floors show of alerts and saved openings."""

from typing import Any

from django import template

from alerts import following
from alerts.listing import rows_of
from alerts.models import Alert, Bookmark
from hospitals.models import Hospital
from postings.models import Posting
from postings.models.choices import Status

register = template.Library()


@register.inclusion_tag("alerts/_bookmark.html", takes_context=True)
def bookmark_button(context: template.Context, posting: Posting) -> dict[str, Any]:
    """{% bookmark_button posting %}: save it, or take it off one's list."""
    user = context["request"].user
    saved = user.is_authenticated and Bookmark.objects.filter(user=user, posting=posting).exists()
    return {"posting": posting, "saved": saved, "user": user, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("alerts/_follow.html", takes_context=True)
def follow_button(context: template.Context, hospital: Hospital) -> dict[str, Any]:
    """{% follow_button hospital %}: follow it, or stop. A visitor is asked for an address."""
    request = context["request"]
    return {
        "hospital": hospital,
        "query": following.query_of(hospital),
        "user": request.user,
        "mine": following.followed(hospital, by=request.user),
        "back": request.path,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("alerts/_home.html", takes_context=True)
def kept_by_me(context: template.Context) -> dict[str, Any]:
    """{% kept_by_me %}: the newest saved openings on a person's own page."""
    user = context["request"].user
    shown = [Status.PUBLISHED, Status.CLOSED]
    rows = Bookmark.objects.filter(user=user, posting__status__in=shown).select_related("posting__hospital")
    return {"rows": list(rows.order_by("-saved_at", "-id")[:4])}


@register.inclusion_tag("alerts/_home_alerts.html", takes_context=True)
def my_alerts(context: template.Context) -> dict[str, Any]:
    """{% my_alerts %}: the newest alerts on a person's own page."""
    mine = Alert.objects.kept().filter(user=context["request"].user).select_related("user")
    return {"rows": rows_of(list(mine.order_by("-asked_at", "-id")[:4]))}
