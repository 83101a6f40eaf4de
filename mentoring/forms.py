"""What mentors and candidates fill in."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.languages import language_name
from accounts.models import Language, User
from core.models import Skill
from core.vocabulary import vocabulary
from core.zones import NAMES, zone_of
from hospitals.models import Hospital
from mentoring.models import Feedback, Mentor, Mentorship, Report, Times
from mentoring.models.mentor import MOST

# Of the languages of two countries those that people most often talk in; one's own come on top of these.
USUAL = "en nl es fr de ar tr pl pt zh vi fil".split()
MOST_TOPICS = 6


def topics_in_groups() -> list[tuple[str, list[Skill]]]:
    """Skills in use, under the names of their groups."""
    words = vocabulary()
    live = [skill for skill in words.skills.values() if skill.retired_at is None]
    groups: dict[str, list[Skill]] = {}
    for skill in sorted(live, key=lambda s: (s.group.position, s.position, s.pk)):
        groups.setdefault(str(skill.group), []).append(skill)
    return list(groups.items())


def topic_choices() -> list[tuple[str, list[tuple[int, str]]]]:
    return [(name, [(skill.pk, str(skill)) for skill in skills]) for name, skills in topics_in_groups()]


def skill_chosen(pk: Any) -> Skill | None:
    return vocabulary().skills.get(int(pk))


class TopicsField(forms.TypedMultipleChoiceField):
    """The ids of up to MOST_TOPICS skills in use, to tick under the names of their groups."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, choices=topic_choices, widget=forms.CheckboxSelectMultiple, **kwargs)

    def clean(self, value: Any) -> Any:
        topics = super().clean(value)
        if len(topics) > MOST_TOPICS:
            raise forms.ValidationError(_("Choose six subjects at most"))
        return topics


class MentorForm(forms.ModelForm[Mentor]):
    """`user` is whose page it is; `hospitals` are those in which they hold a seat."""

    hospital = forms.ModelChoiceField(
        label=_("Where you work"),
        queryset=Hospital.objects.none(),
        required=False,
        empty_label=_("Somewhere else, or none of these"),
        help_text=_("Of a hospital in which you hold a seat we show that it is true."),
    )
    topics = TopicsField(
        label=_("What can you help with?"),
        help_text=_("Choose one to six subjects."),
        error_messages={"required": _("Choose at least one subject")},
    )
    languages = forms.MultipleChoiceField(
        label=_("In which languages?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language")},
    )
    times = forms.MultipleChoiceField(
        label=_("When do you have time?"),
        choices=Times.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    time_zone = forms.ChoiceField(label=_("By the clock of"), choices=list(NAMES.items()))
    capacity = forms.TypedChoiceField(
        label=_("How many people at once"),
        coerce=int,
        choices=[(n, str(n)) for n in range(MOST + 1)],
        help_text=_("Count on an hour a month for each. With 0 nobody can ask you."),
    )

    class Meta:
        model = Mentor
        fields = (
            "headline",
            "hospital",
            "workplace",
            "about",
            "topics",
            "languages",
            "times",
            "time_zone",
            "capacity",
            "contact",
        )
        labels = {"workplace": _("Or in your own words")}
        help_texts = {
            "headline": _("Such as “Social media lead”."),
            "workplace": _("We show that you said this yourself."),
            "about": _("How you came to this work, and what people may ask you."),
            "contact": _(
                "A phone number or a link. With your email address, only people you say yes to see it."
            ),
        }
        widgets = {"about": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, user: User, hospitals: list[Hospital], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.user = user
        fields: dict[str, Any] = self.fields
        fields["headline"].error_messages["required"] = _("Say in a few words what you do")
        fields["hospital"].queryset = Hospital.objects.filter(pk__in=[h.pk for h in hospitals])
        if not hospitals:
            del fields["hospital"]
            fields["workplace"].label = _("Where you work")
        own = list(Language.objects.filter(profile__user=user).values_list("code", flat=True))
        codes = dict.fromkeys([*own, *(self.instance.languages or []), *USUAL])
        fields["languages"].choices = [(code, language_name(code)) for code in codes]
        if self.instance._state.adding:
            at_home = hospitals[0] if hospitals else None
            self.initial.setdefault("hospital", at_home)
            self.initial.setdefault("languages", own or [user.language])
            zone = at_home.zone.key if at_home else zone_of("NL" if user.language == "nl" else "US", "")
            self.initial.setdefault("time_zone", zone)

    def clean(self) -> dict[str, Any]:
        if not self.user.name:
            self.add_error(None, _("Fill in your name first, in your settings."))
        return super().clean() or self.cleaned_data


class RequestForm(forms.ModelForm[Mentorship]):
    """One topic of the mentor, a goal, and questions."""

    topic = forms.TypedChoiceField(
        label=_("What do you want to talk about?"),
        coerce=skill_chosen,
        required=False,
        empty_value=None,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Mentorship
        fields = ("topic", "goal", "questions")
        help_texts = {
            "goal": _("One sentence. Such as: my first job in a hospital within a year."),
            "questions": _("Good questions get a yes more often. Up to 500 characters."),
        }
        widgets = {"questions": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, topics: list[Skill], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        fields: dict[str, Any] = self.fields
        fields["topic"].choices = [(skill.pk, str(skill)) for skill in topics]
        fields["goal"].error_messages["required"] = _("Say what you want to reach")
        fields["questions"].error_messages["required"] = _("Write at least one question")


class AnswerForm(forms.Form):
    """The mentor's words, with a yes or a no."""

    answer = forms.CharField(
        label=_("A few words"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They read it with your answer."),
    )


class FeedbackForm(forms.ModelForm[Feedback]):
    helped = forms.ChoiceField(
        label=_("Did it help?"),
        choices=Feedback.Helped.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer")},
    )

    class Meta:
        model = Feedback
        fields = ("helped", "words")
        labels: dict[str, str | Promise] = {"words": _("What helped, what could be better?")}
        widgets = {"words": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class ReportForm(forms.Form):
    """What is wrong with somebody, and whether to block them at once."""

    reason = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=Report.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong")},
    )
    words = forms.CharField(
        label=_("What happened?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only moderators read this. Do not write a patient’s name."),
    )
    block = forms.BooleanField(
        label=_("Block this person too"),
        required=False,
        initial=True,
        help_text=_("You no longer find each other, and what runs between you ends."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
