"""Letters about changes of openings that are online. Call them inside the transaction of their cause."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse

from core.mail import Letter
from core.said import said as _
from postings import material
from postings.mails import moderators, reasons_in_words, send, tell_team, why_team

if TYPE_CHECKING:
    from postings.models import Revision

SHORT = 120


def facts(revision: "Revision", only: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """What changes, as (name, "old → new"); long texts are only named."""
    lines = material.compare(revision.posting, revision.before, revision.changes)
    return [
        (str(line.name), _line(line)) for line in lines if only is None or line.code in only
    ]  # fmt: skip


def _line(line: material.Change) -> str:
    if max(len(line.old), len(line.new)) > SHORT or "\n" in line.old + line.new:
        return _("the text changes")
    return f"{line.old or '–'} → {line.new or '–'}"


def waiting(revision: "Revision") -> None:
    """To moderators: a change of an opening waits."""
    posting = revision.posting

    def write() -> Letter:
        return Letter(
            subject=_("A change waits: %(title)s") % {"title": posting.title},
            paragraphs=[
                _("%(hospital)s changed an opening that is online. The old text stays until you decide.")
                % {"hospital": posting.hospital.name}
            ],
            facts=facts(revision),
            button=(_("Read and decide"), reverse("moderation:revision", args=[revision.pk])),
            why=_("You get this because you are a moderator."),
        )

    send(posting, "revision_waiting", moderators(), write)


def applied(revision: "Revision", *, hold: timedelta = timedelta(0)) -> None:
    """To the team: the change is online."""
    tell_team(revision.posting, "revision_applied", lambda: applied_letter(revision), hold=hold)


def applied_letter(revision: "Revision") -> Letter:
    posting = revision.posting
    return Letter(
        subject=_("Your change is online: %(title)s") % {"title": posting.title},
        paragraphs=[_("We read your change. It is online now.")],
        facts=facts(revision),
        button=(_("See the opening"), posting.get_absolute_url()),
        why=why_team(),
    )


def refused(revision: "Revision", *, hold: timedelta = timedelta(0)) -> None:
    """To the team: the opening stays as it is, and why."""
    tell_team(revision.posting, "revision_refused", lambda: refused_letter(revision), hold=hold)


def refused_letter(revision: "Revision") -> Letter:
    posting = revision.posting
    return Letter(
        subject=_("Your change was refused: %(title)s") % {"title": posting.title},
        paragraphs=[
            _("We read your change and did not put it online. The opening stays as it was."),
            *reasons_in_words(revision.decision_reasons),
        ],
        quote=revision.decision_words,
        facts=facts(revision),
        button=(_("Change it and send it again"), _page(revision)),
        why=why_team(),
    )


def withdrawn(revision: "Revision") -> None:
    """To the team: the opening ended first."""
    posting = revision.posting

    def write() -> Letter:
        return Letter(
            subject=_("Your change is not needed any more: %(title)s") % {"title": posting.title},
            paragraphs=[_("The opening ended before we checked your change, so we laid it aside.")],
            facts=facts(revision),
            button=(_("See the opening"), _page(revision)),
            why=why_team(),
        )

    tell_team(posting, "revision_withdrawn", write)


def _page(revision: "Revision") -> str:
    return reverse("postings:workspace_detail", args=[revision.posting.hospital.slug, revision.posting_id])
