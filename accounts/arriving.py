"""Signing in with a code that another page mailed: the account is there, or it is made on the way."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.account.utils import perform_login
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from accounts import throttle
from accounts.models import User


def person_of(email: str, *, name: str, language: str) -> tuple[User, bool]:
    """The account of a mailbox that has just been proved, and whether it was made now.

    An account whose address nobody ever confirmed may have been made by somebody else, with a password of theirs:
    the owner of the mailbox gets it without that password.
    """
    address = EmailAddress.objects.filter(email__iexact=email, verified=True).select_related("user").first()
    if address is not None:
        return address.user, False
    try:
        with transaction.atomic():
            user, is_new = User.objects.get_or_create(
                email__iexact=email,
                defaults={"email": email.strip().lower(), "language": language, "looks_for_work": True},
            )
    except IntegrityError:  # made in this very moment
        user, is_new = User.objects.get(email__iexact=email), False
    user.name = name if is_new or not user.name else user.name
    user.set_unusable_password()
    user.save(update_fields=["name", "password"])
    EmailAddress.objects.update_or_create(
        user=user, email__iexact=email, defaults={"email": user.email, "verified": True, "primary": True}
    )
    return user, is_new


def sign_in(request: HttpRequest, user: User, email: str, *, then: str) -> HttpResponse:
    """Sign in whoever typed the code, second factor included. The answer leads to `then`, or to the second step before it."""
    throttle.forget(email)
    record_authentication(request, user, method="code", email=email)
    answer: Any = perform_login(request, user, redirect_url=then, email=email)
    return answer
