"""What waits, on a candidate's own page."""

from typing import Any

from django import template
from django.utils import timezone

from applications.waiting import waiting_for

register = template.Library()


@register.inclusion_tag("applications/_waiting.html", takes_context=True)
def waits_for_me(context: template.Context) -> dict[str, Any]:
    """{% waits_for_me %}: what the person who is signed in has to answer, what ends first at the top."""
    return {"rows": waiting_for(context["request"].user, timezone.now())}
