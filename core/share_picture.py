"""The picture that stands beside a shared address (Open Graph): what it shows, and how it is answered.

    answered(request, SharePicture(title, (hospital, place), facts))  # PNG, or 304 without drawing anything

How it is drawn: core/share_drawing.py.
"""

from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from core.release import release


class Fact(NamedTuple):
    label: str
    value: str
    more: str = ""  # smaller, behind the value
    warn: bool = False


@dataclass(frozen=True)
class SharePicture:
    """`below`: the lines under the title, joined when there is room; `otherwise`: the title when none of its letters
    can be drawn."""

    title: str
    below: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    otherwise: str = ""

    def __str__(self) -> str:
        """What the picture says, for who does not see it."""
        facts = [" ".join(filter(None, [fact.label + ":", fact.value, fact.more])) for fact in self.facts]
        return ". ".join([", ".join(filter(None, [self.title, *self.below])), *facts])


def answered(request: HttpRequest, picture: SharePicture) -> HttpResponse:
    """Whoever keeps it asks each time, and is told without drawing: its tag is made of what it shows."""
    said = repr((picture, settings.SITE_NAME, release())).encode()
    tag = f'"{blake2b(said, digest_size=12).hexdigest()}"'
    response = get_conditional_response(request, etag=tag)
    if response is None:
        from core.share_drawing import png  # Pillow costs memory that most processes never need

        response = HttpResponse(png(picture), content_type="image/png")
        response["X-Content-Type-Options"] = "nosniff"
    response["ETag"], response["Cache-Control"] = tag, "public, no-cache"
    return response
