"""Talks for everyone: who gives them, and booking one."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.clock import zone_of
from accounts.languages import language_name
from core.http import typed_in
from core.switches import Part, switched
from core.zones import zone_name
from hospitals import former
from hospitals.models import Hospital
from hospitals.models.kind import Country
from mentoring import booking
from mentoring.finding_talks import WantedTalk, hospitals_with_times, with_their_times
from mentoring.forms import USUAL, topics_in_groups
from mentoring.forms_of_talks import BookForm
from mentoring.models import Talk, TalkTime
from mentoring.models.talk import How
from mentoring.refusals import Refused
from mentoring.talk_facts import by_day

PER_PAGE = 20


@require_safe
@switched(Part.MENTORING)
def talks(request: Any) -> HttpResponse:
    wanted = WantedTalk.read(request.GET)
    page = Paginator(hospitals_with_times(wanted), PER_PAGE).get_page(request.GET.get("page"))
    rows = with_their_times(page.object_list, wanted)
    for row in rows:
        row["days"] = by_day(row["times"])
    context = {
        "page_obj": page,
        "rows": rows,
        "wanted": wanted,
        "topics": topics_in_groups(),
        "languages": [
            (code, language_name(code)) for code in dict.fromkeys([*USUAL, wanted.language]) if code
        ],
        "hows": How.choices,
        "countries": Country.choices,
    }
    return render(request, "mentoring/talks.html", context)


@switched(Part.MENTORING)
@require_http_methods(["GET", "HEAD", "POST"])
def hospital_talks(request: Any, slug: str) -> HttpResponse:
    """The free times of one hospital; booking one, or asking for another."""
    hospital = Hospital.objects.trustworthy().filter(slug=slug).first()
    if hospital is None:
        if (there := former.moved(request, slug)) is not None:
            return there
        raise Http404
    user, at = request.user, timezone.now()
    sent = request.POST if request.method == "POST" and user.is_authenticated else None
    clock = zone_of(user) if user.is_authenticated else None
    times = list(
        TalkTime.objects.free(at).filter(hospital=hospital).select_related("host").order_by("starts_at", "pk")
    )
    form = BookForm(sent, times=times, reader_clock=clock)
    no = booking.refusal(hospital, by=user, at=at) if user.is_authenticated else None
    if no is None and form.is_valid():
        try:
            return redirect(_sent(request, hospital, form))
        except booking.Taken as taken:
            form.add_error("time", str(taken))
        except Refused as refused:
            no = refused
    context = {
        "hospital": hospital,
        "form": form,
        "zone": zone_name(hospital.zone),
        "days": by_day(times),
        "no": no.message if no else "",
        "mine": Talk.objects.open().filter(hospital=hospital, candidate=user).first()
        if user.is_authenticated
        else None,
        "typed": [] if user.is_authenticated else typed_in(request),  # their session ended meanwhile
        "days_to_answer": booking.ANSWER_WITHIN.days,
    }
    return render(request, "mentoring/hospital_talks.html", context, status=422 if form.errors else 200)


def _sent(request: Any, hospital: Hospital, form: BookForm) -> Talk:
    data, chosen = form.cleaned_data, form.chosen
    facts = {"by": request.user, "words": data["words"], "topic": data["topic"], "phone": data["phone"]}
    if chosen is not None:
        row = booking.book(chosen, **facts)
        messages.success(request, _("Booked. You get a mail with the calendar file."))
    else:
        row = booking.ask(hospital, **facts)
        messages.success(request, _("Sent. %(name)s has 14 days to answer.") % {"name": hospital.name})
    return row
