"""What candidates keep in the demo: openings to come back to, and searches whose new openings are mailed."""

from datetime import datetime, timedelta

from accounts.models import User
from alerts import keeping
from alerts.models import Alert, Bookmark
from postings.models import Posting

# Who keeps it; the openings with the note beside each; the searches with their language, clock and rhythm.
SAVED = {
    "candidate@demo.example": {
        "physician-social-media-coach": "Ask whether the days can be spread.",
        "public-information-and-crisis-communications-manager": "",
    },
    "candidate2@demo.example": {"webcaremedewerker": "Vragen: hoe vaak in het weekend?"},
}
SEARCHES = [
    ("candidate@demo.example", "q=video", "en", "America/Los_Angeles", "daily"),
    ("candidate@demo.example", "q=crisis", "en", "America/Los_Angeles", "weekly"),
    ("candidate@demo.example", "hospital=northlake", "en", "America/Los_Angeles", "daily"),  # they follow it
    ("candidate2@demo.example", "q=webcare", "nl", "Europe/Amsterdam", "weekly"),
]


def load_kept(postings: list[Posting], people: dict[str, User], now: datetime) -> None:
    by_slug = {posting.slug: posting for posting in postings}
    for email, notes in SAVED.items():
        for slug, note in notes.items():
            Bookmark.objects.create(user=people[email], posting=by_slug[slug], note=note)
    for n, (email, query, language, zone, rhythm) in enumerate(SEARCHES, 1):
        alert = Alert(query=query, language=language, time_zone=zone, rhythm=rhythm)
        keeping.ask(alert, by=people[email], at=now - timedelta(days=n))
