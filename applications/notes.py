"""What a hospital's team writes and finds about an application, for itself: notes, and ratings of skills.

Nothing here has a way to the candidate: no mail to them, no page of theirs reads these tables. Who holds
RATE_APPLICATIONS writes; nobody does about an application of their own. Both end with the application.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from applications.mails import messages as letters
from applications.messages import ERASED
from applications.models import Application, Note, Rating
from applications.refusals import Refused
from core import audit
from core.models import Skill
from core.vocabulary import vocabulary
from core.workflow import NotAllowed
from hospitals.access import has_right
from hospitals.models import Seat
from hospitals.roles import Right

MOST_NOTES = 200  # of one application

# Words first: a figure without them says nothing. About the skill in what was sent, not about the person.
SCORES: dict[int, str | Promise] = {
    1: gettext_lazy("I see no sign of it"),
    2: gettext_lazy("I see some of it"),
    3: gettext_lazy("I see it clearly"),
    4: gettext_lazy("I see strong work in it"),
}


def rates(user: User, application: Application) -> bool:
    return user.pk != application.candidate_id and has_right(
        user, application.posting.hospital_id, Right.RATE_APPLICATIONS
    )


def colleagues(application: Application, *, of: User) -> list[User]:
    """Whom a note may mention: everyone else in the team who may read the application."""
    seats = Seat.objects.with_right(Right.SEE_APPLICATIONS).filter(
        hospital=application.posting.hospital_id, user__is_active=True
    )
    seats = seats.exclude(user__in=[of.pk, application.candidate_id]).select_related("user")
    return sorted((seat.user for seat in seats), key=lambda u: str(u).casefold())


# ── Notes ────────────────────────────────────────────────────────────────────────────────────────────
def write(
    application: Application, *, by: User, words: str, mention: User | None = None, at: datetime | None = None
) -> Note:
    """Add a note. Raises NotAllowed, or Refused when there are too many."""
    if not rates(by, application):
        raise NotAllowed("note")
    with transaction.atomic():
        row = Application.objects.select_for_update(no_key=True, of=("self",)).get(pk=application.pk)
        if row.erased_at is not None:
            raise Refused(ERASED)
        if application.notes.count() >= MOST_NOTES:
            raise Refused(
                _("There are %(n)s notes here already. Delete one of yours first.") % {"n": MOST_NOTES}
            )
        note = Note.objects.create(
            application=application,
            author=by,
            mentioned=mention,
            words=words.strip(),
            at=at or timezone.now(),
        )
        if mention is not None:
            letters.mentioned(note)
    return note


def mend(note: Note, *, by: User, words: str, at: datetime | None = None) -> None:
    """Change one's own note while it is young. Raises Refused later."""
    changed = Note.objects.mendable_by(by).filter(pk=note.pk)
    if not changed.update(words=words.strip(), edited_at=at or timezone.now()):
        raise Refused(_("A note can be changed for 15 minutes. Write a new one instead."))


def delete(note: Note, *, by: User) -> None:
    """Take back one's own note while it is young. Raises Refused later."""
    if not Note.objects.mendable_by(by).filter(pk=note.pk).delete()[0]:
        raise Refused(_("A note can be deleted for 15 minutes. It stands now."))


# ── Ratings ──────────────────────────────────────────────────────────────────────────────────────────
@dataclass
class SkillRatings:
    """What readers found of one skill. `others` stays empty until one's own is in."""

    skill: Skill
    own: int | None = None
    others: list[tuple[str, int | None]] = field(default_factory=list)  # reader, score

    @property
    def own_words(self) -> str:
        return _words(self.own)

    @property
    def others_in_words(self) -> list[tuple[str, str]]:
        return [(name, _words(score)) for name, score in self.others]


@dataclass
class Panel:
    """All ratings of one application as one reader may see them."""

    rows: list[SkillRatings]
    is_own_in: bool
    readers: int  # others who have rated, also while their ratings are hidden

    @property
    def summary(self) -> list[tuple[Skill, str]]:
        """For each skill, how many readers chose which words, the reader's own among them: "2 × I see it clearly"."""
        found = []
        for row in self.rows:
            given = [row.own, *(score for _name, score in row.others)]
            counted = [(_words(n), given.count(n)) for n in (*sorted(SCORES, reverse=True), None)]
            found.append((row.skill, ", ".join(f"{n} × {words}" for words, n in counted if n)))
        return found


def _words(score: int | None) -> str:
    return str(SCORES[score]) if score else _("Cannot tell from this")


def rate(
    application: Application, scores: Mapping[int, int | None], *, by: User, at: datetime | None = None
) -> None:
    """Keep what one reader found: {skill id: 1 to 4, or None for "cannot tell"}. A second time replaces the first."""
    if not rates(by, application):
        raise NotAllowed("rate")
    at = at or timezone.now()
    rows = [
        Rating(application=application, reader=by, skill_id=pk, score=n, at=at)
        for pk, n in sorted(scores.items())
    ]
    with transaction.atomic():
        Rating.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["application", "reader", "skill"],
            update_fields=["score", "at"],
        )
        audit.record(application, "rated", by=by, at=at)


def panel(application: Application, *, reader: User) -> Panel:
    """What this reader may see. What others found is not even read before the reader's own is in."""
    skills = vocabulary().skills_named(application.posting.required_skills)
    rows = {skill.pk: SkillRatings(skill) for skill in skills}
    given: Any = Rating.objects.filter(application=application, skill__in=rows)
    own = dict(given.filter(reader=reader).values_list("skill_id", "score"))
    for pk, score in own.items():
        rows[pk].own = score
    others = given.exclude(reader=reader)
    if own:
        for rating in others.select_related("reader").order_by("at", "id"):
            rows[rating.skill_id].others.append((str(rating.reader), rating.score))
    return Panel(list(rows.values()), bool(own), others.values("reader").distinct().count())
