"""The filters of a hospital's applications: their names in the address, their choices, and what each asks."""

from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Any

import django_filters as filters
from django.db.models import Avg, Exists, OuterRef, Q, Subquery
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Training, User
from applications import blind, wording
from applications.matching import missing_skills
from applications.models import UNANSWERED, Application, Rating
from core.vocabulary import vocabulary
from postings.models import Posting, QuestionKind

RATINGS = [
    ("none", gettext_lazy("Not rated by you yet")),
    ("2", gettext_lazy("Some or better, on average")),
    ("3", gettext_lazy("Clear or better, on average")),
]
ANY = gettext_lazy("Any")
DAYS = (3, 5, 7, 14, 30)


def _answers_to(asked: dict[str, Any]) -> list[tuple[str, Any]]:
    """What can be chosen as the answer to an opening's question; nothing for free text."""
    if asked["kind"] == QuestionKind.YES_NO:
        return [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]
    return [(option, option) for option in asked["options"]] if asked["kind"] == QuestionKind.CHOICE else []


def _days() -> list[tuple[str, str]]:
    return [(str(n), _("%(n)d days") % {"n": n}) for n in DAYS]


class AnswerFilter(filters.ChoiceFilter):
    """Who gave one answer to one question (applications/answers.py)."""

    key, several = "", False

    def filter(self, qs: Any, value: str) -> Any:
        if not value:
            return qs
        return qs.filter(answers__contains=[{"key": self.key, "answer": [value] if self.several else value}])


class ApplicationFilter(filters.FilterSet):
    """The filters by their names in the address, and what each asks."""

    q = filters.CharFilter(method="has_words", label=gettext_lazy("Name, letter or CV"), max_length=200)
    opening = filters.ModelChoiceFilter(
        field_name="posting", queryset=Posting.objects.none(), label=gettext_lazy("Opening")
    )
    skills = filters.ChoiceFilter(
        method="has_required",
        choices=[
            ("all", gettext_lazy("All that you need")),
            ("one", gettext_lazy("Misses one at most")),
        ],
        label=gettext_lazy("Skills"),
        empty_label=ANY,
    )
    skill = filters.ChoiceFilter(method="has_skill", label=gettext_lazy("Has the skill"), empty_label=ANY)
    trained = filters.ChoiceFilter(
        method="has_trained",
        choices=Training.Audience.choices,
        label=gettext_lazy("Has taught"),
        empty_label=ANY,
    )
    waits = filters.ChoiceFilter(
        method="waits_days", choices=_days, label=gettext_lazy("Unanswered for"), empty_label=ANY
    )
    overdue = filters.ChoiceFilter(
        method="is_overdue",
        choices=[("1", gettext_lazy("The promised day has passed"))],
        label=gettext_lazy("Promise"),
        empty_label=ANY,
    )

    rating = filters.ChoiceFilter(
        method="is_rated", choices=RATINGS, label=gettext_lazy("Ratings"), empty_label=ANY
    )

    class Meta:
        model = Application
        fields: list[str] = []

    def __init__(self, data: QueryDict, *, reader: User, opening: Posting | None, **more: Any) -> None:
        super().__init__(data, **more)
        self.reader = reader
        for asked in opening.questions if opening else []:
            if choices := _answers_to(asked):
                one = AnswerFilter(choices=choices, label=asked["text"], empty_label=ANY)
                one.key, one.several = asked["key"], asked["kind"] == QuestionKind.CHOICE
                self.filters[f"answer-{asked['key']}"] = one

    def filter_queryset(self, queryset: Any) -> Any:
        """With what is valid; the form has left the rest out."""
        for name, value in self.form.cleaned_data.items():
            queryset = self.filters[name].filter(queryset, value)
        return queryset

    def has_words(self, found: Any, name: str, text: str) -> Any:
        return wording.having_words(found, text, hidden=blind.hidden())

    def has_required(self, found: Any, name: str, value: str) -> Any:
        return found.annotate(missing=missing_skills()).filter(missing__lte=0 if value == "all" else 1)

    def has_skill(self, found: Any, name: str, slug: str) -> Any:
        known = vocabulary()
        word = known.skill(slug)
        asked = [
            Q(snapshot__contains={"skills": [{"slug": one}]})
            for one in (known.slugs_of(word) if word else [])
        ]
        return found.filter(reduce(or_, asked, Q(pk__in=[])))

    def has_trained(self, found: Any, name: str, audience: str) -> Any:
        return found.filter(snapshot__contains={"trainings": [{"audience": audience}]})

    def waits_days(self, found: Any, name: str, days: str) -> Any:
        since = timezone.now() - timedelta(days=int(days))
        return found.filter(status__in=UNANSWERED, submitted_at__lte=since)

    def is_rated(self, found: Any, name: str, value: str) -> Any:
        """By the ratings that the reader may see: all of an application, once their own is in."""
        ratings = Rating.objects.filter(application=OuterRef("pk"))
        mine = Exists(ratings.filter(reader=self.reader))
        if value == "none":
            return found.filter(~mine)
        average = ratings.order_by().values("application").annotate(n=Avg("score")).values("n")
        return found.annotate(rated=Subquery(average)).filter(mine, rated__gte=int(value))

    def is_overdue(self, found: Any, name: str, value: str) -> Any:
        return found.filter(status__in=UNANSWERED, respond_by__lt=timezone.now())
