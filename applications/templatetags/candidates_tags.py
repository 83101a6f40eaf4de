"""What a person's own page shows of being found by hospitals."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import template
from django.utils import timezone

from accounts.models import Profile
from applications.discovery import SeenSkill
from applications.models import Invited, Looked

register = template.Library()
MOST_SKILLS = 6
MONTH = timedelta(days=30)


@register.inclusion_tag("candidates/_open_invitations.html", takes_context=True)
def open_invitations(context: template.Context) -> dict[str, Any]:
    """{% open_invitations %}: the hospitals that wait for the answer of the person who is signed in."""
    mine = Invited.objects.open().filter(candidate=context["request"].user)
    return {"rows": list(mine.select_related("posting__hospital").order_by("expires_at", "pk")[:10])}


@register.inclusion_tag("candidates/_found_by.html", takes_context=True)
def found_by_hospitals(context: template.Context) -> dict[str, Any]:
    """{% found_by_hospitals %}: whether hospitals find this person, and how many looked in the last thirty days."""
    user = context["request"].user
    profile = Profile.objects.filter(user=user).only("visibility", "idle_hidden_at").first()
    since = timezone.now().date() - MONTH
    looked = Looked.objects.filter(candidate=user, day__gte=since).values("hospital").distinct().count()
    return {"profile": profile or Profile(user=user), "looked": looked}


@register.filter
def wanted_first(skills: Iterable[SeenSkill], wanted: list[str]) -> list[SeenSkill]:
    """At most MOST_SKILLS, those that were asked for before the others."""
    return sorted(skills, key=lambda skill: skill.slug not in wanted)[:MOST_SKILLS]
