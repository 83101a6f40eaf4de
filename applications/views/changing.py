"""Changing what was sent, until somebody of the hospital has opened it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.models import Document
from accounts.profiles import add_document
from applications import mending
from applications.forms.change import ChangeForm
from applications.models import Stage
from applications.views.mine import OwnRequest, own


@login_required
def change(request: OwnRequest, pk: int) -> HttpResponse:
    """Who is late is told so, and finds what they typed."""
    application = own(request, pk)
    if application.status == Stage.DRAFT:
        raise Http404
    if request.method != "POST" and not mending.may_change(application):
        messages.info(request, _("The hospital has opened your application, so it can no longer be changed."))
        return redirect(application)
    form, late = ChangeForm(application, request), False
    if form.is_bound and form.is_valid() and (cv := _cv(request, form)):
        typed = {name: form.cleaned_data[name] for name in ("name", "phone", "letter")}
        try:
            mending.change(application, by=request.user, cv=cv, answers=form.given, **typed)
        except mending.Seen:
            application.refresh_from_db()
            late = True
        else:
            messages.success(request, _("Your application is changed. You get a new receipt by mail."))
            return redirect(application)
    context = {"application": application, "form": form, "late": late}
    return render(request, "applications/change.html", context, status=409 if late else 200)


def _cv(request: OwnRequest, form: ChangeForm) -> Document | None:
    """The chosen one; a new file goes to the profile, where it stays whatever becomes of the change."""
    upload = form.cleaned_data.get("file")
    if not upload:
        return form.documents[form.cleaned_data["cv"]]
    try:
        return add_document(request.user, upload, form.checked)
    except ValidationError as error:
        form.add_error("file", error)
        return None
