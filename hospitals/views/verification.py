"""How a hospital shows that it is one: a code to its own mailbox or on its web domain, or a moderator."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRefresh

from core.models import Event
from core.vocabulary import vocabulary
from hospitals import banning, mailbox, proof
from hospitals import verification as life
from hospitals.access import WorkspaceRequest, workspace
from hospitals.forms.verification import AskForm, CodeForm, MailboxForm
from hospitals.models import DomainProof, Hospital
from hospitals.roles import Right

# Which form was sent: the value of the button `do`.
SEND, ANSWER, ASK, LOOK = "send", "answer", "ask", "look"


@workspace(Right.VERIFY_HOSPITAL)
def verification(request: WorkspaceRequest, slug: str) -> HttpResponse:
    """One page, three forms and a button. What was typed stays beside its message."""
    if request.method == "POST" and request.POST.get("do") == LOOK:
        return _look(request)
    if request.htmx and not request.htmx.history_restore_request:
        return _meanwhile(request)
    hospital, do = request.hospital, request.POST.get("do") if request.method == "POST" else None
    data: dict[str, Any] = {name: request.POST if do == name else None for name in (SEND, ANSWER, ASK)}
    waiting = mailbox.waiting_code(hospital, user=request.user)
    send = MailboxForm(data[SEND], domain=hospital.web_domain, initial={"email": _guess(request)}, prefix="m")
    answer = CodeForm(data[ANSWER], prefix="c")
    ask = AskForm(data[ASK], initial={"claim_note": hospital.claim_note}, prefix="a")
    form = {SEND: send, ANSWER: answer, ASK: ask}.get(do or "")
    if form is not None and form.is_valid() and _do(request, do or "", form):
        return redirect("hospitals:verification", slug)
    context = {
        "hospital": hospital,
        "seat": request.seat,
        "send": send,
        "answer": answer,
        "ask": ask,
        "form": form,
        "waiting": waiting,
        "known": mailbox.known_domain(hospital),
        "refusal": _refusal(hospital),
        **_proof(hospital),
    }
    return render(request, "hospitals/verification.html", context)


# ── On the web domain ────────────────────────────────────────────────────────────────────────────────
def _proof(hospital: Hospital) -> dict[str, Any]:
    row = DomainProof.objects.filter(hospital=hospital).first()
    return {
        "proof": row if row and row.checked_at and row.domain == hospital.web_domain else None,
        "looking": proof.is_looking(row),
        "proof_code": proof.code_of(hospital),
        "proof_name": f"{proof.SUBDOMAIN}.{hospital.web_domain}",
        "proof_url": f"https://{hospital.web_domain}{proof.PATH}",
        "may_look": proof.may_ask(hospital),
    }


def _look(request: WorkspaceRequest) -> HttpResponse:
    """Let the worker look; the page shows what it finds."""
    try:
        proof.ask(request.hospital, by=request.user)
    except proof.NoDomain:
        messages.error(request, _("Add the website of the hospital first."))
    except proof.Banned:
        messages.error(request, banning.KINDLY)
    except proof.TooManyLooks:
        messages.warning(request, _("We looked often in the last hour. Wait a while, then check again."))
    return redirect(reverse("hospitals:verification", args=[request.hospital.slug]) + "#proof")


def _meanwhile(request: WorkspaceRequest) -> HttpResponse:
    """What the waiting page asks every other second: the part about the look; the whole page once it ended."""
    context = {"hospital": request.hospital, "seat": request.seat, **_proof(request.hospital)}
    if not context["looking"]:
        return HttpResponseClientRefresh()
    return render(request, "hospitals/_proof_result.html", context)


def _do(request: WorkspaceRequest, do: str, form: Any) -> bool:
    """Whether it worked; if not, the form says why."""
    forms: dict[str, Callable[[WorkspaceRequest, Any], bool]] = {SEND: _send, ANSWER: _answer, ASK: _ask}
    return forms[do](request, form)


def _send(request: WorkspaceRequest, form: MailboxForm) -> bool:
    try:
        mailbox.send_code(request.hospital, email=form.cleaned_data["email"], by=request.user)
    except mailbox.TooManyCodes:
        form.add_error("email", _("We sent five codes today. Try again tomorrow, or ask a moderator."))
    except mailbox.NotThisMailbox:
        form.add_error("email", _("Give an address of the hospital itself"))
    else:
        messages.success(request, _("The code is on its way. It works for 30 minutes."))
        return True
    return False


def _answer(request: WorkspaceRequest, form: CodeForm) -> bool:
    try:
        result = mailbox.try_code(request.hospital, form.cleaned_data["code"], by=request.user)
    except life.AlreadyVerified:
        form.add_error("code", _("This hospital is on the board already. Ask its owner to invite you."))
        return False
    wrong = {
        mailbox.Answer.WRONG: _("This is not the code. Look at the newest mail."),
        mailbox.Answer.EXPIRED: _("This code is too old. Ask for a new one."),
        mailbox.Answer.TOO_MANY_TRIES: _("Five tries were wrong. Ask for a new code."),
    }
    if result in wrong:
        form.add_error("code", wrong[result])
        return False
    if result is mailbox.Answer.VERIFIED:
        messages.success(request, _("Verified. Your openings can go online."))
    else:
        messages.success(
            request, _("Thank you, the mailbox is yours. A moderator now looks at the hospital.")
        )
    return True


def _ask(request: WorkspaceRequest, form: AskForm) -> bool:
    life.ask(request.hospital, by=request.user, words=form.cleaned_data["claim_note"])
    messages.success(request, _("A moderator looks at it and answers by mail."))
    return True


def _guess(request: WorkspaceRequest) -> str:
    """The person's own address, if it may be the right one."""
    email = request.user.email
    return email if email.endswith("@" + request.hospital.web_domain) else ""


def _refusal(hospital: Hospital) -> dict[str, Any] | None:
    """Why it was refused, in the reader's language."""
    if hospital.status != Hospital.Status.REFUSED:
        return None
    event = Event.objects.about(hospital).filter(verb="refuse").newest_first().first()
    return {"reasons": vocabulary().reasons_named(event.reasons), "words": event.words} if event else None
