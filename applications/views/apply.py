"""Applying, in steps: CV and contact, letter, the hospital's questions if it has any, check, sent. A draft is kept at each step; nothing is sent before the end."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.profiles import add_document, profile_of, save_profile
from accounts.snapshots import snapshot
from applications import answers, pipeline
from applications.forms.candidate import ContactForm, LetterForm
from applications.forms.questions import QuestionsForm
from applications.models import Application, Stage
from applications.refusals import Unanswered
from core.vocabulary import vocabulary
from postings.models import Posting
from postings.sources import named_source


class ApplyRequest(HttpRequest):
    user: User
    posting: Posting
    draft: Application | None


def step(view: Callable[Concatenate[Any, ...], HttpResponse]) -> Callable[..., HttpResponse]:
    """Finds the opening and one's draft. Who cannot apply (any more) gets a page that says why and what to do."""

    @login_required
    @wraps(view)
    def guarded(request: Any, pk: int, opening: str) -> HttpResponse:
        mine = Application.objects.by_candidate(request.user).filter(posting=pk).first()
        known = Posting.objects.all() if mine else Posting.objects.readable()
        posting = known.select_related("hospital").filter(pk=pk).first()
        if posting is None:
            raise Http404
        if mine is not None and mine.status != Stage.DRAFT:
            messages.info(request, _("You have applied for this opening already. Here it is."))
            return redirect(mine)
        if not posting.is_live:
            return render(request, "applications/apply_closed.html", {"posting": posting, "draft": mine})
        if pipeline.works_at(request.user, posting):
            return render(request, "applications/apply_colleague.html", {"posting": posting})
        request.posting, request.draft = posting, mine
        return view(request)

    return guarded


def _steps(posting: Posting) -> list[tuple[str, str]]:
    """(label, name): the questions are a step only where the hospital asks some."""
    own = [(_("Questions"), "apply_questions")] if posting.questions else []
    return [
        (_("CV and contact"), "apply"),
        (_("Letter"), "apply_letter"),
        *own,
        (_("Check and send"), "apply_check"),
    ]


def _page(request: ApplyRequest, name: str, **more: Any) -> HttpResponse:
    """A step's page with the line of steps."""
    known = _steps(request.posting)
    at = [step for _label, step in known].index(name)
    steps = [
        (label, f"applications:{step}", "done" if i < at else "now" if i == at else "")
        for i, (label, step) in enumerate(known)
    ]
    context = {"posting": request.posting, "draft": request.draft, "steps": steps, **more}
    return render(request, f"applications/{name}.html", context)


def _to(request: ApplyRequest, name: str) -> HttpResponse:
    return redirect(f"applications:{name}", request.posting.pk, request.posting.slug)


@step
def contact(request: ApplyRequest) -> HttpResponse:
    user = request.user
    first = {"name": user.name, "phone": profile_of(user).phone if request.method == "GET" else ""}
    if request.draft and request.draft.cv_id:
        first["cv"] = str(request.draft.cv_id)
    form = ContactForm(request.POST or None, request.FILES or None, candidate=user, initial=first)
    if "cv" not in first and form.documents:
        form.initial["cv"] = next(iter(form.documents))
    if request.method == "POST" and form.is_valid() and _keep_contact(request, form):
        return _to(request, "apply_letter")
    if form.checked and form.errors:
        form = _with_file_kept(request, form)
    return _page(request, "apply", form=form)


def _with_file_kept(request: ApplyRequest, form: ContactForm) -> ContactForm:
    """A browser does not send a file twice: a good CV goes to the profile even when another field needs mending."""
    try:
        document = add_document(request.user, form.cleaned_data["file"], form.checked)
    except ValidationError:
        return form
    data = request.POST.copy()
    data["cv"] = str(document.pk)
    kept = ContactForm(data, candidate=request.user)
    kept.full_clean()
    return kept


def _keep_contact(request: ApplyRequest, form: ContactForm) -> bool:
    """The CV goes to the profile and to the draft, name and telephone to the profile: nothing is asked twice."""
    user = request.user
    try:
        document = form.chosen or add_document(user, form.cleaned_data["file"], form.checked)
    except ValidationError as error:
        form.add_error("file", error)
        return False
    user.name = form.cleaned_data["name"]
    user.looks_for_work = True
    user.save(update_fields=["name", "looks_for_work"])
    save_profile(user, facts={"phone": form.cleaned_data["phone"]})
    draft = pipeline.start(request.posting, user, source=named_source(request))
    pipeline.keep_draft(draft, by=user, cv=document)
    return True


@step
def letter(request: ApplyRequest) -> HttpResponse:
    if request.draft is None:
        return _to(request, "apply")
    form = LetterForm(request.POST or None, instance=request.draft)
    if request.method == "POST" and form.is_valid():
        pipeline.keep_draft(request.draft, by=request.user, letter=form.cleaned_data["letter"])
        return _to(request, "apply_questions" if request.posting.questions else "apply_check")
    return _page(request, "apply_letter", form=form)


@step
def questions(request: ApplyRequest) -> HttpResponse:
    """What was typed is kept also when an answer is open or too long. With `?open` it says what stops the sending."""
    posting, draft = request.posting, request.draft
    if draft is None:
        return _to(request, "apply")
    if not posting.questions:
        return _to(request, "apply_check")
    if request.method != "POST":
        form = QuestionsForm(posting, kept=draft.answers, check="open" in request.GET)
        return _page(request, "apply_questions", form=form)
    form = QuestionsForm(posting, request.POST)
    pipeline.keep_draft(draft, by=request.user, answers=answers.given(posting, request.POST))
    return _to(request, "apply_check") if form.is_valid() else _page(request, "apply_questions", form=form)


@step
def check(request: ApplyRequest) -> HttpResponse:
    """What the hospital will read, exactly as it will be frozen."""
    if request.draft is None or request.draft.cv_id is None:
        return _to(request, "apply")
    sent = snapshot(request.user)
    skills = [(s, True, "") for row in sent["skills"] if (s := vocabulary().skill(row["slug"]))]
    asked = answers.frozen(request.posting, request.draft)
    is_open = bool(answers.mend(request.posting, request.draft))
    return _page(request, "apply_check", sent=sent, skills=skills, asked=asked, is_open=is_open)


@login_required
@require_POST
def submission(request: Any, pk: int, opening: str) -> HttpResponse:
    """Send it. A second click finds it sent and gets the same answer."""
    application = (
        Application.objects.by_candidate(request.user).filter(posting=pk).select_related("posting").first()
    )
    if application is None:
        raise Http404
    try:
        pipeline.submit(application, by=request.user)
    except Unanswered:
        url = reverse("applications:apply_questions", args=[pk, application.posting.slug])
        return redirect(f"{url}?open")
    except pipeline.Refused as no:
        messages.error(request, str(no.message))
        return redirect("applications:apply_check", pk, application.posting.slug)
    return redirect("applications:sent", application.pk)
