"""Cases at the desk: all reports about one thing, what it is now, what the owner says, and the decision."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import samples
from accounts.forms.reporting import SampleReportForm
from accounts.models import SamplePicture
from core.downloads import show_picture
from core.models import Event
from core.workflow import WrongState
from mentoring.models import Mentorship
from moderation import cases as life
from moderation import history, reviewing, standing, subjects
from moderation.access import moderators_only
from moderation.finding import matching
from moderation.forms.reporting import AskForm, CaseForm, VerdictForm
from moderation.models import Case, Report
from moderation.models.case import URGENT
from moderation.onward import onward
from moderation.subjects import Subject
from moderation.views.openings import too_late
from postings.models import Posting

PER_PAGE = 30


@require_safe
@moderators_only
def cases(request: HttpRequest) -> HttpResponse:
    """Every case, by state and kind and by words of its title: fraud and patients first, then what is out of sight, then the oldest."""
    counts = dict(Case.objects.order_by().values_list("status").annotate(n=Count("pk")))
    status, kind = request.GET.get("status", Case.Status.OPEN), request.GET.get("kind", "")
    status = status if status in Case.Status.values else Case.Status.OPEN
    rows = Case.objects.filter(status=status).select_related("hospital", "owner").prefetch_related("reports")
    if kind in Case.Kind.values:
        rows = rows.filter(kind=kind)
    asked = request.GET.get("q", "").strip()[:100]
    rows = rows.filter(matching(asked, "title", "hospital__name"))
    running = status in (Case.Status.OPEN, Case.Status.WAITING, Case.Status.APPEALED)
    rows = rows.annotate(urgent=Exists(Report.objects.filter(case=OuterRef("pk"), code__in=URGENT)))
    page = Paginator(
        rows.order_by(*(("-urgent", "held_at", "opened_at") if running else ("-opened_at", "-pk"))), PER_PAGE
    )
    base = request.GET.copy()
    base.pop("page", None)
    context = {
        "page_obj": page.get_page(request.GET.get("page")),
        "tabs": [(value, name, counts.get(value, 0), value == status) for value, name in Case.Status.choices],
        "kinds": Case.Kind.choices,
        "status": status,
        "kind": kind,
        "q": asked,
        "open": counts.get(Case.Status.OPEN, 0),
        "urgent": URGENT,
        "base": base.urlencode(),
    }
    return render(request, "moderation/cases.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@moderators_only
def case(request: Any, pk: int) -> HttpResponse:
    """Read, ask, decide; an appeal is settled here too. Whatever can be reported is decided here and nowhere else."""
    row = get_object_or_404(Case.objects.select_related("hospital", "owner", "decided_by"), pk=pk)
    subject = subjects.now(row)
    forms = _forms(request, row)
    if request.method == "POST":
        asked = request.POST.get("what", "")
        form = forms.get(asked)
        if not _may(request.user, asked, row, subject):
            raise PermissionDenied
        if form is not None and form.is_valid():
            kind, since = "appeal" if row.status == Case.Status.APPEALED else "case", row.since
            try:
                told = _do(row, subject, asked, form.cleaned_data, request.user)
            except WrongState as late:
                return too_late(request, late)
            messages.success(request, told)
            return onward(request, kind, row.pk, since)
    reports = list(row.reports.select_related("by"))
    own = life.is_reported(request.user, row)
    standings = standing.standings({report.by_id for report in reports if report.by_id})
    context = {
        "case": row,
        "reports": [(report, standings.get(report.by_id or 0)) for report in reports],
        "urgent": any(report.code in URGENT for report in reports),
        "subject": subject,
        "sample": subject.row if subject and row.kind == Case.Kind.SAMPLE else None,
        "mentorships": [] if own else _mentorships(row),  # they would say who reported it
        "hidden": subject is not None and subjects.is_out_of_sight(subject),
        "changed": subject is not None and (subject.title[:160], subject.text) != (row.title, row.text),
        "others": Case.objects.filter(kind=row.kind, subject_id=row.subject_id).exclude(pk=row.pk),
        "own": own,
        "impartial": life.is_impartial(request.user, row),
        "can": {verb: life.LIFE.can(row, verb, by=request.user) for verb in ("ask", "decide", "settle")}
        | {"report": _may(request.user, "report", row, subject)},
        "ask": forms["ask"],
        "form": forms["decide"],
        "verdict": forms["settle"],
        "again": forms["report"],
        "lines": history.read(Event.objects.about(row).newest_first()[:30]),
    }
    wrong = any(form.errors for form in forms.values())
    return render(request, "moderation/case.html", context, status=422 if wrong else 200)


@require_safe
@moderators_only
def picture(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Of a work sample that was reported: no other is seen at the desk."""
    row = get_object_or_404(Case, pk=pk, kind=Case.Kind.SAMPLE)
    found = get_object_or_404(SamplePicture, sample=row.subject_id, number=number)
    return show_picture(found.file, found.kind)


def _forms(request: Any, row: Case) -> dict[str, Any]:
    """All on one page; the one that was sent is bound."""
    language = _language(row)

    def sent(what: str) -> Any:
        return request.POST if request.method == "POST" and request.POST.get("what") == what else None

    return {
        "ask": AskForm(sent("ask"), language=language, auto_id="ask_%s"),
        "decide": CaseForm(row, sent("decide"), language=language),
        "settle": VerdictForm(sent("settle"), language=language),
        "report": SampleReportForm(sent("report"), auto_id="again_%s"),
    }


def _may(user: Any, what: str, row: Case, subject: Subject | None) -> bool:
    """A sample that is back can be reported by a moderator too, and then a colleague decides about it."""
    if what != "report":
        return life.is_impartial(user, row)
    if subject is None or row.kind != Case.Kind.SAMPLE or user.pk == row.owner_id:
        return False
    return not subjects.is_out_of_sight(subject)


def _mentorships(row: Case) -> QuerySet[Mentorship]:
    """What there was between somebody and those who reported them."""
    told = Q(reports__about=row.subject_id, reports__at__gte=row.opened_at)
    rows = Mentorship.objects.filter(told) if row.kind == Case.Kind.MENTOR else Mentorship.objects.none()
    return rows.select_related("mentor", "candidate").distinct()


def _language(row: Case) -> str:
    """In which a ready text comes: its owner's; of an opening, of who sent it; else the hospital's country's."""
    if row.owner:
        return row.owner.language
    posting = Posting.objects.filter(pk=row.subject_id).first() if row.kind == Case.Kind.OPENING else None
    if posting is not None:
        return reviewing.language_of(posting, reviewing.who_sent(posting))
    return "nl" if row.hospital and row.hospital.country == "NL" else "en"


def _do(row: Case, subject: Subject | None, what: str, data: dict[str, Any], user: Any) -> str:
    words = data["words"]
    if what == "report" and subject is not None:
        samples.report(subject.row, by=user, reason=data["reason"], words=words)
        return _("Out of sight. A colleague decides about it.")
    if what == "ask":
        life.ask(row, by=user, words=words)
        return _("Asked. The owner gets a mail.")
    if what == "settle":
        life.settle(row, by=user, granted=data["decision"] == "grant", words=words)
    elif data["decision"] == "dismiss":
        life.dismiss(row, by=user, words=words)
    else:
        life.decide(row, by=user, outcome=data["decision"], reasons=data["reasons"], words=words)
    return _("Decided. Both sides get a mail.")
