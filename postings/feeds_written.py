"""A feed in its two formats: Atom (RFC 4287, next page as RFC 5005) and JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

import json
import re
from datetime import UTC, datetime
from html import unescape
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext
from django.utils.xmlutils import SimplerXMLGenerator

from core.vocabulary import vocabulary
from postings import moments, presentation
from postings.models import Place, Posting, Source
from postings.sources import PARAMETER
from postings.templatetags.openings import pay_text

if TYPE_CHECKING:
    from postings.feeds import Feed

BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
SUMMARY = 400
_TAG = re.compile(r"<[^>]*>")
# A name of an extension is "_" and letters.
EXTENSION = "_" + (re.sub(r"[^a-z]", "", settings.SITE_NAME.lower()) or "board")


class _Atom(Atom1Feed):
    """An empty feed has no date of its own; Django would write the present one, and it would never be unchanged."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else BEGINNING

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        if self.feed["next"]:
            handler.addQuickElement("link", "", {"rel": "next", "href": self.feed["next"]})


def as_atom(feed: "Feed") -> bytes:
    made = _Atom(
        title=feed.title,
        link=feed.page,
        description="",
        subtitle=feed.note or None,
        language=feed.language,
        feed_url=feed.here,
        feed_guid=feed.page,
        next=feed.next,
    )
    for posting in feed.postings:
        made.add_item(
            title=posting.title,
            link=_page(feed, posting),
            unique_id=_identity(feed, posting),
            description=f"{_facts(posting)}\n{_summary(posting)}",
            author_name=posting.hospital.name,
            pubdate=posting.publish_at,
            updateddate=_modified(posting),
        )
    return made.writeString("utf-8").encode()


def as_json(feed: "Feed") -> bytes:
    said = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        **({"description": feed.note} if feed.note else {}),
        "home_page_url": feed.page,
        "feed_url": feed.here,
        **({"next_url": feed.next} if feed.next else {}),
        "language": feed.language,
        "authors": [{"name": settings.SITE_NAME, "url": feed.absolute(reverse("home"))}],
        "items": [_item(feed, posting) for posting in feed.postings],
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def _item(feed: "Feed", posting: Posting) -> dict[str, Any]:
    """The extension has the facts as the board stores them; `summary` says them in the reader's language."""
    hospital = posting.hospital
    published = posting.publish_at.isoformat() if posting.publish_at else ""
    return {
        "id": _identity(feed, posting),
        "url": _page(feed, posting),
        "title": posting.title,
        "summary": _facts(posting),
        "content_text": _summary(posting),
        "language": posting.language,
        "date_published": published,
        "date_modified": _modified(posting).isoformat(),
        "authors": [{"name": hospital.name}],
        EXTENSION: {
            "hospital": {
                "name": hospital.name,
                "url": feed.absolute(reverse("hospitals:page", args=[hospital.slug])),
                "kind": hospital.kind,
            },
            "places": [_place(place) for place in posting.places.all()],
            "pay": _pay(posting),
            "skills": [*_skills(posting.required_skills, True), *_skills(posting.nice_skills, False)],
            "duties": [{"slug": d.value, "name": d.label, "share": n} for d, n in posting.duties],
            "training_for": posting.training_for,
            "engagement": posting.engagement_id,
            "hours": {"value": posting.hours, "min": posting.hours_min, "max": posting.hours_max},
            "mode": {"value": posting.mode, "remote_in": posting.remote_countries},
            "closes": posting.closes_at.isoformat() if posting.closes_at else None,
        },
    }


def _place(place: Place) -> dict[str, str]:
    facts = {"city": place.city, "region": place.region, "country": place.country, "postcode": place.postcode}
    return {name: value for name, value in facts.items() if value}


def _pay(posting: Posting) -> dict[str, Any]:
    """Amounts as they were given, and as a year of full-time work; null where nothing was given."""
    amounts = {
        name: None if value is None else float(value)
        for name, value in (
            ("min", posting.pay_min),
            ("max", posting.pay_max),
            ("annual_min", posting.annual_min),
            ("annual_max", posting.annual_max),
        )
    }
    return {
        **amounts,
        "currency": posting.pay_currency or None,
        "per": posting.pay_period_id,
        "unpaid": posting.unpaid,
    }


def _skills(ids: list[int], required: bool) -> list[dict[str, Any]]:
    return [{"slug": s.slug, "name": s.name, "required": required} for s in vocabulary().skills_named(ids)]


def _page(feed: "Feed", posting: Posting) -> str:
    """The link that readers follow; it says where they come from, because a feed reader sends no referrer."""
    return feed.absolute(f"{posting.get_absolute_url()}?{PARAMETER}={Source.FEED}")


def _identity(feed: "Feed", posting: Posting) -> str:
    """The same in both formats and languages, whatever the title becomes."""
    return feed.absolute(f"/openings/{posting.pk}/")


def _modified(posting: Posting) -> datetime:
    return max(posting.changed_at, posting.publish_at) if posting.publish_at else posting.changed_at


def _facts(posting: Posting) -> str:
    """The hard things first, as on a row."""
    closes = moments.closing(posting)
    facts = [
        posting.hospital.name,
        presentation.place(posting),
        presentation.kind(posting),
        presentation.mode(posting),
        pay_text(posting),
        gettext("Closes %(date)s") % {"date": closes} if closes else "",
    ]
    return " · ".join(filter(None, facts))


def _summary(posting: Posting) -> str:
    """The beginning of the description, which feeds.py reads; a tag that the cut went through is left out.

    The HTML is our own (core.text.markdown): every "<" that is no tag is written as an entity.
    """
    html = str(getattr(posting, "beginning", ""))
    if html.rfind("<") > html.rfind(">"):
        html = html[: html.rfind("<")]
    text = " ".join(unescape(_TAG.sub("", html)).split())
    return text if len(text) <= SUMMARY else text[:SUMMARY].rsplit(" ", 1)[0] + " …"
