"""Rows that come along in one statement are those that a statement of their own would have brought."""

from collections.abc import Callable
from typing import Any

import pytest
from django.forms.models import model_to_dict
from django.utils import timezone

from core.models import Channel
from hospitals.models import Hospital, HospitalChannel
from hospitals.models.hospital import VerifiedHow
from postings.models import Place, Posting
from postings.whole import whole

pytestmark = pytest.mark.django_db


def test_they_are_the_same_in_the_same_order(
    make_posting: Callable[..., Posting], hospital: Hospital, django_assert_num_queries: Any
) -> None:
    posting = make_posting()
    for position, city in ((2, "Tacoma"), (1, "Olympia")):
        Place.objects.create(posting=posting, country="US", region="WA", city=city, lat=47.25, lon=-122.5, position=position)  # fmt: skip
    first, second = Channel.objects.all()[:2]
    now = timezone.now()
    HospitalChannel.objects.create(hospital=hospital, channel=second, url="https://a.example", verified_at=now, verified_how=VerifiedHow.values[0])  # fmt: skip
    HospitalChannel.objects.create(hospital=hospital, channel=first, url="https://b.example", handle='q"u\\o')
    read = Posting.objects.get(pk=posting.pk)
    expected = [
        [model_to_dict(one) for one in rows] for rows in (read.places.all(), read.hospital.channels.all())
    ]
    with django_assert_num_queries(1):
        page = whole([posting.pk])[posting.pk]
        places, channels = list(page.places.all()), list(page.hospital.channels.all())
    channels.sort(key=lambda one: one.channel.position)
    assert [[model_to_dict(one) for one in rows] for rows in (places, channels)] == expected
    assert [type(one) for one in (*places, *channels)] == [Place] * len(places) + [HospitalChannel] * 2
    assert {one.verified_at for one in channels} == {now, None}


def test_nothing_comes_where_there_is_nothing(
    make_posting: Callable[..., Posting], django_assert_num_queries: Any
) -> None:
    posting = make_posting()
    posting.places.all().delete()
    with django_assert_num_queries(1):
        page = whole([posting.pk])[posting.pk]
        assert not list(page.places.all()) and not list(page.hospital.channels.all())
    assert whole([0]) == {}
