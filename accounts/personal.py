"""What this floor, the one below and the libraries keep of a person: see accounts/privacy.py."""

from functools import partial
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import personal_profile, privacy
from accounts.privacy import Erased, Sort, keep, nobody

ACCOUNT = _("Your account")
ON_REQUEST = _("30 days after it was sent")


def register() -> None:
    _account()
    personal_profile.register()
    _libraries()
    _machine()


def _account() -> None:
    keep(
        "accounts.User",
        of="pk",
        what=ACCOUNT,
        purpose="to let somebody in and to write to them",
        fields={
            Sort.IDENTITY: "name",
            Sort.CONTACT: "email language",
            Sort.WISH: "looks_for_work hires",
            Sort.ACCESS: "password is_superuser is_staff is_active groups user_permissions",
            Sort.STATE: "standing",
            Sort.TIME: "last_login active_at date_joined closed_at erasure_warned_at erased_at",
        },
        seen_by=_("You, and hospitals you apply to or work for"),
        period=_("Until you close it; a warning comes after 18 months without a visit, erasure after 24"),
        erased=Erased.BLANKED,
        withheld="password",
        page="accounts:settings",
    )
    ours = partial(keep, of="user", what=ACCOUNT)
    ours(
        "accounts.PersonalCopy",
        purpose="the copy of everything that somebody asked for",
        fields={
            Sort.LINK: "user",
            Sort.FILE: "file size",
            Sort.STATE: "token status done total language",
            Sort.TIME: "asked_at expires_at fetched_at",
        },
        period=_("Two days"),
        left_out="a copy does not hold other copies",
    )
    keep(
        "accounts.Suggestion",
        of="by",
        what=_("Words you missed"),
        purpose="to answer somebody who missed a skill or a channel on the list",
        fields={
            Sort.LINK: "by",
            Sort.WORK: "kind text why language where answer slug",
            Sort.STATE: "status",
            Sort.TIME: "at decided_at",
        },
        seen_by=_("You and our moderators"),
        period=_("As long as your account; the word itself stays"),
        erased=Erased.DELETED,
        page="accounts:suggestions",
    )
    ours(
        "accounts.InboxItem",
        what=_("Your inbox"),
        purpose="to tell a candidate what happened, on a page beside the mail",
        fields={
            Sort.LINK: "user",
            Sort.MESSAGE: "words made_of topic about url letter kind",
            Sort.TIME: "at read_at mail_at mailed_at",
        },
        withheld="made_of",
        named_in="words made_of",
        told=lambda now: Q(at__lte=now),
    )
    ours(
        "accounts.InboxChoice",
        what=_("Your inbox"),
        purpose="how somebody wants to hear of what",
        fields={Sort.LINK: "user", Sort.WISH: "kind how"},
    )
    ours(
        "accounts.Suspension",
        purpose="why somebody may not act on the board for a while, and what they said about it",
        fields={
            Sort.LINK: "user",
            Sort.STATE: "status reason",
            Sort.MESSAGE: "words appeal answer",
            Sort.WORK: "by",
            Sort.TIME: "began_at until appealed_at settled_at ended_at",
        },
        seen_by=_("You and our moderators"),
        withheld="by",
    )
    nobody(
        "accounts.Tries", why="its key is a keyed hash that no address can be read from; gone after minutes"
    )


