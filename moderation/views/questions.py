"""A question to the hospital before a decision. It decides nothing, and the opening keeps its place."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from core.workflow import WrongState
from moderation.access import moderators_only
from moderation.forms.question import QuestionForm
from moderation.views import openings, revisions
from postings import remarks, revising
from postings.forms.remark import TOO_OFTEN
from postings.models import Posting
from postings.models.choices import Status
from postings.views.typed import signs_in_first, typed_before


@require_http_methods(["GET", "HEAD", "POST"])
@signs_in_first
@moderators_only
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of what waits, with the question as it was typed; sent, it is asked."""
    posting, user = openings.found(pk), cast(User, request.user)
    if request.method != "POST":
        return _page(request, posting, QuestionForm(typed_before(request)), 200)
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return _page(request, posting, form, 422)
    try:
        remarks.ask(posting, by=user, words=form.cleaned_data["words"])
    except remarks.TooOften:
        form.add_error("words", TOO_OFTEN)
        return _page(request, posting, form, 422)
    except WrongState as late:
        return openings.too_late(request, late)
    messages.success(request, _("Asked. The hospital gets a mail; the opening keeps its place in the queue."))
    return redirect(f"{_address(posting)}#thread")


def _address(posting: Posting) -> str:
    """Where it waits: itself, or its change."""
    change = revising.pending_of(posting) if posting.status == Status.PUBLISHED else None
    kind, pk = ("revision", change.pk) if change else ("opening", posting.pk)
    return reverse(f"moderation:{kind}", args=[pk])


def _page(request: HttpRequest, posting: Posting, form: QuestionForm, status: int) -> HttpResponse:
    user = cast(User, request.user)
    change = revising.pending_of(posting) if posting.status == Status.PUBLISHED else None
    if change:
        return revisions.page(request, revisions.found(change.pk), user, question=form, status=status)
    return openings.page(request, posting, user, question=form, status=status)
