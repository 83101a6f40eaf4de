"""A person's own pages of what backs their skills: evidence, and teaching they have done."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import rows
from accounts.evidence import MOST_PER_SKILL, MOST_TRAININGS, as_sent, backing, of_skills, taught
from accounts.forms.evidence import EvidenceForm, SampleEvidenceForm, TrainingForm
from accounts.models import Evidence, Profile, Training, WorkSample
from accounts.profiles import profile_of
from accounts.views.me import MyRequest, page
from core.models import Skill
from core.vocabulary import vocabulary


@login_required
@page
def skill(request: MyRequest, slug: str) -> HttpResponse:
    """One skill: what backs it, and two ways to add something."""
    word, mine = vocabulary().skill(slug), profile_of(request.user)
    if word is None:
        raise Http404
    samples = mine.samples.exclude(status=WorkSample.Status.REMOVED)
    sent, by_sample = request.method == "POST", "sample" in request.POST
    new = Evidence(profile=mine, skill=word)
    form = EvidenceForm(request.POST if sent and not by_sample else None, instance=new)
    show = SampleEvidenceForm(request.POST if by_sample else None, samples=samples)
    chosen: Any = show if by_sample else form
    if chosen.is_valid() and _added(mine, word, chosen):
        messages.success(request, _("Saved. It goes along when you apply."))
        return redirect("accounts:profile_skill", slug)
    backed = {row["skill"]: row for row in of_skills(mine, timezone.localdate())}
    row = backed.get(word, {"skill": word, "level": "", "backed": []})
    context = {**row, "form": form, "show": show if samples else None, "chosen": chosen}
    return render(request, "accounts/profile_skill.html", context)


def _added(mine: Profile, word: Skill, chosen: Any) -> bool:
    """False when there is enough already: the form says so."""
    with rows.alone(mine):
        if mine.evidences.filter(skill=word).count() >= MOST_PER_SKILL:
            text = _("You keep %(limit)s for this skill already. Remove one first.")
            chosen.add_error(None, text % {"limit": MOST_PER_SKILL})
            return False
        if isinstance(chosen, SampleEvidenceForm):
            sample = chosen.cleaned_data["sample"]
            mine.evidences.get_or_create(skill=word, kind=Evidence.Kind.SAMPLE, sample=sample)
        else:
            chosen.save()
    return True


def _own(request: MyRequest, pk: int) -> Evidence:
    return get_object_or_404(
        Evidence.objects.filter(profile__user=request.user).select_related("skill", "sample"), pk=pk
    )


@login_required
@page
def evidence(request: MyRequest, pk: int) -> HttpResponse:
    """Change one. That a sample shows a skill can only be taken away."""
    mine = _own(request, pk)
    if mine.kind == Evidence.Kind.SAMPLE:
        return redirect("accounts:profile_skill", mine.skill.slug)
    said = backing(as_sent(mine), timezone.localdate())
    form = EvidenceForm(request.POST if request.method == "POST" else None, instance=mine)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved. It goes along when you apply."))
        return redirect("accounts:profile_skill", mine.skill.slug)
    context = {"form": form, "evidence": mine, "skill": mine.skill, "said": said}
    return render(request, "accounts/evidence.html", context)


@login_required
@require_POST
def evidence_removal(request: MyRequest, pk: int) -> HttpResponse:
    mine = _own(request, pk)
    mine.delete()
    messages.success(request, _("Removed. What you sent before stays as it was."))
    return redirect("accounts:profile_skill", mine.skill.slug)


@login_required
@page
def trainings(request: MyRequest) -> HttpResponse:
    mine = profile_of(request.user)
    form = TrainingForm(request.POST if request.method == "POST" else None, instance=Training(profile=mine))
    if form.is_valid() and _taught_more(mine, form):
        messages.success(request, _("Saved. It goes along when you apply."))
        return redirect("accounts:trainings")
    said = [(row, taught(row.__dict__)) for row in mine.trainings.all()]
    return render(request, "accounts/trainings.html", {"form": form, "trainings": said})


def _taught_more(mine: Profile, form: TrainingForm) -> bool:
    """False when there are enough already: the form says so."""
    with rows.alone(mine):
        if mine.trainings.count() >= MOST_TRAININGS:
            text = _("You keep %(limit)s already. Remove one first.")
            form.add_error(None, text % {"limit": MOST_TRAININGS})
            return False
        form.save()
    return True


@login_required
@page
def training(request: MyRequest, pk: int) -> HttpResponse:
    mine = get_object_or_404(Training, pk=pk, profile__user=request.user)
    form = TrainingForm(request.POST if request.method == "POST" else None, instance=mine)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved. It goes along when you apply."))
        return redirect("accounts:trainings")
    return render(request, "accounts/training.html", {"form": form})


@login_required
@require_POST
def training_removal(request: MyRequest, pk: int) -> HttpResponse:
    get_object_or_404(Training, pk=pk, profile__user=request.user).delete()
    messages.success(request, _("Removed. What you sent before stays as it was."))
    return redirect("accounts:trainings")
