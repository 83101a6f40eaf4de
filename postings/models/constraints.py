"""What must always be true of a posting, whoever writes it: PostgreSQL refuses the rest."""

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import Combinable
from django.db.models.lookups import LessThanOrEqual

from postings.models.choices import Audience, Currency, Duty, Hours, Law, Mode, Outcome, OwnedAfter, Status

ONLINE = [Status.PUBLISHED.value, Status.CLOSED.value]


def constraints() -> list[models.BaseConstraint]:
    return [*_choices(), *_life(), *_facts()]


def _check(name: str, condition: Q | LessThanOrEqual) -> models.CheckConstraint:
    return models.CheckConstraint(name=f"posting_{name}", condition=condition)


def _length(column: str) -> models.Func:
    """Of a JSON array; anything else is refused by PostgreSQL itself."""
    return models.Func(F(column), function="jsonb_array_length", output_field=models.IntegerField())


def _choices() -> list[models.BaseConstraint]:
    return [
        _check("status_known", Q(status__in=[s.value for s in Status])),
        _check("hours_known", Q(hours__in=[h.value for h in Hours])),
        _check("mode_known", Q(mode__in=[m.value for m in Mode])),
        _check("language_known", Q(language__in=["en", "nl"])),
        _check("currency_known", Q(pay_currency__in=["", *(c.value for c in Currency)])),
        _check("outcome_known", Q(outcome__in=["", *(o.value for o in Outcome)])),
        _check("laws_known", Q(laws__contained_by=[law.value for law in Law])),
        _check("training_for_known", Q(training_for__contained_by=[one.value for one in Audience])),
    ]


def _life() -> list[models.BaseConstraint]:
    """Status ⇔ dates."""
    return [
        _check("in_review_has_date", ~Q(status=Status.IN_REVIEW) | Q(submitted_at__isnull=False)),
        _check(
            "published_has_dates",
            ~Q(status__in=ONLINE)
            | Q(published_at__isnull=False, publish_at__isnull=False, closes_at__isnull=False),
        ),
        _check(
            "closed_has_date",
            Q(status=Status.CLOSED, closed_at__isnull=False) | ~Q(status=Status.CLOSED) & Q(closed_at=None),
        ),
        _check(
            "closed_has_outcome",
            Q(status=Status.CLOSED) & ~Q(outcome="") | ~Q(status=Status.CLOSED) & Q(outcome=""),
        ),
        _check(
            "returned_has_reason",
            ~Q(status=Status.RETURNED) | Q(returned_at__isnull=False, decision_reasons__len__gt=0),
        ),
        _check(
            "rejected_has_reason",
            ~Q(status=Status.REJECTED) | Q(rejected_at__isnull=False, decision_reasons__len__gt=0),
        ),
        _check(
            "removed_has_reason",
            ~Q(status=Status.REMOVED) | Q(removed_at__isnull=False, decision_reasons__len__gt=0),
        ),
        _check("positions_1_to_20", Q(positions__gte=1, positions__lte=20)),
        _check(
            "cap_holds",
            Q(applications_max=None)
            | Q(
                applications_max__gte=1,
                applications_max__lte=1000,
                applications_taken__lte=F("applications_max"),
            ),
        ),
        _check(
            "closes_after_publishing",
            Q(publish_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("publish_at")),
        ),
    ]


def _facts() -> list[models.BaseConstraint]:
    # A check passes on NULL, so what may be NULL and must not be is asked for by name.
    first, *rest = [F(f"duty_{duty.value}") for duty in Duty]
    total: Combinable = first
    for share in rest:
        total = total + share
    seen = [Status.IN_REVIEW.value, *ONLINE]
    return [
        _check("duties_at_most_100", LessThanOrEqual(total, 100)),
        _check("pay_min_at_most_max", Q(pay_min=None) | Q(pay_max=None) | Q(pay_max__gte=F("pay_min"))),
        _check("pay_not_negative", Q(pay_min=None) | Q(pay_min__gte=0)),
        _check("pay_whole", Q(pay_max=None) | ~Q(pay_currency="") & Q(pay_period__isnull=False)),
        _check(
            "pay_or_unpaid",
            ~Q(status__in=seen) | Q(unpaid=True, pay_max=None) | Q(unpaid=False, pay_max__isnull=False),
        ),
        _check("unpaid_is_internship", Q(unpaid=False) | Q(engagement_id="internship")),
        _check("hours_in_order", Q(hours_min=None) | Q(hours_max=None) | Q(hours_max__gte=F("hours_min"))),
        _check("hours_fit_a_week", Q(hours_max=None) | Q(hours_max__lte=60)),
        _check("a_required_skill", ~Q(status__in=seen) | Q(required_skills__len__gt=0)),
        _check("promise_1_to_60", Q(respond_by_days__gte=1, respond_by_days__lte=60)),
        _check(
            "contract_has_length",
            ~Q(status__in=seen, engagement_id="contract")
            | Q(contract_months__isnull=False, contract_months__gt=0),
        ),
        _check(
            "internship_has_plan",
            ~Q(status__in=seen, engagement_id="internship")
            | Q(internship_weeks__isnull=False, internship_weeks__gt=0, hours_max__isnull=False)
            & ~Q(learning_goals="")
            & ~Q(supervisor=""),
        ),
        _check("owned_after_known", Q(owned_after__in=["", *(o.value for o in OwnedAfter)])),
        _check("at_most_5_questions", LessThanOrEqual(_length("questions"), 5)),
        _check("dates_in_order", Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on"))),
    ]
