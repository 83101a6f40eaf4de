"""Applying without an account: what a visitor sent waits for a code that is typed in the same browser.

page of the opening ─▶ form ─▶ check page, with a code in the mail ─▶ account made or signed in, draft, sent

Who already has an account is never looked up before the code is right, so nothing about it can be read from words,
status or time. The row, the CV in it and the letter with the code go after a day, or with the code that was right.
What was sent from a page whose sign-in had ended waits here too, without a code, for the same person to come back.
"""

import hmac
from datetime import datetime, timedelta
from enum import Enum
from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Sum
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts import throttle
from accounts.models import Document, User
from accounts.profiles import add_document
from applications.models import Arrival
from core.mail import Letter, in_language_of, queue
from core.models import OutgoingMail
from core.uploads import Checked, display_name
from postings.models import Posting
from postings.sources import named_source

SESSION = "arrival"
MAIL = "application_code"
LIVES = timedelta(hours=24)
CODE_LIVES = timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
SEND_AGAIN = timedelta(minutes=10)  # the same address within this time: the code that was mailed will do
CODES_A_DAY = 6  # to one address
CODES_OF_NETWORK = 10  # in five minutes
FILES_OF_NETWORK = 30  # in five minutes; they lie in the table for a day, and nobody has said who sends them
TRIES = 5  # of one code
MOST_TYPED = 200_000  # characters of a form
NO_ANSWER = ("csrfmiddlewaretoken", "then", "file")


class Proof(Enum):
    RIGHT = "right"
    WRONG = "wrong"
    OVER = "over"  # too old, or too many tries
    USED = "used"  # a click before this one was right


def of(request: HttpRequest, posting: Posting) -> Arrival | None:
    """What this browser sent for this opening. Without the content of the CV, which only `cv_of` reads."""
    token = request.session.get(SESSION)
    if not token:
        return None
    fresh = Arrival.objects.filter(posting=posting, made_at__gt=timezone.now() - LIVES)
    return fresh.filter(pk=UUID(token)).defer("cv").first()


def keep(
    request: HttpRequest, posting: Posting, data: QueryDict, *, cv: tuple[File, Checked] | None
) -> Arrival:
    """Write what was sent over what this browser sent before. A CV that came earlier stays."""
    arrival = of(request, posting)
    if arrival is None:
        arrival = Arrival(posting=posting, source=named_source(request), made_at=timezone.now())
    arrival.typed = (
        {k: v for k, v in data.lists() if k not in NO_ANSWER} if len(data.urlencode()) <= MOST_TYPED else {}
    )
    arrival.goes_on = data.get("then") != "later"
    arrival.language = get_language() or "en"
    if cv is not None:
        file, checked = cv
        file.seek(0)
        arrival.cv = file.read()
        arrival.cv_name = display_name(file.name or "", checked.kind)
        arrival.cv_kind, arrival.cv_sha256, arrival.cv_pages = checked.kind, checked.sha256, checked.pages
    arrival.save()
    request.session[SESSION] = str(arrival.pk)
    return arrival


def takes_file(network: str) -> bool:
    return throttle.may("arrival file", network, limit=FILES_OF_NETWORK)


def typed_in(arrival: Arrival) -> QueryDict:
    """The form as it was sent."""
    data = QueryDict(mutable=True)
    for name, values in arrival.typed.items():
        data.setlist(name, values)
    return data


def mail_code(arrival: Arrival, email: str, *, network: str, again: bool = False) -> bool:
    """Mail a code to that address; one that was mailed there just now is not mailed anew. False: too many were."""
    now = timezone.now()
    with transaction.atomic():
        arrival = Arrival.objects.select_for_update().defer("cv").get(pk=arrival.pk)
        same = arrival.email.lower() == email.lower() and arrival.code_hash and arrival.tries < TRIES
        if same and not again and arrival.code_at and now - arrival.code_at < SEND_AGAIN:
            return True
        if not _may(email, network, now):
            return False
        code = get_adapter().generate_login_code()
        arrival.email, arrival.code_at, arrival.tries = email, now, 0
        arrival.code_hash, arrival.codes = _hash(arrival, code), arrival.codes + 1
        arrival.save(update_fields=["email", "code_at", "tries", "code_hash", "codes"])
        with in_language_of(arrival.language):
            queue(_letter(code, arrival.posting), kind=MAIL, to=None, address=email)
    return True


def _may(email: str, network: str, now: datetime) -> bool:
    day = Arrival.objects.filter(email__iexact=email, code_at__gt=now - LIVES)
    mailed = day.aggregate(n=Sum("codes"))["n"] or 0
    return mailed < CODES_A_DAY and throttle.may("arrival", network, limit=CODES_OF_NETWORK)


def _letter(code: str, posting: Posting) -> Letter:
    return Letter(
        subject=_("%(code)s is your code for %(site)s") % {"code": code, "site": settings.SITE_NAME},
        paragraphs=[
            _(
                "Type this code on the page where you apply for “%(title)s” at %(hospital)s. It works for 15 minutes."
            )
            % {"title": posting.title, "hospital": posting.hospital.name}
        ],
        code=code,
        after=[
            _("Nobody of ours ever asks you for this code."),
            _("Did you not ask for it? Then do nothing. What was typed is erased within a day."),
        ],
        why=_("You get this because somebody typed your email address on %(site)s.")
        % {"site": settings.SITE_NAME},
    )


def prove(arrival: Arrival, code: str) -> Proof:
    """Count a try, exactly also for many at once. Inside a transaction the row stays locked until its end."""
    with transaction.atomic():
        row = Arrival.objects.select_for_update().defer("cv").filter(pk=arrival.pk).first()
        if row is None:
            return Proof.USED
        if not row.code_hash or row.code_at is None:
            return Proof.OVER
        if row.tries >= TRIES or timezone.now() - row.code_at > CODE_LIVES:
            return Proof.OVER
        if hmac.compare_digest(row.code_hash, _hash(row, code)):
            return Proof.RIGHT
        row.tries += 1
        row.save(update_fields=["tries"])
        return Proof.WRONG if row.tries < TRIES else Proof.OVER


def _hash(arrival: Arrival, code: str) -> str:
    bare = "".join(c for c in code.upper() if c.isalnum())
    return salted_hmac("applications.arrivals", f"{arrival.pk}:{bare}", algorithm="sha256").hexdigest()


def document_of(arrival: Arrival, user: User) -> Document | None:
    """The CV that came along, in the person's profile now. Raises ValidationError when they keep too many."""
    if not arrival.cv_kind:
        return None
    content = bytes(Arrival.objects.values_list("cv", flat=True).get(pk=arrival.pk) or b"")
    checked = Checked(arrival.cv_kind, len(content), arrival.cv_sha256, arrival.cv_pages)
    return add_document(user, ContentFile(content, arrival.cv_name), checked)


def forget(request: Any, arrival: Arrival) -> None:
    """It has become a draft, or is not wanted."""
    Arrival.objects.filter(pk=arrival.pk).delete()
    request.session.pop(SESSION, None)


def waits_for(arrival: Arrival, user: User) -> bool:
    """Whether it is this person's: sent from their own page when the sign-in had ended, or with their address."""
    who = (arrival.typed.get("who") or [""])[0]
    return who == str(user.pk) if who else arrival.email.lower() in {"", user.email.lower()}


def sweep(now: datetime) -> int:
    """Erase what no code confirmed within a day, and the letters with those codes. Returns how many rows."""
    OutgoingMail.objects.filter(kind=MAIL, created_at__lte=now - LIVES).delete()
    return Arrival.objects.filter(made_at__lte=now - LIVES).delete()[0]
