"""What the hospital will read, exactly; and sending it. A visitor types the mailed code here: that makes the account."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts import arriving
from accounts.models import User
from applications import answers, arrivals, draft, learnt, sending
from applications.arrivals import Proof
from applications.forms.apply import ApplyForm
from applications.forms.sending import SendForm
from applications.models import Application, Arrival, Stage
from applications.refusals import Refused
from applications.views.begun import OUTSIDE, ApplyRequest, network_of, opening, steps, stored, to
from core.vocabulary import vocabulary

WRONG = {
    Proof.WRONG: gettext_lazy("This is not the code that we mailed. Type it again."),
    Proof.OVER: gettext_lazy("This code does not work any more. Have another one mailed."),
}


@opening
def check(request: ApplyRequest) -> HttpResponse:
    """Nothing is sent by looking."""
    if request.person is None:
        return _to_sign_in(request) if not _waits_for_code(request) else _check_of_visitor(request, None)
    if _is_unfinished(request):
        return _open(request)
    return _check(request, None)


def _waits_for_code(request: ApplyRequest) -> bool:
    return request.arrival is not None and bool(request.arrival.code_hash)


def _to_sign_in(request: ApplyRequest) -> HttpResponse:
    here = [request.posting.pk, request.posting.slug]
    return redirect_to_login(reverse("applications:apply_check", args=here))


def _open(request: ApplyRequest) -> HttpResponse:
    """Back to the form, which says what is missing."""
    return redirect(f"{reverse('applications:apply', args=[request.posting.pk, request.posting.slug])}?open")


def _is_unfinished(request: ApplyRequest) -> bool:
    if request.draft is None or request.draft.cv_id is None:
        return True
    asked = draft.asked_of(request.posting, request.person, request.draft)
    return not ApplyForm(asked, stored(asked)).is_valid()


def _check(request: ApplyRequest, form: SendForm | None) -> HttpResponse:
    assert request.draft
    assert request.person
    mine = request.draft
    return _page(
        request,
        form or SendForm(None, hospital=request.posting.hospital.name),
        sent=draft.as_sent(mine, request.person),
        cv=(mine.cv.name, mine.cv.size) if mine.cv else None,
        letter=mine.letter,
        asked=answers.frozen(request.posting, mine),
    )


def _check_of_visitor(request: ApplyRequest, form: SendForm | None) -> HttpResponse:
    """What they typed, as it will go out from an account that knows nothing more."""
    arrival = request.arrival
    assert arrival
    typed, posting = arrivals.typed_in(arrival), request.posting
    levels = {
        skill.slug: typed.get(f"s-{skill.slug}", "")
        for skill in vocabulary().skills_named(posting.required_skills)
    }
    sent = {
        **{name: typed.get(name, "").strip() for name in ("name", "phone")},
        "email": arrival.email,
        "place": {name: typed.get(name, "").strip() for name in learnt.PLACE},
        "skills": [{"slug": slug, "level": level} for slug, level in levels.items() if level],
    }
    return _page(
        request,
        form or _code_form(request, None),
        sent=sent,
        cv=(arrival.cv_name, 0) if arrival.cv_name else None,
        letter=typed.get("letter", "").strip(),
        asked=answers.given(posting, typed),
    )


def _code_form(request: ApplyRequest, data: Any) -> SendForm:
    sends = bool(request.arrival and request.arrival.goes_on)
    return SendForm(data, hospital=request.posting.hospital.name, code=True, sends=sends)


def _page(request: ApplyRequest, form: SendForm, *, sent: dict[str, Any], **more: Any) -> HttpResponse:
    known = vocabulary()
    context = {
        "posting": request.posting,
        "person": request.person,
        "arrival": request.arrival if request.person is None else None,
        "steps": steps("apply_check"),
        "form": form,
        "sent": sent,
        "skills": [(s, True, "") for row in sent["skills"] if (s := known.skill(row["slug"]))],
        **more,
    }
    return render(request, "applications/apply_check.html", context)


@require_POST
def submission(request: Any, pk: int, opening: str) -> HttpResponse:
    """Send it. A second click finds it sent and gets the same answer."""
    if not request.user.is_authenticated:
        return _arrive(request, pk, opening)
    mine = (
        Application.objects.by_candidate(request.user).filter(posting=pk).exclude(status=Stage.DRAFT).first()
    )
    return redirect("applications:sent", mine.pk) if mine else _submit(request, pk, opening)


@opening
def _submit(request: ApplyRequest) -> HttpResponse:
    if _is_unfinished(request):
        return _open(request)
    form = SendForm(request.POST, hospital=request.posting.hospital.name)
    if not form.is_valid():
        return _check(request, form)
    return _send(request, form.allowed)


def _send(request: ApplyRequest, allowed: list[str]) -> HttpResponse:
    assert request.draft
    assert request.person
    try:
        sending.submit(request.draft, by=request.person, allowed=allowed)
    except Refused as no:
        messages.error(request, str(no.message))
        return to(request, "apply_check")
    return redirect("applications:sent", request.draft.pk)


@opening
def _arrive(request: ApplyRequest) -> HttpResponse:
    """A visitor with the code: from here on they have an account. A second click waits until the first has landed."""
    if not _waits_for_code(request):
        return _to_sign_in(request)
    assert request.arrival
    form = _code_form(request, request.POST)
    if form.is_valid():
        with transaction.atomic():
            proof = arrivals.prove(request.arrival, form.cleaned_data["code"])
            if proof is Proof.RIGHT:
                return _land(request, request.arrival, form.allowed)
        if proof is Proof.USED:
            messages.info(request, _("This code was used already. Sign in to see your application."))
            return _to_sign_in(request)
        form.add_error("code", str(WRONG[proof]))
    return _check_of_visitor(request, form)


def _land(request: ApplyRequest, arrival: Arrival, allowed: list[str]) -> HttpResponse:
    """What was typed becomes the draft of whose address it is. It goes out at once if it is all that will be read: an
    account that was there already shows first what its profile adds."""
    typed = arrivals.typed_in(arrival)
    user, is_new = arriving.person_of(
        arrival.email, name=typed.get("name", "").strip()[:120], language=arrival.language
    )
    landed = _becomes_draft(request, arrival, user, is_new=is_new)
    here = [request.posting.pk, request.posting.slug]
    goes_on = landed and arrival.goes_on
    page = "applications:apply_check" if goes_on else "applications:apply"
    then = reverse("applications:mine") if landed and not arrival.goes_on else reverse(page, args=here)
    answer = arriving.sign_in(request, user, arrival.email, then=then)
    if request.user.pk != user.pk:  # a second factor comes first, or the account is closed
        return answer
    request.person = user
    if landed and is_new and arrival.goes_on:
        return _send(request, allowed)
    if not is_new and landed:
        messages.info(
            request,
            _("You have an account with this address, so your profile goes along. Look at it, then send."),
        )
    return redirect(then)


def _becomes_draft(request: ApplyRequest, arrival: Arrival, user: User, *, is_new: bool) -> bool:
    """False: there is one already, or they may not apply here, or a second step of signing in comes first: until that is
    done nothing of the account changes. Then what was typed waits on the page of the form."""
    posting = request.posting
    if not user.is_active or user.is_suspended or is_mfa_enabled(user):
        return False
    if Application.objects.filter(posting=posting, candidate=user).exists():
        return False
    try:
        with transaction.atomic():
            mine = sending.start(posting, user, source=arrival.source)
            mine.posting = posting
            document = arrivals.document_of(arrival, user)
            if document is not None:
                sending.keep_draft(mine, by=user, cv=document)
            data = arrivals.typed_in(arrival)
            asked = draft.asked_of(posting, user, mine)
            names = [name for name in ApplyForm(asked).fields if name not in OUTSIDE | {"cv"}]
            draft.keep(mine, data, names, by=user, seen={})
            now = draft.asked_of(posting, user, mine)
            form = ApplyForm(now, stored(now))
            if form.is_valid():
                learnt.into_profile(user, form.cleaned_data, now, rename=is_new)
    except (Refused, ValidationError):
        return False
    request.draft = mine
    arrivals.forget(request, arrival)
    return True


@require_POST
@opening
def code(request: ApplyRequest) -> HttpResponse:
    """Mail another code to the address that was typed."""
    if request.person is not None or request.arrival is None or not request.arrival.email:
        return to(request, "apply")
    sent = arrivals.mail_code(request.arrival, request.arrival.email, network=network_of(request), again=True)
    if sent:
        messages.success(request, _("We mailed another code. The one before does not work any more."))
    else:
        messages.error(request, _("Too many codes were asked for. Wait an hour and try again."))
    return to(request, "apply_check")
