"""The list of mentors, and asking one of them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.languages import language_name
from core.switches import Part, switched
from mentoring import asking, conflicts
from mentoring.finding import Wanted, find
from mentoring.forms import USUAL, RequestForm, topics_in_groups
from mentoring.models import Mentor, Times
from mentoring.naming import name_of
from mentoring.refusals import Refused

PER_PAGE = 24


@require_safe
@switched(Part.MENTORING)
def mentors(request: Any) -> HttpResponse:
    wanted = Wanted.read(request.GET)
    context = {
        "page_obj": Paginator(find(wanted, reader=request.user), PER_PAGE).get_page(request.GET.get("page")),
        "wanted": wanted,
        "topics": topics_in_groups(),
        "languages": [
            (code, language_name(code)) for code in dict.fromkeys([*USUAL, wanted.language]) if code
        ],
        "times": Times.choices,
    }
    return render(request, "mentoring/mentors.html", context)


def found_or_404(request: Any, pk: int) -> Mentor:
    """Listed, and neither of the two blocked the other; one's own page in any state."""
    mentor = Mentor.objects.listed().for_reader(request.user).for_cards().filter(pk=pk).first()
    mentor = mentor or Mentor.objects.for_cards().filter(pk=pk, user=request.user).first()
    if mentor is None:
        raise Http404
    return mentor


@switched(Part.MENTORING)
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Any, pk: int) -> HttpResponse:
    mentor = found_or_404(request, pk)
    topics = mentor.topic_words
    form = RequestForm(request.POST if request.method == "POST" else None, topics=topics)
    no = asking.refusal(mentor, by=request.user, at=timezone.now())
    if no is None and form.is_valid():
        try:
            row = asking.ask(mentor, by=request.user, **form.cleaned_data)
        except Refused as refused:  # somebody, or another window, was quicker
            no = refused
        else:
            messages.success(
                request, _("Sent. %(name)s has 14 days to answer.") % {"name": name_of(mentor.user)}
            )
            return redirect(row)
    context = {
        "mentor": mentor,
        "form": form,
        "no": no.message if no else "",
        "own": mentor.user_id == request.user.pk,
        "teams": conflicts.for_candidate(mentor.user, request.user),
        "days": asking.ANSWER_WITHIN.days,
    }
    return render(request, "mentoring/ask.html", context, status=422 if form.errors else 200)
