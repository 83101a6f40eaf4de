"""What somebody who is suspended reads about it, and their appeal."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import suspending
from accounts.forms.appeal import AppealForm
from accounts.mails_of_suspension import may_not, may_still
from accounts.views.me import MyRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def suspension(request: MyRequest) -> HttpResponse:
    """The one that runs, or how the last one ended. An appeal is written here, once."""
    me = request.user
    row = me.suspensions.now().first() or me.suspensions.order_by("-began_at").first()
    may_appeal = row is not None and me.is_suspended and suspending.LIFE.can(row, "appeal", by=me)
    form = AppealForm(request.POST if request.method == "POST" and may_appeal else None, label_suffix="")
    if row is not None and form.is_valid():
        suspending.appeal(row, by=me, words=form.cleaned_data["words"])
        messages.success(request, _("Your appeal is sent. You get a mail with the decision."))
        return redirect("accounts:suspension")
    context = {
        "suspension": row,
        "may_appeal": may_appeal,
        "form": form,
        "still": may_still(),
        "not": may_not(),
    }
    return render(request, "accounts/suspension.html", context, status=422 if form.errors else 200)
