"""What the header of a workspace asks the database."""

from typing import Any

from django import template

from hospitals.models import Hospital, Notice

register = template.Library()
MOST = 99


@register.simple_tag
def unread_notices(user: Any, hospital: Hospital) -> int:
    """How many notices of this hospital this person has not read; 100 stands for more than 99. One short query."""
    return len(Notice.objects.filter(user=user, hospital=hospital).unread().values_list("pk")[: MOST + 1])
