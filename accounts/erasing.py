"""Everything personal of one account goes; the row stays, empty (docs/decisions/0019-erasure.md).

Order: what upper floors have to do first (accounts/privacy.py: before_erasure), then every table of the registry, those
of upper floors first, then texts of others that name the person, then the account itself. All in one transaction;
files go when it has committed.
"""

import json
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.html import escape

from accounts import files, naming, privacy, throttle
from accounts.mails_of_closing import FAREWELL
from accounts.models import User
from accounts.models.user import ERASED_DOMAIN
from accounts.privacy import Erased
from core.models import OutgoingMail


def erase(user: User, *, at: datetime) -> None:
    """All rows of this person, and what names them elsewhere. Call it inside the transaction of the move, then `empty`."""
    strings = naming.strings_of(user)
    addresses = naming.mailboxes(user)
    for prepare in privacy.before_erasure:
        prepare(user, at)
    for table in privacy.tables():
        if table.erased == Erased.DELETED and table.of:
            files.delete_rows(table.of_person(user))
    _forget_mailboxes(addresses)
    _forget_sessions(strings)
    for table in privacy.tables():
        _redact(table, table.names if table.erased == Erased.REDACTED else table.named_in.split(), strings)
    _cut_out_of_mail(strings)


def empty(row: User) -> None:
    """The account without its person. Call it on the locked row, inside the move; the move saves it."""
    row.groups.clear()
    row.user_permissions.clear()
    row.email, row.name, row.language = f"{row.pk}{ERASED_DOMAIN}", "", "en"
    row.set_unusable_password()
    row.is_active = row.is_staff = row.is_superuser = row.looks_for_work = row.hires = False
    row.last_login = row.active_at = row.closed_at = row.erasure_warned_at = None


def _forget_mailboxes(addresses: list[str]) -> None:
    """What hangs on an address instead of an account."""
    for address in addresses:
        # The farewell to this address is on its way: it belongs to nobody, and goes once it has left.
        OutgoingMail.objects.filter(to__iexact=address).exclude(kind=FAREWELL).delete()
        throttle.forget(address)


def _forget_sessions(strings: list[str]) -> None:
    """Somebody who began to sign in and stopped has a session that knows their address and no account."""
    known = UserSession.objects.values("session_key")
    for session in Session.objects.exclude(session_key__in=known).iterator():
        said = json.dumps(session.get_decoded(), ensure_ascii=False).lower()
        if any(string.lower() in said for string in strings):
            session.delete()


def _redact(table: privacy.Table, names: list[str], strings: list[str]) -> None:
    """Texts of others stay, without what names this person."""
    for name in names:
        column = table.rows_model._meta.get_field(name)
        if column.is_relation:
            continue
        rows: QuerySet[Any] = table.rows_model._base_manager.annotate(as_text=Cast(name, CharField()))
        for row in rows.filter(_names(strings, "as_text")).only("pk", name):
            cut = naming.cut_out(getattr(row, name), strings)
            table.rows_model._base_manager.filter(pk=row.pk).update(**{name: cut})


def _cut_out_of_mail(strings: list[str]) -> None:
    """Letters to others that name this person: a hospital's morning mail still says how many applied."""
    columns = ("subject", "text", "html")
    named = _names(strings, *columns)
    for mail in OutgoingMail.objects.exclude(kind=FAREWELL).filter(named):
        told = {name: naming.cut_out(getattr(mail, name), strings) for name in columns}
        OutgoingMail.objects.filter(pk=mail.pk).update(**told)


def _names(strings: list[str], *columns: str) -> Q:
    found = Q(pk__in=[])
    for column in columns:
        for written in {form for string in strings for form in (string, escape(string), _in_json(string))}:
            found |= Q(**{f"{column}__icontains": written})
    return found


def _in_json(string: str) -> str:
    """As a column of JSON holds it: a name in quotes, "Jo" for example, is written in another way there."""
    return json.dumps(string, ensure_ascii=False)[1:-1]
