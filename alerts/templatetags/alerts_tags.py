"""What pages of lower floors show of alerts and saved openings."""

from typing import Any

from django import template

from alerts.models import Bookmark
from postings.models import Posting
from postings.models.choices import Status

register = template.Library()


@register.inclusion_tag("alerts/_bookmark.html", takes_context=True)
def bookmark_button(context: template.Context, posting: Posting) -> dict[str, Any]:
    """{% bookmark_button posting %}: save it, or take it off one's list."""
    user = context["request"].user
    saved = user.is_authenticated and Bookmark.objects.filter(user=user, posting=posting).exists()
    return {"posting": posting, "saved": saved, "user": user, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("alerts/_home.html", takes_context=True)
def kept_by_me(context: template.Context) -> dict[str, Any]:
    """{% kept_by_me %}: the newest saved openings on a person's own page."""
    user = context["request"].user
    shown = [Status.PUBLISHED, Status.CLOSED]
    rows = Bookmark.objects.filter(user=user, posting__status__in=shown).select_related("posting__hospital")
    return {"rows": list(rows.order_by("-saved_at", "-id")[:4])}
