"""What pages show of mentoring."""

from typing import Any

from django import template
from django.db.models import Q

from mentoring.models import Mentorship
from mentoring.naming import name_of

register = template.Library()
register.filter("called", name_of)


@register.inclusion_tag("mentoring/_home.html", takes_context=True)
def my_mentoring(context: template.Context) -> dict[str, Any]:
    """{% my_mentoring %}: what waits for this person, and what runs, on their own page."""
    user = context["request"].user
    waits = Q(mentor=user, status="requested") | Q(candidate=user, status="requested")
    rows = Mentorship.objects.of(user).filter(waits | Q(status="accepted"))
    return {
        "rows": list(rows.select_related("candidate", "mentor").order_by("asked_at", "pk")[:4]),
        "user": user,
    }
