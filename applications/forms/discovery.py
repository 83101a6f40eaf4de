"""What a hospital may ask of candidates who let themselves be found, and what it writes to one of them."""

from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.languages import language_choices
from accounts.models import Language, Training
from core.vocabulary import vocabulary
from core.work import Hours, Mode
from postings.models import Posting

ANY = ("", _("Any"))
MOST_KM = 500


class LookingForm(forms.Form):
    """Every field may be empty. A value that nobody knows is left out, and the rest is shown."""

    skill = forms.MultipleChoiceField(label=_("Skills"), required=False, widget=forms.CheckboxSelectMultiple)
    match = forms.ChoiceField(
        label=_("Who has"),
        required=False,
        choices=[("", _("all of these skills")), ("any", _("one of these skills or more"))],
    )
    trained = forms.ChoiceField(
        label=_("Has trained"), required=False, choices=[ANY, *Training.Audience.choices]
    )
    lang = forms.ChoiceField(label=_("Language"), required=False)
    level = forms.ChoiceField(
        label=_("At this level or above"), required=False, choices=[ANY, *Language.Level.choices]
    )
    near = forms.CharField(label=_("Lives near"), required=False, max_length=80)
    km = forms.IntegerField(label=_("Within (km)"), required=False, min_value=1, max_value=MOST_KM)
    engagement = forms.ChoiceField(label=_("Kind of work"), required=False)
    hours = forms.ChoiceField(
        label=_("Hours"), required=False, choices=[ANY, *(c for c in Hours.choices if c[0] != Hours.EITHER)]
    )
    mode = forms.ChoiceField(label=_("Place of work"), required=False, choices=[ANY, *Mode.choices])
    by = forms.DateField(
        label=_("Can start by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known, fields = vocabulary(), self.fields
        kept = [s for s in known.skills.values() if s.retired_at is None]
        kept.sort(key=lambda s: (s.group.position, s.position))
        choices: dict[str, list[Any]] = {
            "skill": [
                (str(group.name), [(s.slug, s.name) for s in of_group])
                for group, of_group in groupby(kept, key=lambda s: s.group)
            ],
            "lang": [ANY, *language_choices()],
            "engagement": [ANY, *((e.slug, e.name) for e in known.engagements.values())],
        }
        for name, options in choices.items():
            fields[name].choices = options  # type: ignore[attr-defined]


class InviteForm(forms.Form):
    """For which opening, and a few words."""

    opening = forms.ModelChoiceField(
        label=_("For which opening?"),
        queryset=Posting.objects.none(),
        empty_label=_("Choose an opening"),
        error_messages={
            "required": _("Choose an opening"),
            "invalid_choice": _("This opening takes no applications now. Choose another one."),
        },
    )
    words = forms.CharField(
        label=_("Message"),
        required=False,
        max_length=600,
        help_text=_("Why you think of this person. Never name a patient."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _("Make it 600 characters or shorter")},
    )

    def __init__(self, *args: Any, openings: list[Posting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["opening"]
        field.queryset = Posting.objects.filter(pk__in=[one.pk for one in openings])
        field.choices = [("", field.empty_label), *((one.pk, one.title) for one in openings)]
