"""The letter to a candidate whom a hospital invites to apply."""

from django.urls import reverse

from accounts import inbox
from accounts.models import News
from applications.models import Invited
from core import zones
from core.mail import Letter, in_language_of
from core.said import said as _
from postings import moments
from postings.templatetags.openings import pay_text


def about(invited: Invited) -> str:
    return f"applications.invited:{invited.pk}"


def invited_to_apply(invited: Invited) -> None:
    posting, user = invited.posting, invited.candidate
    hospital = posting.hospital
    with in_language_of(user):
        known = {"hospital": hospital.name, "title": posting.title}
        letter = Letter(
            subject=_("%(hospital)s invites you to apply") % known,
            greeting=_("Hello %(name)s,") % {"name": user.name} if user.name else "",
            paragraphs=[
                _("%(hospital)s found your profile and invites you to apply for “%(title)s”.") % known,
                _("They do not know your name. They only learn it when you apply."),
            ],
            quote=invited.words,
            facts=[
                (_("Pay"), pay_text(posting) or _("Pay not given")),
                (_("Answer before"), zones.day(invited.expires_at, hospital.zone)),
                (_("Closes"), moments.closing(posting)),
            ],
            button=(_("See the invitation"), reverse("candidates:invitation", args=[invited.pk])),
            after=[_("You can say no with one click, without a reason.")],
            why=_("You get this because you let verified hospitals find your profile."),
        )
        inbox.tell(
            user,
            News.INVITATION,
            letter=letter,
            mail="invitation_to_apply",
            about=about(invited),
            topic=posting.title,
            at=invited.sent_at,
        )
