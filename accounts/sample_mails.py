"""Letters to the owner of a work sample: why it is out of sight, and how that ended."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import inbox
from accounts.models import News, SampleReport, WorkSample
from core.mail import Letter, in_language_of


def quarantined(sample: WorkSample, report: SampleReport) -> None:
    """Who reported it stays with the moderators, and so do their words: they may be about the reporter."""
    owner = sample.profile.user
    with in_language_of(owner):
        letter = Letter(
            subject=_("Your work sample is being checked: %(title)s") % {"title": sample.title},
            paragraphs=[
                _(
                    "Somebody who may see “%(title)s” reported it. Nobody but you and our moderators sees it now."
                )
                % {"title": sample.title},
                _("The rest of your profile and your applications go on as before."),
            ],
            facts=[(_("Reason"), str(report.get_reason_display()))],
            after=[
                _(
                    "A moderator looks at it, most often within one working day. You get a mail then."
                    " Is the report right? Then you can remove the sample yourself."
                )
            ],
            button=(_("See my sample"), reverse("accounts:sample", args=[sample.pk])),
            why=_why(),
        )
        inbox.tell(owner, News.PROFILE, letter=letter, mail="sample_quarantined", about=_about(sample))


def released(sample: WorkSample) -> None:
    owner = sample.profile.user
    with in_language_of(owner):
        letter = Letter(
            subject=_("Your work sample is back: %(title)s") % {"title": sample.title},
            paragraphs=[
                _("A moderator looked at “%(title)s” and found nothing wrong.") % {"title": sample.title},
                _("The hospitals that you sent it to can see it again."),
            ],
            button=(_("See my sample"), reverse("accounts:sample", args=[sample.pk])),
            why=_why(),
        )
        inbox.tell(owner, News.PROFILE, letter=letter, mail="sample_released", about=_about(sample))


def removed(sample: WorkSample, *, reason: str, words: str) -> None:
    owner = sample.profile.user
    with in_language_of(owner):
        letter = Letter(
            subject=_("Your work sample was removed: %(title)s") % {"title": sample.title},
            paragraphs=[
                _("A moderator looked at “%(title)s” and removed it. Its pictures are erased.")
                % {"title": sample.title}
            ],
            facts=[(_("Reason"), str(dict(SampleReport.Reason.choices)[reason]))],
            quote=words,
            after=[
                _("You can add another version of it in which this is mended."),
                _("Is this wrong? Answer this mail."),
            ],
            button=(_("My work samples"), reverse("accounts:samples")),
            why=_why(),
        )
        inbox.tell(owner, News.PROFILE, letter=letter, mail="sample_removed", about=_about(sample))


def _why() -> str:
    return _("You get this because it is about your profile.")


def _about(sample: WorkSample) -> str:
    return f"accounts.worksample:{sample.pk}"
