"""Letters about reports, one function each: to who reported, to the owner, to moderators. None tells the owner by whom.

They are the only ones: what a case does to its subject sends no letter of its own, so each decision is one letter a person.
"""

from collections.abc import Callable

from django.urls import reverse

from accounts import inbox
from accounts.models import News
from core.mail import Letter, in_language_of, queue
from core.said import said as _
from core.vocabulary import vocabulary
from hospitals import notices
from hospitals.models.notice import Kind as Sort
from moderation import mails_of_trust
from moderation.models import Case, Report
from postings.mails import moderators

Write = Callable[[], Letter]
SAMPLE, MENTOR = Case.Kind.SAMPLE, Case.Kind.MENTOR


# ── To who reported ──────────────────────────────────────────────────────────────────────────────────
def confirm(report: Report, token: str) -> None:
    """To a visitor's mailbox: one click, and they hear the outcome."""
    with in_language_of(report.language):
        letter = Letter(
            subject=_("Confirm your report: %(title)s") % {"title": report.case.title},
            paragraphs=[
                _("You reported “%(title)s”. Is this your mailbox? Then we tell you what we decide.")
                % {"title": report.case.title},
                _("Your report counts in any case. Did you not write it? Then do nothing."),
            ],
            button=(_("Confirm my report"), reverse("reports:confirm", args=[token])),
            why=_("You get this because somebody gave this address with a report."),
        )
        queue(letter, kind="report_confirm", to=None, address=report.email, about=_about(report.case))


def _reporters(case: Case, write: Write) -> None:
    for report in case.reports.select_related("by"):
        if report.by is None and report.confirmed_at is None:
            continue
        with in_language_of(report.by or report.language):
            letter = write()
            letter.why = _("You get this because you reported it.")
            queue(letter, kind="report_outcome", to=report.by, address=report.email, about=_about(case))


def _thanks(case: Case, *words: str) -> Letter:
    return Letter(
        subject=_("What became of your report: %(title)s") % {"title": case.title},
        paragraphs=[_("You reported “%(title)s”. Thank you.") % {"title": case.title}, *words],
    )


# ── To the owner ─────────────────────────────────────────────────────────────────────────────────────
def _owner(case: Case, mail: str, write: Write) -> None:
    """The hospital's people, on their page and by mail; or the person, in their inbox and by mail."""
    if case.hospital is not None:
        sort = Sort.OPENING if case.kind == Case.Kind.OPENING else Sort.HOSPITAL
        notices.tell(
            case.hospital, sort, letter=lambda reader: write(), about=_about(case), topic=case.title, mail=mail
        )  # fmt: skip
    elif case.owner is not None:
        news = News.MENTORING if case.kind == MENTOR else News.PROFILE
        with in_language_of(case.owner):
            inbox.tell(case.owner, news, letter=write(), mail=mail, about=_about(case), fixed=True)


def page_of(case: Case) -> str:
    if case.hospital is not None:
        return reverse("reports:of_hospital", args=[case.hospital.slug, case.pk])
    return reverse("reports:mine", args=[case.pk])


def _to_owner(case: Case, subject: str, *words: str, quote: str = "", button: str = "") -> Letter:
    title = _("your part in mentoring") if case.kind == MENTOR else case.title
    return Letter(
        subject=subject % {"title": title},
        paragraphs=[*words],
        quote=quote,
        facts=[(_("What was reported"), "; ".join(_codes(case)))] if case.outcome == "" else [],
        button=(button or _("Read and answer"), page_of(case)),
        why=_("You get this because it is yours, or your hospital’s."),
    )


def _codes(case: Case) -> list[str]:
    codes = dict.fromkeys(case.reports.values_list("code", flat=True))
    return [word.name for word in vocabulary().reasons_named(codes)]


def held(case: Case) -> None:
    def to_owner() -> Letter:
        stays = (
            _("You can answer now. The rest of your profile and your applications go on as before.")
            if case.kind == SAMPLE
            else _("You can answer now. What people sent you stays, and everything else goes on.")
        )
        why = _("This was reported, so nobody finds it until a moderator has looked.")
        return _to_owner(case, _("Out of sight while we look: %(title)s"), why, stays)

    _owner(case, "case_held", to_owner)
    _moderators(case, "case_held_waits", lambda: _("Out of sight after reports: %(title)s"))


def asked(case: Case) -> None:
    _owner(case, "case_asked", lambda: _to_owner(
        case, _("A question about %(title)s"), _("This was reported. Before we decide, we ask you:"),
        quote=case.question,
    ))  # fmt: skip


