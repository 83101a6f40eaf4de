"""Telling us that something is wrong, and answering for what was reported. Nothing here says by whom."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.switches import Part, signed_in, switched
from core.workflow import WrongState
from hospitals.access import WorkspaceRequest, workspace
from hospitals.roles import Right
from moderation import cases, reporting, standing, subjects
from moderation.forms.reporting import OwnerForm, ReportForm
from moderation.models import Case

page = require_http_methods(["GET", "HEAD", "POST"])


@page
@never_cache
@switched(Part.VISITOR_REPORTS, passes=signed_in)
def new(request: Any, kind: str, pk: int) -> HttpResponse:
    """What this reader can see, they may report: what happens then is said before they write."""
    subject = subjects.find(kind, pk, by=request.user)
    if subject is None:
        raise Http404
    user = request.user if request.user.is_authenticated else None
    form = ReportForm(
        kind, request.POST if request.method == "POST" else None, signed_in=user is not None
    )  # fmt: skip
    own = subjects.is_own(subject, request.user)
    barred = user is not None and standing.standing(user).is_barred
    if request.method == "POST" and form.is_a_trap:
        return redirect("reports:thanks")
    if form.is_valid() and not own and not barred:
        try:
            reporting.report(
                subject,
                by=user,
                code=form.cleaned_data["code"],
                words=form.cleaned_data["words"],
                email=form.cleaned_data.get("email", ""),
                network=str(get_adapter().get_client_ip(request)),
                language=(get_language() or "en")[:2],
            )
        except reporting.TooMany:
            form.add_error(None, _("You reported a lot. Wait a while, then send it. Your words are kept."))
        else:
            return redirect("reports:thanks")
    context = {"subject": subject, "form": form, "own": own, "barred": barred}
    return render(request, "reports/new.html", context, status=422 if form.errors else 200)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/thanks.html")


@page
@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail shows a button: a program that opens links proves no mailbox."""
    report = reporting.of_token(token)
    if report is None:
        raise Http404
    if request.method == "POST":
        reporting.confirm(report)
        late = report.case.decided_at is not None
        messages.success(
            request,
            _("Confirmed. A moderator has looked at it already and decided.")
            if late
            else _("Confirmed. You get a mail when we have decided."),
        )
        return redirect("reports:thanks")
    return render(request, "reports/confirm.html", {"report": report, "done": report.confirmed_at})


# ── For who answers for it ───────────────────────────────────────────────────────────────────────────
@login_required
@require_safe
def my_cases(request: Any) -> HttpResponse:
    rows = cases.of_person(request.user)[:100]
    return render(request, "reports/cases.html", {"cases": rows, "layout": "layouts/public.html"})


@login_required
@page
@never_cache
def mine(request: Any, pk: int) -> HttpResponse:
    case = get_object_or_404(cases.of_person(request.user), pk=pk)
    return _for_owner(request, case, {"layout": "layouts/public.html"})


@workspace(Right.EDIT_HOSPITAL)
@require_safe
def hospital_cases(request: WorkspaceRequest, slug: str) -> HttpResponse:
    rows = cases.of_hospital(request.hospital)[:100]
    context = {"cases": rows, "layout": "layouts/work.html"}
    return render(
        request, "reports/cases.html", context | {"hospital": request.hospital, "seat": request.seat}
    )


@workspace(Right.EDIT_HOSPITAL)
@page
@never_cache
def of_hospital(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    case = get_object_or_404(cases.of_hospital(request.hospital), pk=pk)
    around = {"layout": "layouts/work.html", "hospital": request.hospital, "seat": request.seat}
    return _for_owner(request, case, around)


def _for_owner(request: Any, case: Case, around: dict[str, Any]) -> HttpResponse:
    """What was reported, what was decided, and the owner's word: an answer, later once an appeal."""
    appeals, answers = (
        cases.may_appeal(case, by=request.user),
        cases.LIFE.can(case, "answer", by=request.user),
    )
    form = OwnerForm(request.POST if request.method == "POST" else None, label_suffix="")
    if appeals:
        form.fields["words"].label = _("Why is the decision wrong?")
    if form.is_valid():
        verb = cases.appeal if request.POST.get("what") == "appeal" else cases.answer
        try:
            verb(case, by=request.user, words=form.cleaned_data["words"])
        except WrongState:
            form.add_error(None, _("This went on meanwhile, so nothing was sent. Read below how it stands."))
            case.refresh_from_db()
            appeals, answers = cases.may_appeal(case, by=request.user), False
        else:
            messages.success(request, _("Sent. A moderator reads it, and you get a mail with the decision."))
            return redirect(request.path)
    context = {
        "case": case,
        "codes": list(dict.fromkeys(str(report.reason) for report in case.reports.all())),
        "subject": subjects.now(case),
        "form": form,
        "answers": answers,
        "appeals": appeals,
        "last_day": cases.last_day(case) if case.decided_at else None,
    }
    return render(request, "reports/case.html", context | around, status=422 if form.errors else 200)