def _libraries() -> None:
    access = partial(keep, what=_("How you come in"), period=privacy.WITH_ACCOUNT)
    access(
        "account.EmailAddress",
        of="user",
        purpose="which mailboxes are somebody's",
        fields={Sort.LINK: "user", Sort.CONTACT: "email", Sort.STATE: "verified primary"},
        page="account_email",
    )
    access(
        "account.EmailConfirmation",
        of="email_address__user",
        purpose="a mailbox that waits for its confirmation",
        fields={Sort.LINK: "email_address", Sort.ACCESS: "key", Sort.TIME: "created sent"},
        withheld="key",
    )
    access(
        "mfa.Authenticator",
        of="user",
        purpose="the second step of signing in",
        fields={Sort.LINK: "user", Sort.ACCESS: "type data", Sort.TIME: "created_at last_used_at"},
        withheld="data",
        page="mfa_index",
    )
    access(
        "usersessions.UserSession",
        of="user",
        purpose="where somebody is signed in, so that they can end it",
        fields={
            Sort.LINK: "user",
            Sort.ACCESS: "ip user_agent session_key data",
            Sort.TIME: "created_at last_seen_at",
        },
        withheld="session_key",
        period=_("Until you sign out, two weeks at most"),
        page="usersessions_list",
    )
    keep(
        "admin.LogEntry",
        of="",
        what=_("What administrators changed"),
        purpose="which administrator changed what",
        fields={Sort.WORK: "object_repr change_message user"},
        seen_by=_("Administrators"),
        erased=Erased.REDACTED,
        left_out="it is the board's record of its administrators",
    )
    nobody("admin.LogEntry", fields="object_id", why="a number")
    nobody(
        "sessions.Session",
        why="the session of a person is found by UserSession and ended with it; one that was only begun is read for their addresses and goes too",
    )
    nobody("auth.Permission", why="names of rights")
    nobody("auth.Group", why="names of groups")
    nobody("auth.Group_permissions", why="names of rights")
    nobody("contenttypes.ContentType", why="names of tables")
    nobody("accounts.User_groups", why="a pair of numbers; emptied with the account")
    nobody("accounts.User_user_permissions", why="a pair of numbers; emptied with the account")


def _words_of_others(mail: Any) -> dict[str, Any]:
    """That a letter came, and when; not what it says of candidates and colleagues."""
    if not any(ask(mail) for ask in privacy.of_others):
        return {}
    return {"subject": "", "text": "", "left_out": "it is about other people: candidates and colleagues"}


def _machine() -> None:
    keep(
        "core.OutgoingMail",
        of="user",
        what=_("Mails we sent you"),
        purpose="a letter is written with its cause and sent by the worker",
        fields={
            Sort.LINK: "user",
            Sort.CONTACT: "to language",
            Sort.MESSAGE: "kind subject text html about unsubscribe",
            Sort.STATE: "uid tries last_error",
            Sort.TIME: "created_at next_try_at sent_at given_up_at cancelled_at",
        },
        seen_by=_("You, and administrators when it cannot be sent"),
        period=ON_REQUEST,
        withheld="html unsubscribe",
        told=lambda now: Q(sent_at__isnull=False),  # a letter that waits may still be taken back
        known=_words_of_others,
    )
    keep(
        "core.MailAttachment",
        of="mail__user",
        what=_("Mails we sent you"),
        purpose="a file that goes along with a letter",
        fields={Sort.LINK: "mail", Sort.FILE: "name content_type content"},
        period=ON_REQUEST,
        left_out="the same file stands in what it was made from",
    )
    keep(
        "django_tasks_database.DBTaskResult",
        of="",
        what=_("Jobs of the worker"),
        purpose="what the worker has to do; arguments are numbers, a failure may quote a text",
        fields={Sort.STATE: "args_kwargs return_value traceback exception_class_path"},
        seen_by=_("Administrators"),
        period=_("7 days after it ended"),
        erased=Erased.REDACTED,
        left_out="it holds numbers only, unless a job failed",
    )
    nobody(
        "django_tasks_database.DBTaskResult",
        fields="task_path worker_ids queue_name backend_name status",
        why="names of jobs and workers",
    )
    keep(
        "core.Event",
        of="",
        what=_("The trail of decisions"),
        purpose="who decided what and when: account numbers, verbs and codes; never a candidate's words",
        fields={Sort.WORK: "words data reasons"},
        seen_by=_("Moderators; of an opening, its team"),
        period=_("As long as the board; after an erasure the number leads to nobody"),
        erased=Erased.STAYS,
        left_out="what happened to one's applications stands in their own rows",
    )
    nobody("core.Event", fields="subject_type verb before after", why="names of tables, verbs and states")
    nobody("core.Schedule", why="names of jobs")
    nobody("core.Round", why="how far the worker is with letters about one thing")
    for view in ("Events", "MiddlewareEvents"):
        nobody(f"pghistory.{view}", why="no table: how the histories named here are read together")
    nobody("pghistory.Context", why="the number of an account and the path of a page")
    for model in "SkillGroup Skill Channel RoleFamily Engagement Education Experience PayPeriod".split():
        nobody(f"core.{model}", why="the vocabulary of the profession")
    for model in ("Reason", "CannedText", "DutyWord"):
        nobody(f"core.{model}", why="words that moderators choose from")
    nobody("core.Announcement", why="what everybody reads above the page")
    nobody("core.Switch", why="names of parts of the product, and whether they are on")
