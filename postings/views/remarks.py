"""What a hospital's team says to the moderators about an opening."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hospitals.access import WorkspaceRequest, workspace
from hospitals.roles import Right
from postings import remarks
from postings.forms.remark import TOO_OFTEN, RemarkForm
from postings.views.typed import signs_in_first, typed_before
from postings.views.workspace import detail, one


@require_http_methods(["GET", "HEAD", "POST"])
@signs_in_first
@workspace(Right.WRITE_OPENINGS)
def answers(request: WorkspaceRequest, slug: str, pk: int) -> HttpResponse:
    """The page of the opening; sent, an answer to what moderators asked."""
    posting = one(request, pk)
    if request.method != "POST":
        return detail(request, posting, answer=RemarkForm(typed_before(request)))
    form = RemarkForm(request.POST)
    if form.is_valid():
        try:
            remarks.answer(posting, by=request.user, words=form.cleaned_data["words"])
        except remarks.TooOften:
            form.add_error("words", TOO_OFTEN)
        else:
            messages.success(request, _("Sent. A moderator reads it with your opening."))
            return redirect("postings:workspace_detail", slug, pk)
    return detail(request, posting, answer=form, status=422)
