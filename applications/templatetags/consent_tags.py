from typing import Any

from django import template

from applications import consents
from applications.models import Application, ConsentKind

register = template.Library()


@register.simple_tag
def consents_of(application: Application) -> list[consents.Shown]:
    """What the candidate allowed with this application, for them."""
    return consents.of(application)


@register.simple_tag
def erased_on(application: Application) -> Any:
    """When it goes; None while it runs."""
    return consents.kept_until(application)


@register.simple_tag
def told_consents(application: Application) -> dict[str, bool]:
    """For the hospital: {"keep": …, "channels": …}. Applications from before these questions were asked say no."""
    standing = {one.kind for one in consents.of(application) if one.standing}
    return {kind.value: kind in standing for kind in (ConsentKind.KEEP, ConsentKind.CHANNELS)}
