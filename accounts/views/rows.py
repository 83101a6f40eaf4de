"""Languages, education, experience and channels of a profile: the same three pages for each kind of row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from accounts import rows, sent, snapshots
from accounts.forms.rows import ChannelForm, EducationForm, ExperienceForm, LanguageForm, RowForm
from accounts.models import Education, Experience, Language, OwnChannel, Profile
from accounts.profiles import profile_of
from accounts.views.me import MyRequest, page

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Kind:
    """`facts` and `line` make of a row the words that a hospital reads too."""

    slug: str
    model: type[rows.Row]
    form: type[RowForm]
    facts: Callable[[Any], dict[str, Any]]
    line: Callable[[Mapping[str, Any]], sent.Line]
    title: Text
    intro: Text
    add: Text
    change: Text
    nothing: Text

    @property
    def url(self) -> str:
        return f"accounts:profile_{self.slug}"

    @property
    def row_url(self) -> str:
        return f"{self.url}_row"

    @property
    def removal_url(self) -> str:
        return f"{self.url}_removal"

    def lines(self, profile: Profile) -> list[tuple[int, sent.Line]]:
        """(id, words) of the rows that are there. One query."""
        kept = self.model._default_manager.filter(profile=profile)
        return [(row.pk, self.words(row)) for row in kept]

    def words(self, row: rows.Row) -> sent.Line:
        return self.line(self.facts(row))


KINDS = {
    kind.slug: kind
    for kind in (
        Kind(
            "experience", Experience, ExperienceForm, snapshots.experience, sent.experience_line,
            _("Work experience"), _("What you did so far, paid or not. A hospital reads it with your application."),
            _("Add work you did"), _("Change this work"), _("Nothing here yet."),
        ),
        Kind(
            "education", Education, EducationForm, snapshots.education, sent.education_line,
            _("Education"), _("School, study, courses. The last ones say most."),
            _("Add a study or course"), _("Change this study"), _("Nothing here yet."),
        ),
        Kind(
            "languages", Language, LanguageForm, snapshots.language, sent.language_line,
            _("Languages"), _("Those you can work in, sign languages too."),
            _("Add a language"), _("Change this language"), _("Nothing here yet."),
        ),
        Kind(
            "channels", OwnChannel, ChannelForm, snapshots.channel, sent.channel_line,
            _("Channels you run"), _("Your own, or one you run for somebody. A hospital reads how you sound there."),
            _("Add a channel"), _("Change this channel"), _("No channels yet."),
        ),
    )
}  # fmt: skip


def _kept(form: RowForm) -> bool:
    """Store the row of a valid form; False when the form now says why not."""
    try:
        rows.keep(form.save(commit=False))
    except rows.Twice:
        name, words = form.twice
        form.add_error(name, words)
    except rows.Full:
        form.add_error(
            None, _g("You keep %(limit)s of these already. Remove one first.") % {"limit": rows.MOST}
        )
    else:
        return True
    return False


@login_required
@page
def listing(request: MyRequest, kind: str) -> HttpResponse:
    """The rows, and a form for one more."""
    what, mine = KINDS[kind], profile_of(request.user)
    form = what.form(request.POST if request.method == "POST" else None, instance=what.model(profile=mine))
    if form.is_valid() and _kept(form):
        messages.success(request, _g("Saved. It goes along when you apply."))
        return redirect(what.url)
    lines = what.lines(mine)
    context = {"kind": what, "form": form, "lines": lines, "is_full": len(lines) >= rows.MOST}
    return render(request, "accounts/profile_rows.html", context)


@login_required
@page
def row(request: MyRequest, kind: str, pk: int) -> HttpResponse:
    what = KINDS[kind]
    one = _own(request, what, pk)
    form = what.form(request.POST if request.method == "POST" else None, instance=one)
    if form.is_valid() and _kept(form):
        messages.success(request, _g("Saved. It goes along when you apply."))
        return redirect(what.url)
    return render(request, "accounts/profile_row.html", {"kind": what, "form": form, "pk": pk})


@login_required
@page
def removal(request: MyRequest, kind: str, pk: int) -> HttpResponse:
    """Asks first: a row may hold long texts, and there is no way back."""
    what = KINDS[kind]
    one = _own(request, what, pk)
    if request.method == "POST":
        rows.remove(one)
        messages.success(
            request, _g("Removed from your profile. What you have sent stays with those who have it.")
        )
        return redirect(what.url)
    return render(
        request, "accounts/profile_row_removal.html", {"kind": what, "line": what.words(one), "pk": pk}
    )


def _own(request: MyRequest, what: Kind, pk: int) -> rows.Row:
    mine: Any = what.model._default_manager.filter(profile__user=request.user)
    found: rows.Row = get_object_or_404(mine, pk=pk)
    return found
