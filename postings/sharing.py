"""An opening, or a hospital, told elsewhere: what is said of it, where to, and the picture beside its address.

Plain links: nothing of other sites is loaded here, and they learn of nobody who does not follow one.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode
from zlib import crc32

from django.conf import settings
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from core.share_picture import Fact, SharePicture
from core.text import beginning_of
from hospitals.models import Hospital
from postings import moments, presentation
from postings.models import Posting, Source
from postings.sources import PARAMETER

# (name, what a reader who comes from there counts as, address). All that other sites ask for stands here.
WAYS = (
    ("LinkedIn", Source.LINKEDIN, "https://www.linkedin.com/sharing/share-offsite/?url={url}"),
    ("X", Source.X, "https://x.com/intent/post?text={text}&url={url}"),
    ("Facebook", Source.FACEBOOK, "https://www.facebook.com/sharer/sharer.php?u={url}"),
    ("Bluesky", Source.SOCIAL, "https://bsky.app/intent/compose?text={text}%20{url}"),
    ("WhatsApp", Source.SOCIAL, "https://wa.me/?text={text}%20{url}"),
    (_("Email"), Source.DIRECT, "mailto:?subject={text}&body={text}%0D%0A{url}"),
)
MASTODON = "https://{server}/share?text={text}%20{url}"


@dataclass(frozen=True)
class Shared:
    """An opening, or a hospital, as it is told elsewhere, in the language that is spoken now."""

    text: str
    address: str
    summary: str
    picture: str  # its address
    said: SharePicture  # what the picture shows
    counted: bool  # whether its page counts where its readers come from

    @property
    def ways(self) -> list[tuple[str, str]]:
        """(name, address) of each place where it can be told."""
        return [(str(name), self._filled(way, source)) for name, source, way in WAYS]

    def on_mastodon(self, server: str) -> str:
        """`server` is a host name that forms.sharing.ServerForm let through."""
        return self._filled(MASTODON.replace("{server}", server), Source.SOCIAL)

    def _filled(self, way: str, source: Source) -> str:
        counted = self.counted and source != Source.DIRECT
        named = f"?{urlencode({PARAMETER: source.value})}" if counted else ""
        return way.format(text=quote(self.text, safe=""), url=quote(self.address + named, safe=""))


def shared(posting: Posting, card: dict[str, Any] | None = None) -> Shared:
    """`card`: its facts in words (presentation.card), where they are at hand."""
    card = card or presentation.card(posting)
    # sites keep a picture by its address for long, so a changed opening gets another one
    drawn = reverse("postings:picture", args=[posting.pk, posting.slug])
    return Shared(
        text(posting, card),
        settings.SITE_URL + posting.get_absolute_url(),
        presentation.summary(posting),
        f"{settings.SITE_URL}{drawn}?v={int(posting.changed_at.timestamp())}",
        picture(posting, card),
        counted=True,
    )


def shared_hospital(hospital: Hospital) -> Shared:
    said = picture_of(hospital)
    drawn, home = (
        reverse(name, args=[hospital.slug]) for name in ("postings:hospital_picture", "hospitals:page")
    )
    return Shared(
        gettext("Social media at %(hospital)s, %(place)s")
        % {"hospital": hospital.name, "place": hospital.place},
        settings.SITE_URL + home,
        beginning_of(" ".join(hospital.about_in(get_language() or "en").split())) or str(said),
        f"{settings.SITE_URL}{drawn}?v={crc32(repr(said).encode()):x}",
        said,
        counted=False,
    )


def text(posting: Posting, card: dict[str, Any]) -> str:
    """ "Social media manager at Northlake Health, Tacoma, WA (unpaid)"."""
    said = gettext("%(title)s at %(hospital)s") % {"title": posting.title, "hospital": posting.hospital.name}
    said = ", ".join(filter(None, [said, _place(posting, card)]))
    return gettext("%(opening)s (unpaid)") % {"opening": said} if posting.unpaid else said


def _place(posting: Posting, card: dict[str, Any]) -> str:
    """The first place; work from anywhere says so."""
    return str(card["mode"] if posting.mode == "remote" else card["place"])


def picture(posting: Posting, card: dict[str, Any]) -> SharePicture:
    """What its picture shows, in the language that is spoken now."""
    pay = card["pay"]
    worth = pay.range or (gettext("Unpaid") if pay.unpaid else gettext("Pay not given"))
    kind = card["hours"] if posting.engagement_id == "employee" else card["kind"]
    until = (
        Fact(gettext("Open until"), card["closes"])
        if posting.is_live
        else Fact(gettext("Closed"), moments.ended_day(posting), warn=True)
    )
    return SharePicture(
        posting.title,
        (posting.hospital.name, _place(posting, card)),
        (
            Fact(gettext("Pay"), worth, pay.period if pay.range else "", warn=pay.unpaid),
            Fact(gettext("Kind of work"), kind),
            until,
        ),
        otherwise=gettext("Opening"),
    )


def picture_of(hospital: Hospital) -> SharePicture:
    facts = [Fact(gettext("Kind of hospital"), str(hospital.get_kind_display()))]
    for label, n in ((gettext("Beds"), hospital.beds), (gettext("People who work here"), hospital.staff)):
        facts += [Fact(label, number_format(n, force_grouping=True))] if n else []
    return SharePicture(
        hospital.name,
        (hospital.place, str(hospital.get_country_display())),
        tuple(facts),
        otherwise=gettext("Hospital"),
    )
