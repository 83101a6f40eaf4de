"""What the candidate's own page shows of messages."""

from typing import Any

from django import template

from applications.models import Application
from applications.views import letters

register = template.Library()


@register.inclusion_tag("applications/_messages.html")
def my_thread(application: Application) -> dict[str, Any]:
    """{% my_thread application %}: the messages of one's own application, and the place to answer."""
    return {"thread": letters.own_thread(application)}
