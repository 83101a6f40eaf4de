"""Letters about messages and notes: what the other side wrote, and who was mentioned."""

from django.urls import reverse

from accounts.models import User
from applications import blind
from applications.mails.candidate import to_candidate
from applications.mails.words import about, facts
from applications.models import Application, Message, Note
from core.mail import Letter, in_language_of
from core.said import said as _
from hospitals import notices
from hospitals.models.notice import Kind


def to_the_candidate(application: Application, message: Message) -> None:
    with in_language_of(application.candidate):
        said = [_("%(author)s of %(hospital)s writes to you about “%(title)s”:")]
        files = message.attachments.count()
        to_candidate(
            application,
            "application_message",
            _("Message from %(hospital)s about “%(title)s”"),
            said,
            quote=blind.addressed(message.words, application),
            after=[_("Files came with it. You find them on the page of your application.")] if files else [],
            known={"author": message.author.name if message.author else _("Someone")},
            part="#messages",
        )


def to_the_hospital(application: Application, message: Message) -> None:
    def write(reader: User) -> Letter:
        known = facts(application)
        files = message.attachments.count()
        return Letter(
            subject=_("Message from %(name)s about %(title)s") % known,
            paragraphs=[_("%(name)s, who applied for “%(title)s”, writes:") % known],
            quote=blind.masked(message.words, application),
            after=[_("Files came with it. You find them on the page of the application.")] if files else [],
            button=(_("Answer"), page_of(application) + "#messages"),
            why=_("You get this because you decide on applications at %(hospital)s.") % known,
        )

    notices.tell(
        application.posting.hospital,
        Kind.MESSAGE,
        letter=write,
        about=about(application),
        url=page_of(application) + "#messages",
        topic=application.posting.title,
        except_=application.candidate,
        mail="application_message_in",
    )


def mentioned(note: Note) -> None:
    """The colleague who is named in a note hears of it, without its words: a mailbox is no place for them."""
    application = note.application

    def write(reader: User) -> Letter:
        known = facts(application) | {"author": note.author.name if note.author else _("Someone")}
        return Letter(
            subject=_("%(author)s mentions you: %(name)s for %(title)s") % known,
            paragraphs=[
                _("%(author)s mentions you in a note about %(name)s, who applied for “%(title)s”.") % known
            ],
            button=(_("Read the note"), page_of(application) + "#notes"),
            why=_("You get this because you are in the team of %(hospital)s.") % known,
        )

    notices.tell(
        application.posting.hospital,
        Kind.MENTION,
        letter=write,
        about=about(application),
        url=page_of(application) + "#notes",
        topic=application.posting.title,
        to=[note.mentioned] if note.mentioned else [],
        mail="application_mention",
    )


def page_of(application: Application) -> str:
    return reverse("applications:workspace_detail", args=[application.posting.hospital.slug, application.pk])
