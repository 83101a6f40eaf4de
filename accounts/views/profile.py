"""The profile: one page that shows it whole, and a small page for each part that is saved alone."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.completeness import parts_of
from accounts.evidence import of_skills
from accounts.forms.about import AboutForm, LinkFormSet, links_of
from accounts.forms.profile import SkillsForm
from accounts.forms.wishes import PlaceForm, WishesForm
from accounts.places import KNOWN, is_known
from accounts.profiles import profile_of, save_profile
from accounts.views.me import MyRequest, page


def _sent(request: MyRequest) -> Any:
    """What a form is bound to. An empty POST is a form too: it gets its messages."""
    return request.POST if request.method == "POST" else None


@login_required
@require_GET
def profile(request: MyRequest) -> HttpResponse:
    parts = parts_of(request.user)
    missing = [part for part in parts if not part.done]
    return render(request, "accounts/profile.html", {"parts": parts, "missing": missing})


@login_required
@page
def about(request: MyRequest) -> HttpResponse:
    mine = profile_of(request.user)
    form = AboutForm(_sent(request), instance=mine, label_suffix="")
    links = LinkFormSet(_sent(request), prefix="links", initial=list(mine.links.values("label", "url")))
    if links.is_bound and not links.is_valid():
        form.add_error(None, _("Something is wrong with a link. It is marked below."))
    if form.is_valid() and links.is_valid():
        save_profile(request.user, facts=form.cleaned_data, links=links_of(links))
        messages.success(request, _("Your profile is saved."))
        return redirect("accounts:profile")
    return render(request, "accounts/profile_about.html", {"form": form, "links": links})


@login_required
@page
def place(request: MyRequest) -> HttpResponse:
    form = PlaceForm(_sent(request), instance=profile_of(request.user), reader=get_language() or "en")
    if form.is_valid():
        kept = save_profile(request.user, facts=form.cleaned_data)
        messages.success(request, _("Your profile is saved."))
        if kept.city and kept.country in KNOWN and not is_known(kept.country, kept.region, kept.city):
            text = _(
                "We do not know %(place)s, so we cannot say how far openings are. Check how it is written."
            )
            messages.warning(request, text % {"place": kept.city})
        return redirect("accounts:profile")
    return render(request, "accounts/profile_place.html", {"form": form})


@login_required
@page
def wishes(request: MyRequest) -> HttpResponse:
    form = WishesForm(_sent(request), instance=profile_of(request.user))
    if form.is_valid():
        save_profile(request.user, facts=form.cleaned_data)
        messages.success(request, _("Your profile is saved."))
        return redirect("accounts:profile")
    return render(request, "accounts/profile_wishes.html", {"form": form})


@login_required
@page
def skills(request: MyRequest) -> HttpResponse:
    held = {s.skill.slug: s.level for s in profile_of(request.user).skills.select_related("skill")}
    form = SkillsForm(_sent(request), held=held)
    if form.is_valid():
        save_profile(request.user, skills=form.levels())
        messages.success(request, _("Your skills are saved."))
        return redirect("accounts:profile_skills")
    rows = of_skills(profile_of(request.user), timezone.localdate())
    context = {
        "form": form,
        "held": len(held),
        "backed": [row for row in rows if row["backed"]],
        "bare": [row["skill"] for row in rows if not row["backed"]],
    }
    return render(request, "accounts/profile_skills.html", context)
