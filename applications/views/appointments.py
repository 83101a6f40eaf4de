"""What a candidate answers: to times for a talk, to an offer, to the question whether to keep in touch."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications import clock, interviews, offers, pool
from applications.models import Interview, Stage
from applications.views.interviews import calendar_file
from applications.views.mine import OwnRequest, answered, own


@require_POST
@login_required
def interview_answer(request: OwnRequest, pk: int, talk: int) -> HttpResponse:
    """`do` says what: pick (with `slot`), others or decline (with words)."""
    application = own(request, pk)
    one = get_object_or_404(Interview, pk=talk, application=application)
    words, what = request.POST.get("words", "").strip()[:1000], request.POST.get("do", "")
    if what == "others":
        done = _("The hospital knows that you need other times. You get a mail when there are new ones.")
        return answered(
            request, application, lambda: interviews.ask_others(one, by=request.user, words=words), done
        )
    if what == "decline":
        done = _("You declined the interview. The hospital knows.")
        return answered(
            request, application, lambda: interviews.decline(one, by=request.user, words=words), done
        )
    slot = request.POST.get("slot", "")
    if not (slot.isdecimal() and len(slot) < 12):
        messages.warning(request, _("Pick one of the times first."))
        return redirect("applications:detail", application.pk)
    zone = clock.known_zone(request.POST.get("zone", ""))
    done = _("Agreed. You get a mail with the calendar invitation.")
    return answered(
        request, application, lambda: interviews.pick(one, int(slot), by=request.user, zone=zone), done
    )


@login_required
def interview_calendar(request: OwnRequest, pk: int, talk: int) -> HttpResponse:
    one = get_object_or_404(Interview, pk=talk, application=own(request, pk))
    return calendar_file(one, request.user)


@login_required
def acceptance(request: OwnRequest, pk: int) -> HttpResponse:
    """Reads the terms once more, then says yes to exactly that version."""
    application = own(request, pk)
    offer = offers.of(application)
    if application.status != Stage.OFFERED or offer is None or not offer.is_open:
        messages.info(request, _("There is no offer to accept."))
        return redirect(application)
    if request.method == "POST":
        given = request.POST.get("version", "")
        version = int(given) if given.isdecimal() and len(given) < 5 else 0
        done = _("You accepted the offer. The hospital confirms it.")
        return answered(
            request,
            application,
            lambda: offers.accept(application, by=request.user, version=version),
            done,
        )
    return render(request, "applications/acceptance.html", {"application": application, "offer": offer})


@require_POST
@login_required
def keep_in_touch(request: OwnRequest, pk: int) -> HttpResponse:
    application = own(request, pk)
    if request.POST.get("keep") == "yes":
        done = _("The hospital may keep in touch with you for a year.")
        return answered(request, application, lambda: pool.give(application, by=request.user), done)
    done = _("The hospital may not keep in touch with you.")
    return answered(request, application, lambda: pool.end(application, by=request.user), done)
