"""Where ids and names of words are stored: what follows when one word becomes another, and what stays as it was.

The two together are complete: tests/moderation/test_merge_places.py walks all models and fails for a column that can
hold a word and stands in neither.
"""

from django.utils.translation import gettext_lazy as _

from moderation.merge_rows import Lists, Place, Single
from moderation.merge_texts import Documents, Queries

_POSTING = ("required_skills", "nice_skills")
# kind of word → the places, in the order in which their rows are locked.
PLACES: dict[str, dict[str, Place]] = {
    "skill": {
        "openings": Lists("postings.Posting", _POSTING, _("Openings")),
        "changes": Documents(
            "postings.Revision", ("changes", "before"), _("Changes that wait"), _POSTING, "status = 'pending'"
        ),
        "templates": Documents("postings.Template", ("content",), _("Templates of hospitals"), _POSTING),
        "profiles": Single(
            "accounts.ProfileSkill",
            ("skill_id",),
            _("Profiles"),
            ("profile_id",),
            ("level", ("learning", "working", "strong")),
        ),
        "evidence": Single("accounts.Evidence", ("skill_id",), _("Evidence")),
        "ratings": Single(
            "applications.Rating", ("skill_id",), _("Ratings"), ("application_id", "reader_id")
        ),
        "mentors": Lists("mentoring.Mentor", ("topics",), _("Mentors")),
        "talk times": Lists("mentoring.TalkTime", ("topics",), _("Times for talks")),
        "talks": Single("mentoring.Talk", ("topic_id",), _("Talks")),
        "mentorships": Single("mentoring.Mentorship", ("topic_id",), _("Requests to mentors")),
        "alerts": Queries("alerts.Alert", _("Alerts"), "skill", ("user_id", "email")),
        "views": Queries("applications.SavedView", _("Kept filters"), "skill"),
    },
    "channel": {
        "openings": Lists("postings.Posting", ("channels",), _("Openings")),
        "changes": Documents(
            "postings.Revision",
            ("changes", "before"),
            _("Changes that wait"),
            ("channels",),
            "status = 'pending'",
        ),
        "templates": Documents("postings.Template", ("content",), _("Templates of hospitals"), ("channels",)),
        "profiles": Single("accounts.OwnChannel", ("channel_id",), _("Profiles"), ("profile_id", "handle")),
        "samples": Single("accounts.WorkSample", ("channel_id",), _("Work samples")),
        "hospitals": Single("hospitals.HospitalChannel", ("channel_id",), _("Hospitals")),
        "alerts": Queries("alerts.Alert", _("Alerts"), "channel", ("user_id", "email")),
    },
    "family": {
        "openings": Single("postings.Posting", ("family_id",), _("Openings")),
        "changes": Documents(
            "postings.Revision",
            ("changes", "before"),
            _("Changes that wait"),
            ("family_id",),
            "status = 'pending'",
        ),
        "templates": Documents(
            "postings.Template", ("content",), _("Templates of hospitals"), ("family_id",)
        ),
    },
    # What was decided stays as it was written down; every page reads the reason under the name of the other.
    "reason": {},
}

# column → why a merge leaves it.
_SENT = "what was sent stays as it was; it names the word by its slug and is read as the other"
_TYPED = "what somebody typed; the form writes the other word when it is sent again"
_OTHER = "holds no word of these kinds"
LEFT: dict[str, str] = {
    "applications.Application.snapshot": _SENT,
    "applications.Application.answers": _OTHER,
    "applications.Application.typed": _TYPED,
    "applications.Arrival.typed": _TYPED,
    "applications.Batch.words": _OTHER,
    "accounts.CVReading.found": "suggestions by slug; taken over, they become the other word",
    "core.Event.reasons": "the trail is only ever added to; it is read as the other",
    "core.Event.data": "the trail is only ever added to",
    "postings.Posting.decision_reasons": "what was decided stays; it is read as the other",
    "postings.Revision.decision_reasons": "what was decided stays; it is read as the other",
    "postings.Posting.questions": _OTHER,
    "postings.Decided.content": "what a moderator read then; it is compared under the names of now",
    "postings.Fingerprint.marks": _OTHER,
    "postings.Fingerprint.bands": _OTHER,
    "postings.Edits.fields": _OTHER,
    "postings.Unsaved.bases": _TYPED,
    "postings.Unsaved.typed": _TYPED,
    "accounts.InboxItem.made_of": "what somebody was told stays as it was said",
    "hospitals.Notice.made_of": "what somebody was told stays as it was said",
    "accounts.Suggestion.slug": "what came of it then; it is read as the other",
    "moderation.Case.reasons": "what was decided stays; it is read as the other",
    "moderation.Merge.counts": _OTHER,
    "moderation.Merge.led_before": "what an undo needs",
    "moderation.Moved.before": "what an undo needs",
    "moderation.Moved.after": "what an undo needs",
    "moderation.Numbers.data": "figures as they were counted",
}
