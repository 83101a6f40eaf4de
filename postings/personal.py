"""What this floor keeps of a person: little, because openings are a hospital's. See accounts/privacy.py."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from accounts import privacy
from accounts.privacy import Sort, keep, nobody

WHY = "a hospital's text; the number of who wrote it leads to nobody after an erasure"


def register() -> None:
    keep(
        "postings.Unsaved",
        of="user",
        what=_("Your work for hospitals"),
        purpose="what somebody typed into an opening and has not saved",
        fields={Sort.LINK: "posting user", Sort.WORK: "bases typed", Sort.TIME: "at"},
        seen_by=privacy.ONLY_YOU,
        period=_("Until it is saved"),
        left_out="it is the hospital's text",
    )
    hospitals_own = partial(nobody, why=WHY)
    hospitals_own(
        "postings.Posting",
        fields="created_by title mode_note remote_countries description description_html pay_scale pay_note pay_scale contract_extension"
        " first_90_days learning_goals supervisor owned_after_note questions revised_what decision_reasons decision_words laws",
    )
    hospitals_own("postings.SavedQuestion", fields="text options created_by")
    hospitals_own(
        "postings.Revision", fields="changes before proposed_by decided_by decision_reasons decision_words"
    )
    hospitals_own("postings.Remark", fields="by words")
    hospitals_own("postings.Decided", fields="verb content")
    hospitals_own("postings.Template", fields="name content created_by")
    hospitals_own("postings.SpotCheck", fields="decided_by")
    for model in "PostingHistory Edits Started Indexed Fingerprint Place Seen".split():
        nobody(f"postings.{model}", why="facts of an opening")
