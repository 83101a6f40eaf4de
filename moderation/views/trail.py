"""The log: who did what, when and why. It can be read and filtered, never changed."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.models import User
from core.models import Event
from moderation import history
from moderation.access import moderators_only

PER_PAGE = 50


def _box(label: Any, **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=254, widget=forms.TextInput({"class": "input", **attrs})
    )


class TrailFilter(forms.Form):
    subject = forms.ChoiceField(label=_("What"), required=False, widget=forms.Select({"class": "input"}))
    number = forms.IntegerField(
        label=_("Number"),
        required=False,
        min_value=0,
        max_value=2**62,
        widget=forms.TextInput({"class": "input", "inputmode": "numeric"}),
    )
    actor = _box(_("Who (mail address)"))
    verb = forms.ChoiceField(label=_("Did"), required=False, widget=forms.Select({"class": "input"}))
    on = forms.DateField(
        label=_("Until the day"), required=False, widget=forms.DateInput({"class": "input", "type": "date"})
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        everything: list[tuple[str, Any]] = [("", _("Everything"))]
        did = [(verb, f"{words} ({verb})") for verb, words in history.VERBS.items()]
        for name, choices in (("subject", list(history.KINDS.items())), ("verb", did)):
            field: Any = self.fields[name]
            field.choices = everything + choices

    def ask(self) -> Any:
        """The events that match; a wrong value narrows nothing (its message stands beside the field)."""
        data, events = getattr(self, "cleaned_data", {}), Event.objects.newest_first()
        if data.get("subject"):
            events = events.filter(subject_type=data["subject"])
        if data.get("number") is not None:
            events = events.filter(subject_id=data["number"])
        if data.get("actor"):
            events = events.filter(
                actor_id__in=User.objects.filter(email__iexact=data["actor"]).values_list("pk")[:1]
            )
        if data.get("verb"):
            events = events.filter(verb=data["verb"])
        if data.get("on"):
            events = events.filter(at__lt=_after(data["on"]))
        return events


@require_safe
@moderators_only
def trail(request: HttpRequest) -> HttpResponse:
    """Newest first; the next page starts below the last event shown, so page 20,000 is as fast as page 1."""
    form = TrailFilter(request.GET)
    form.is_valid()
    events = form.ask()
    below = request.GET.get("below", "")
    if below.isascii() and below.isdigit() and len(below) < 18:
        last = Event.objects.filter(pk=int(below)).values_list("at", "pk").first()
        if last:
            events = events.filter(Q(at__lt=last[0]) | Q(at=last[0], pk__lt=last[1]))
    rows = list(events[: PER_PAGE + 1])
    more = request.GET.copy()
    if len(rows) > PER_PAGE:
        more["below"] = str(rows[PER_PAGE - 1].pk)
    context = {
        "form": form,
        "lines": history.read(rows[:PER_PAGE]),
        "more": more.urlencode() if len(rows) > PER_PAGE else "",
    }
    return render(request, "moderation/trail.html", context | {"first": "below" not in request.GET})


def _after(day: date) -> datetime:
    try:
        return timezone.make_aware(datetime.combine(day + timedelta(days=1), time(0, 0)))
    except OverflowError:
        return timezone.now()
