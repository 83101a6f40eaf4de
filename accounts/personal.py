"""What this floor, the one below and the libraries keep of a person: see accounts/privacy.py."""

from functools import partial
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import privacy
from accounts.privacy import Erased, Sort, keep, nobody

ACCOUNT, PROFILE, SAMPLES = _("Your account"), _("Your profile"), _("Your work samples and evidence")
SEEN_PROFILE = _("You, hospitals you apply to, and verified hospitals if you let them find you")
ON_REQUEST = _("30 days after it was sent")


def register() -> None:
    _account()
    _profile()
    _said()
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
    ours(
        "accounts.InboxItem",
        what=_("Your inbox"),
        purpose="to tell a candidate what happened, on a page beside the mail",
        fields={
            Sort.LINK: "user",
            Sort.MESSAGE: "words topic about url letter kind",
            Sort.TIME: "at read_at mail_at mailed_at",
        },
        told=lambda now: Q(at__lte=now),
    )
    ours(
        "accounts.InboxChoice",
        what=_("Your inbox"),
        purpose="how somebody wants to hear of what",
        fields={Sort.LINK: "user", Sort.WISH: "kind how"},
    )
    nobody(
        "accounts.Tries", why="its key is a keyed hash that no address can be read from; gone after minutes"
    )


def _profile() -> None:
    keep(
        "accounts.Profile",
        of="user",
        what=PROFILE,
        purpose="what a candidate says once and sends with every application",
        fields={
            Sort.LINK: "user",
            Sort.CONTACT: "city region country phone lat lon",
            Sort.PROFILE: "headline about",
            Sort.WISH: "radius_km engagements hours modes available_from pay_floor pay_currency",
            Sort.STATE: "visibility",
            Sort.TIME: "updated_at visible_at idle_warned_at idle_hidden_at",
        },
        seen_by=SEEN_PROFILE,
        page="accounts:profile",
    )
    part = partial(keep, of="profile__user", what=PROFILE, seen_by=SEEN_PROFILE, page="accounts:profile")
    _part(part, "ProfileSkill", "what somebody can do", "skill level")
    _part(part, "ProfileLink", "where work of theirs can be seen", "label url")
    _part(part, "Language", "which languages somebody works in", "code level")
    _part(part, "Education", "what somebody learnt", "level title school ended_in")
    _part(part, "Experience", "what somebody did", "role organisation began_on ended_on what")
    _part(part, "OwnChannel", "channels that somebody runs", "channel handle audience what")
    shown = partial(keep, of="profile__user", what=SAMPLES, seen_by=SEEN_PROFILE)
    _part(
        shown, "WorkSample", "work that shows a skill", "title channel url did result",
        {Sort.CONSENT: "declared_at declared_version", Sort.STATE: "status", Sort.TIME: "quarantined_at added_at"},
    )  # fmt: skip
    _part(shown, "Evidence", "what backs a skill", "skill kind title issuer on expires_on sample")
    _part(shown, "Training", "whom somebody has taught", "audience format group_size year what")


def _part(of_profile: Any, name: str, purpose: str, fields: str, more: dict[Sort, str] | None = None) -> None:
    of_profile(
        f"accounts.{name}",
        purpose=purpose,
        fields={Sort.LINK: "profile", Sort.PROFILE: fields, **(more or {})},
    )


def _said() -> None:
    keep(
        "accounts.SamplePicture",
        of="sample__profile__user",
        what=SAMPLES,
        purpose="a work sample drawn anew, so that nothing of the file itself is shown",
        fields={Sort.LINK: "sample", Sort.FILE: "file number kind width height"},
        seen_by=SEEN_PROFILE,
    )
    keep(
        "accounts.SampleReport",
        of="sample__profile__user",
        what=SAMPLES,
        purpose="somebody says that a sample should not be seen",
        fields={Sort.LINK: "sample by", Sort.MESSAGE: "reason words", Sort.TIME: "at"},
        seen_by=_("Moderators"),
        left_out="it is the word of the one who reported, who must not be found out",
    )
    keep(
        "accounts.Document",
        of="owner",
        what=_("Your CV files"),
        purpose="the CV that goes along with an application",
        fields={
            Sort.LINK: "owner",
            Sort.FILE: "file name kind size sha256 pages",
            Sort.TIME: "uploaded_at removed_at",
        },
        seen_by=_("You, and the hospitals you sent it to"),
        page="accounts:documents",
    )
    keep(
        "accounts.CVReading",
        of="owner",
        what=_("Suggestions read from a file"),
        purpose="what a CV suggests for the profile, until its owner chooses",
        fields={Sort.LINK: "owner", Sort.FILE: "source", Sort.PROFILE: "found", Sort.TIME: "made_at"},
        period=_("7 days"),
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
    for view in ("Events", "MiddlewareEvents"):
        nobody(f"pghistory.{view}", why="no table: how the histories named here are read together")
    nobody("pghistory.Context", why="the number of an account and the path of a page")
    for model in "SkillGroup Skill Channel RoleFamily Engagement Education Experience PayPeriod".split():
        nobody(f"core.{model}", why="the vocabulary of the profession")
