"""The search as an Atom feed: the same address parameters, the newest twenty."""

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from core.unchanged import unchanged
from postings import presentation
from postings.models import Posting
from postings.search import Search
from postings.search.page import address
from postings.templatetags.openings import pay_text

MOST = 20
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


class Feed(Atom1Feed):
    """An empty feed has no date of its own; Django would write the present one, and it would never be unchanged."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else BEGINNING


@require_safe
def openings(request: HttpRequest) -> HttpResponse:
    """Answers 304 when nothing changed. The order is always newest first, whatever the page sorts by."""
    search = Search(request.GET)
    found = search.newest(MOST)
    page = request.build_absolute_uri(address(search))
    feed = Feed(
        title=gettext("New openings on %(site)s") % {"site": settings.SITE_NAME},
        link=page,
        description="",
        language=get_language(),
        feed_url=request.build_absolute_uri(
            request.path + (f"?{search.canonical}" if search.canonical else "")
        ),
        feed_guid=page,
    )
    for posting in found:
        link = request.build_absolute_uri(posting.get_absolute_url())
        feed.add_item(
            title=posting.title,
            link=link,
            unique_id=request.build_absolute_uri(f"/openings/{posting.pk}/"),
            description=_content(posting),
            author_name=posting.hospital.name,
            pubdate=posting.publish_at,
            updateddate=max(posting.changed_at, posting.publish_at)
            if posting.publish_at
            else posting.changed_at,
        )
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    return unchanged(request, response)


def _content(posting: Posting) -> str:
    """The hard things first, as on a row."""
    card = presentation.card(posting)
    pay = gettext("Unpaid") if posting.unpaid else pay_text(posting)
    closes = gettext("Closes %(date)s") % {"date": card["closes"]} if card["closes"] else ""
    facts = [posting.hospital.name, card["place"], card["kind"], card["mode"], pay, closes]
    return "\n".join([" · ".join(filter(None, facts)), presentation.summary(posting, 400)])