# ── To both ──────────────────────────────────────────────────────────────────────────────────────────
def dismissed(case: Case) -> None:
    """The owner hears it only where they knew of the report."""
    if case.held_at or case.asked_at:
        _owner(case, "case_dismissed", lambda: _to_owner(
            case,
            _("Nothing wrong: %(title)s"),
            _("A moderator looked and found nothing wrong.")
            if case.kind == MENTOR
            else _("A moderator looked and found nothing wrong. What was out of sight is back."),
            quote=case.words, button=_("See it"),
        ))  # fmt: skip
    _reporters(case, lambda: _thanks(
        case, _("A moderator looked and found nothing that breaks our rules, so it stays as it is."),
        _("Do you know something that we could not see? You can report it again, with that."),
    ))  # fmt: skip


def decided(case: Case, *, trust_ended: bool = False) -> None:
    """`trust_ended`: the hospital loses the board's trust by it, and reads here what that means."""

    def to_owner() -> Letter:
        subject, *said = _what_was_decided(case)
        why = _("Why: %(reasons)s.") % {"reasons": "; ".join(case.reasons_in_words)}
        letter = _to_owner(case, subject, *said, why, quote=case.words, button=_("Read the decision"))
        appeal = _(
            "Is this wrong? You can appeal once, within 14 days. Another moderator reads it when we can."
        )
        letter.after = [*(mails_of_trust.what_follows() if trust_ended else []), appeal]
        return letter

    _owner(case, "case_decided", to_owner)
    _reporters(case, lambda: _thanks(case, _you_were_right(case)))


def _what_was_decided(case: Case) -> tuple[str, ...]:
    """The subject of the letter, and what it begins with."""
    if case.outcome != Case.Outcome.REMOVED:
        return (
            _("Mended after a report: %(title)s"),
            _("A moderator read what was reported. It was right, and it is mended."),
        )
    if case.kind == MENTOR:
        return (
            _("Mentoring is closed for you"),
            _("A moderator read a report about you and found that it is right."),
            _("You can no longer ask a mentor or be one. Your account and your applications stay as they are."),
        )  # fmt: skip
    said = (
        _("Removed after a report: %(title)s"),
        _("A moderator read what was reported and removed it."),
    )
    if case.kind == SAMPLE:
        return (*said, _("Its pictures are erased. You can add another version in which this is mended."))
    return said


def _you_were_right(case: Case) -> str:
    if case.outcome != Case.Outcome.REMOVED:
        return _("You were right: it is mended now.")
    if case.kind == MENTOR:
        return _("You were right: this person takes no part in mentoring any more.")
    return _("You were right: a moderator removed it.")


def appealed(case: Case) -> None:
    _moderators(case, "case_appealed", lambda: _("An appeal waits: %(title)s"), "moderation:appeal")


def settled(case: Case) -> None:
    granted = case.granted

    def to_owner() -> Letter:
        said = (
            _("Your appeal was right.") if granted else _("A moderator read your appeal. The decision stays.")
        )
        more = _again(case) if granted else _("That is our last word in this matter.")
        return _to_owner(
            case,
            _("Your appeal about %(title)s"),
            said,
            more,
            quote=case.verdict,
            button=_("Read the decision"),
        )

    _owner(case, "case_settled", to_owner)
    _reporters(case, lambda: _thanks(
        case,
        _("The owner appealed, and we found that they were right: our first decision does not stand.")
        if granted
        else _("The owner appealed. Our decision stays."),
    ))  # fmt: skip


def _again(case: Case) -> str:
    """What an appeal that was right brings back."""
    removed = case.outcome == Case.Outcome.REMOVED
    if removed and case.kind == Case.Kind.OPENING:
        return _("Make a copy of the opening and send it: we put it online again.")
    if removed and case.kind == SAMPLE:
        return _("Its pictures are erased. You can add the sample again.")
    if case.kind == MENTOR:
        return _("You can ask mentors and be one again. What ended stays ended.")
    return _("What was taken away is back.")


def _moderators(case: Case, mail: str, subject: Callable[[], str], page: str = "moderation:case") -> None:
    """Not to whom it is about, nor to who reported it: they decide nothing here."""
    apart = {case.owner_id, *case.reports.values_list("by", flat=True)}
    for reader in moderators():
        if reader.pk in apart:
            continue
        with in_language_of(reader):
            letter = Letter(
                subject=subject() % {"title": case.title},
                paragraphs=[_("It waits in the queue.")],
                button=(_("Read and decide"), reverse(page, args=[case.pk])),
                why=_("You get this because you are a moderator."),
            )
            queue(letter, kind=mail, to=reader, about=_about(case))


def _about(case: Case) -> str:
    return f"moderation.case:{case.pk}"
