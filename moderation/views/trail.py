"""The log: who did what, when and why. It can be read, filtered and taken along, never changed."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from accounts import throttle
from accounts.models import User
from core import audit, csvfile
from core.models import Event
from core.vocabulary import vocabulary
from moderation import history, history_words
from moderation.access import moderators_only
from moderation.trail import Asked, everything, page

CSV_IN_FIVE_MINUTES = 3
COLUMNS = "number at actor did subject subject_number hospital before after reasons words data".split()


def _box(label: Any, *, length: int = 254, **attrs: str) -> forms.CharField:
    widget = forms.TextInput({"class": "input", "autocomplete": "off", **attrs})
    return forms.CharField(label=label, required=False, max_length=length, widget=widget)


def _choice(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, widget=forms.Select({"class": "input"}))


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput({"class": "input", "type": "date"})
    )


class TrailFilter(forms.Form):
    subject = _choice(_("What"))
    number = forms.IntegerField(
        label=_("Number"),
        required=False,
        min_value=0,
        max_value=2**62,
        widget=forms.TextInput({"class": "input", "inputmode": "numeric"}),
    )
    actor = _box(_("Who (mail address)"))
    verb = _choice(_("Did"))
    hospital = _box(_("Hospital (number, or the end of its address)"), length=80)
    reason = _choice(_("Reason"))
    first = _day(_("From the day"))
    on = _day(_("Until the day"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        everything_: list[tuple[str, Any]] = [("", _("Everything"))]
        did = [(verb, f"{words} ({verb})") for verb, words in history_words.VERBS.items()]
        why = {word.slug: word.name for word in vocabulary().by_reason.values()}
        named = (
            ("subject", list(history_words.KINDS.items())),
            ("verb", did),
            ("reason", [*why.items(), *((code, name) for code, name in history_words.REASONS.items() if code not in why)]),
        )  # fmt: skip
        for name, choices in named:
            field: Any = self.fields[name]
            field.choices = everything_ + choices

    def asked(self) -> Asked:
        """A wrong value narrows nothing: its message stands beside the field."""
        data = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        days = {"first": data.pop("first", None), "last": data.pop("on", None)}
        return Asked(**data, **days)


@require_safe
@moderators_only
def trail(request: Any) -> HttpResponse:
    """Newest first; the next page starts below the last event shown, so page 20,000 is as fast as page 1."""
    form = TrailFilter(request.GET)
    form.is_valid()
    below = request.GET.get("below", "")
    number = int(below) if below.isascii() and below.isdigit() and len(below) < 18 else 0
    found = page(form.asked(), below=number)
    more = request.GET.copy()
    if found.more:
        more["below"] = str(found.more)
    context = {
        "form": form,
        "lines": history.read(found.events),
        "more": more.urlencode() if found.more else "",
        "looked_until": found.looked_until,
        "first": not number,
        "narrowed": [(name, value) for name, value in request.GET.items() if value and name in form.fields],
    }
    return render(request, "moderation/trail.html", context)


@require_POST
@moderators_only
def as_csv(request: Any) -> Any:
    """All that match, as a stream. It leaves the board, so that it was taken stands in the trail itself."""
    if not throttle.may("trail csv", str(request.user.pk), limit=CSV_IN_FIVE_MINUTES):
        return render(request, "429.html", status=429)
    form = TrailFilter(request.POST)
    form.is_valid()
    take_along(
        request.user, {name: request.POST.get(name, "") for name in form.fields if name in form.cleaned_data}
    )
    return csvfile.response(_rows(form.asked()), name="log.csv")


def take_along(by: User, asked: dict[str, str]) -> None:
    """The mail address that somebody filtered by is a person's: the trail keeps that there was one."""
    kept = {name: ("…" if name == "actor" else value) for name, value in asked.items() if value}
    audit.record(by, "take_trail_along", by=by, data={"asked": kept})


def _rows(asked: Asked) -> Iterator[list[Any]]:
    yield COLUMNS
    for event in everything(asked):
        yield _row(event)


def _row(event: Event) -> list[Any]:
    return [
        *(event.pk, event.at.isoformat(timespec="seconds"), event.actor_id, event.verb),
        *(event.subject_type, event.subject_id, event.hospital_id, event.before, event.after),
        *(" ".join(event.reasons), event.words, str(event.data) if event.data else ""),
    ]
