"""An opening read by the statement that is written once is the opening."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import models
from django.utils import timezone

from hospitals.models import Hospital, Readiness
from postings.models import Posting
from postings.whole import whole

pytestmark = pytest.mark.django_db


def _columns(row: models.Model, *, but: tuple[str, ...] = ()) -> dict[str, Any]:
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.name not in but}


def test_each_column_is_what_it_is(
    make_posting: Callable[..., Posting], hospital: Hospital, django_assert_num_queries: Any
) -> None:
    """To the microsecond and the letter, of the opening, its hospital and what the hospital is ready with."""
    hospital.name, hospital.lat, hospital.departments = 'St. "Q\\" – Ünï', 47.123456789012, ["Press", "HR"]
    hospital.save()
    Readiness.objects.create(
        hospital=hospital, team_size=3, policy_url="https://a.example/p", confirmed_at=timezone.now()
    )
    posting = make_posting(contract_months=7, channels=[1, 2])
    with django_assert_num_queries(1):
        read = whole([posting.pk])[posting.pk]
        seen = [
            _columns(read, but=("description",)),
            _columns(read.hospital),
            _columns(read.hospital.readiness),
        ]
        places = [_columns(place) for place in read.places.all()]
        assert read.is_live and not list(read.hospital.channels.all())
    plain = Posting.objects.select_related("hospital__readiness").get(pk=posting.pk)
    assert seen[0] == _columns(plain, but=("description",))
    assert seen[1] == _columns(plain.hospital)
    assert seen[2] == _columns(plain.hospital.readiness)
    assert places == [_columns(place) for place in plain.places.all()]
    assert (
        read == plain and read.description == plain.description
    )  # the one that is left out is still to be had


def test_a_hospital_that_said_nothing_costs_no_question(
    make_posting: Callable[..., Posting], django_assert_num_queries: Any
) -> None:
    posting = make_posting()
    with django_assert_num_queries(1):
        read = whole([posting.pk])[posting.pk]
        assert not hasattr(read.hospital, "readiness")


def test_only_what_everybody_may_read_is_found(make_posting: Callable[..., Posting]) -> None:
    now = timezone.now()
    live, early, frozen, ended = make_posting(), make_posting(), make_posting(), make_posting()
    Posting.objects.filter(pk=early.pk).update(publish_at=now + timedelta(minutes=5))
    Posting.objects.filter(pk=frozen.pk).update(frozen_at=now)
    Posting.objects.filter(pk=ended.pk).update(
        publish_at=now - timedelta(days=9), closes_at=now - timedelta(days=1)
    )
    asked = [one.pk for one in (live, early, frozen, ended)]
    assert set(whole(asked)) == set(
        Posting.objects.readable().filter(pk__in=asked).values_list("pk", flat=True)
    )
    assert set(whole(asked)) == {live.pk, ended.pk}
    Hospital.objects.filter(pk=live.hospital_id).update(frozen_at=now)
    assert whole(asked) == {}
