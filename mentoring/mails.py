"""Every letter about mentoring, one function each. None holds a mail address or the words of a request for long: what
the two may know of each other stands on the page that the button opens."""

from typing import Any

from django.urls import reverse

from accounts import inbox
from accounts.clock import zone_of
from accounts.models import News, User
from core.mail import Letter, in_language_of
from core.said import said as _
from core.zones import day
from mentoring.models import Mentor, Mentorship
from mentoring.naming import name_of


def _tell(user: User, row: Mentorship, mail: str, letter: Letter) -> None:
    letter.button = letter.button or (_("See it"), row.get_absolute_url())
    inbox.tell(user, News.MENTORING, letter=letter, mail=mail, about=f"mentoring.mentorship:{row.pk}")


def asked(row: Mentorship) -> None:
    """To the mentor."""
    with in_language_of(row.mentor):
        last = day(row.answer_by, zone_of(row.mentor))
        letter = Letter(
            subject=_("%(name)s asks you to be their mentor") % {"name": name_of(row.candidate)},
            paragraphs=[
                _("Their goal and questions are on the page. Say yes or no until %(day)s.") % {"day": last},
                _("Your email address is shown only if you say yes."),
            ],
            button=(_("Read the request"), row.get_absolute_url()),
            why=_("You get this because you are in the list of mentors. You can pause at any time."),
        )
        _tell(row.mentor, row, "mentoring_asked", letter)


def accepted(row: Mentorship) -> None:
    """To both: from now on each sees how to reach the other."""
    assert row.until is not None
    for reader in (row.candidate, row.mentor):
        with in_language_of(reader):
            last = day(row.until, zone_of(reader))
            if reader.pk == row.candidate_id:
                subject = _("%(name)s is your mentor now") % {"name": name_of(row.mentor)}
                words = _(
                    "On the page you find how to reach them. Write first: propose a time for a first talk."
                )
            else:
                subject = _("You are the mentor of %(name)s now") % {"name": name_of(row.candidate)}
                words = _("On the page you find how to reach them. They write first.")
            letter = Letter(
                subject=subject,
                paragraphs=[
                    words,
                    _("It runs until %(day)s. At half time we ask how it goes.") % {"day": last},
                ],
                button=(_("See how to reach them"), row.get_absolute_url()),
                why=_("You get this because of a mentorship that you asked for or said yes to."),
            )
            _tell(reader, row, "mentoring_accepted", letter)


def declined(row: Mentorship) -> None:
    """To the candidate."""
    with in_language_of(row.candidate):
        letter = Letter(
            subject=_("%(name)s cannot be your mentor now") % {"name": name_of(row.mentor)},
            paragraphs=[
                _("That says nothing about you: most mentors have one or two places. Ask another one.")
            ],
            quote=row.answer,
            button=(_("Find another mentor"), reverse("mentoring:mentors")),
            why=_("You get this because you asked for a mentor."),
        )
        _tell(row.candidate, row, "mentoring_declined", letter)


def expired(row: Mentorship) -> None:
    """To both."""
    with in_language_of(row.candidate):
        letter = Letter(
            subject=_("%(name)s did not answer") % {"name": name_of(row.mentor)},
            paragraphs=[_("Your request is closed after 14 days, so you can ask someone else.")],
            button=(_("Find another mentor"), reverse("mentoring:mentors")),
            why=_("You get this because you asked for a mentor."),
        )
        _tell(row.candidate, row, "mentoring_expired", letter)
    with in_language_of(row.mentor):
        letter = Letter(
            subject=_("A request to you was closed without an answer"),
            paragraphs=[
                _("%(name)s waited 14 days. No time? Pause your page, so that nobody waits for you.")
                % {"name": name_of(row.candidate)}
            ],
            button=(_("See my mentoring"), reverse("mentoring:mine")),
            why=_("You get this because you are in the list of mentors. You can pause at any time."),
        )
        _tell(row.mentor, row, "mentoring_expired", letter)


def withdrawn(row: Mentorship) -> None:
    """To the mentor."""
    with in_language_of(row.mentor):
        letter = Letter(
            subject=_("%(name)s took the request back") % {"name": name_of(row.candidate)},
            paragraphs=[_("You need not do anything.")],
            why=_("You get this because you are in the list of mentors. You can pause at any time."),
        )
        _tell(row.mentor, row, "mentoring_withdrawn", letter)


def half_time(row: Mentorship) -> None:
    """To both."""
    assert row.until is not None
    for reader in (row.candidate, row.mentor):
        with in_language_of(reader):
            letter = Letter(
                subject=_("Half time with %(name)s: how does it go?") % {"name": name_of(row.other(reader))},
                paragraphs=[
                    _("Look back at the goal together: what is done, what comes next?"),
                    _("Does it not work? Either of you can end it on the page, without giving a reason."),
                ],
                facts=[(_("Goal"), row.goal), (_("Runs until"), day(row.until, zone_of(reader)))],
                why=_("You get this because of a mentorship that you asked for or said yes to."),
            )
            _tell(reader, row, "mentoring_half_time", letter)


def over(row: Mentorship, *, by: Any) -> None:
    """To whoever did not do it; to both, when the board did."""
    for reader in (row.candidate, row.mentor):
        if by is not None and by.pk == reader.pk:
            continue
        with in_language_of(reader):
            done = row.status == Mentorship.Status.COMPLETED
            subject = _("Completed: mentoring with %(name)s") if done else _("Ended: mentoring with %(name)s")
            letter = Letter(
                subject=subject % {"name": name_of(row.other(reader))},
                paragraphs=[_("You can tell them on the page what helped. Only they read it.")],
                why=_("You get this because of a mentorship that you asked for or said yes to."),
            )
            _tell(reader, row, "mentoring_over", letter)


def paused(mentor: Mentor) -> None:
    """To a mentor who did not answer three times in a row."""
    with in_language_of(mentor.user):
        letter = Letter(
            subject=_("We paused your mentor page"),
            paragraphs=[
                _("Three requests in a row stayed without an answer, so nobody finds you now."),
                _("Do you have time again? Then switch your page on with one click."),
            ],
            button=(_("See my mentoring"), reverse("mentoring:mine")),
            why=_("You get this because you are in the list of mentors. You can pause at any time."),
        )
        inbox.tell(
            mentor.user,
            News.MENTORING,
            letter=letter,
            mail="mentoring_paused",
            about=f"mentoring.mentor:{mentor.pk}",
        )
