"""A person's own mentoring: what they asked, whom they help, their page, and one mentorship."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import inbox
from accounts.models import Profile, User
from mentoring import asking, conflicts, mentors
from mentoring.forms import AnswerForm, FeedbackForm, MentorForm
from mentoring.models import Block, Feedback, Mentor, Mentorship
from mentoring.naming import name_of
from mentoring.refusals import Refused

page = require_http_methods(["GET", "HEAD", "POST"])


def of_mine(user: User) -> Any:
    """Those of this person, whichever of the two they are."""
    return Mentorship.objects.of(user).select_related("candidate", "mentor", "topic")


@login_required
@require_safe
def mine(request: Any) -> HttpResponse:
    rows = list(of_mine(request.user).order_by("-asked_at", "-pk")[:100])
    context = {
        "asked": [row for row in rows if row.candidate_id == request.user.pk],
        "given": [row for row in rows if row.mentor_id == request.user.pk],
        "mentor": Mentor.objects.for_cards().filter(user=request.user).first(),
        "blocks": Block.objects.filter(by=request.user).select_related("whom").order_by("-at"),
        "barred": asking.is_barred(request.user),
    }
    return render(request, "mentoring/mine.html", context)


@login_required
@page
def profile(request: Any) -> HttpResponse:
    """What a mentor says of themselves."""
    user, there = request.user, Mentor.objects.filter(user=request.user).first()
    if asking.is_barred(user):
        return redirect("mentoring:mine")
    sent = request.POST if request.method == "POST" else None
    form = MentorForm(sent, instance=there, user=user, hospitals=mentors.hospitals_of(user))
    if form.is_valid():
        mentors.save(form.save(commit=False), by=user)
        messages.success(request, _("Saved."))
        return redirect("mentoring:mine")
    context = {"form": form, "is_new": there is None}
    return render(request, "mentoring/profile.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def state(request: Any) -> HttpResponse:
    """Pause one's page, switch it on again, or take it away."""
    mentor = get_object_or_404(Mentor, user=request.user)
    wanted = request.POST.get("to", "")
    if wanted == "paused" and mentor.status == Mentor.Status.OPEN:
        mentors.pause(mentor, by=request.user)
        messages.success(request, _("Paused. Nobody finds you now."))
    elif wanted == "open" and mentor.status == Mentor.Status.PAUSED:
        mentors.resume(mentor, by=request.user)
        messages.success(request, _("You are in the list again."))
    elif wanted == "away":
        asking.leave(mentor, by=request.user)
        messages.success(request, _("Your mentor page is gone."))
    return redirect("mentoring:mine")


@login_required
@require_safe
def one(request: Any, pk: int) -> HttpResponse:
    row = get_object_or_404(of_mine(request.user), pk=pk)
    inbox.read(request.user, about=f"mentoring.mentorship:{row.pk}")
    return _page(request, row)


def _page(request: Any, row: Mentorship, *, status: int = 200, **more: Any) -> HttpResponse:
    user, other = request.user, row.other(request.user)
    helps = user.pk == row.mentor_id
    said = {one.by_id: one for one in row.feedback.all()} if row.is_over else {}
    context = {
        "row": row,
        "other": other,
        "helps": helps,
        "can": {verb: asking.LIFE.can(row, verb, by=user) for verb in asking.LIFE.arrows},
        "contact": Mentor.objects.filter(user=row.mentor_id).values_list("contact", flat=True).first(),
        "shows_contacts": row.shows_contacts
        and not other.is_suspended
        and not Block.stands_between(user, other),
        "theirs": Profile.objects.filter(user=other).prefetch_related("skills__skill").first()
        if helps
        else None,
        "teams": (conflicts.for_mentor if helps else conflicts.for_candidate)(row.mentor, row.candidate),
        "blocked": Block.objects.filter(by=user, whom=other).exists(),
        "form": AnswerForm(label_suffix=""),
        "feedback": FeedbackForm(instance=said.get(user.pk)),
        "own_word": said.get(user.pk),
        "their_word": said.get(other.pk),
        **more,
    }
    return render(request, "mentoring/one.html", context, status=status)


VERBS = {
    "acceptance": ("accept", True),
    "refusal": ("decline", True),
    "withdrawal": ("withdraw", False),
    "completion": ("complete", False),
    "ending": ("end", False),
}


@login_required
@require_POST
def move(request: Any, pk: int, noun: str) -> HttpResponse:
    """One arrow of the life; two of them come with the mentor's words."""
    row = get_object_or_404(of_mine(request.user), pk=pk)
    if noun not in VERBS:
        raise Http404
    verb, has_words = VERBS[noun]
    form = AnswerForm(request.POST, label_suffix="")
    if has_words and not form.is_valid():
        return _page(request, row, status=422, form=form)
    words = {"answer": form.cleaned_data["answer"]} if has_words else {}
    try:
        getattr(asking, verb)(row, by=request.user, **words)
    except Refused as no:
        return _page(request, row, status=409, no=no.message, form=form)
    return redirect(row)


@login_required
@require_POST
def feedback(request: Any, pk: int) -> HttpResponse:
    """For the other alone; it can be changed."""
    row = get_object_or_404(of_mine(request.user).filter(status__in=["completed", "ended"]), pk=pk)
    there = Feedback.objects.filter(mentorship=row, by=request.user).first()
    form = FeedbackForm(request.POST, instance=there or Feedback(mentorship=row, by=request.user))
    if not form.is_valid():
        return _page(request, row, status=422, feedback=form)
    Feedback.objects.update_or_create(mentorship=row, by=request.user, defaults=form.cleaned_data)
    messages.success(
        request, _("Thank you. Only %(name)s reads it.") % {"name": name_of(row.other(request.user))}
    )
    return redirect(row)
