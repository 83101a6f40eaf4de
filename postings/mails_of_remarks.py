"""The letter about a moderator's question. Call it inside the transaction of its cause."""

from typing import TYPE_CHECKING

from django.urls import reverse

from core.mail import Letter
from core.said import said as _
from postings.mails import tell_team, why_team

if TYPE_CHECKING:
    from postings.models import Remark


def asked(remark: "Remark") -> None:
    """To the team: what moderators want to know. Who of them asked is not said."""
    posting = remark.posting

    def write() -> Letter:
        page = reverse("postings:workspace_detail", args=[posting.hospital.slug, posting.pk])
        return Letter(
            subject=_("A question about %(title)s") % {"title": posting.title},
            paragraphs=[_("We are reading your opening and have a question. Nothing is decided yet.")],
            quote=remark.words,
            facts=[(_("Opening"), posting.title), (_("Hospital"), posting.hospital.name)],
            button=(_("Answer"), f"{page}#thread"),
            after=[_("Your opening keeps its place in the queue.")],
            why=why_team(),
        )

    tell_team(posting, "posting_asked", write)
