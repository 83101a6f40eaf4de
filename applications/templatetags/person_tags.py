"""What the candidate's own page shows of messages."""

from typing import Any

from django import template

from applications import caps
from applications.models import Application
from applications.views import letters

register = template.Library()


@register.inclusion_tag("applications/_messages.html")
def my_thread(application: Application) -> dict[str, Any]:
    """{% my_thread application %}: the messages of one's own application, and the place to answer."""
    return {"thread": letters.own_thread(application)}


@register.inclusion_tag("applications/_caps.html", takes_context=True)
def sending_cap(context: template.Context) -> dict[str, Any]:
    """{% sending_cap %}: before somebody starts to write: why nothing more can be sent now. Nothing when it can."""
    user = context["request"].user
    return {"sent": caps.count(user) if user.is_authenticated else None, "quiet": True}
