"""A hospital gives times for talks, or one of its team becomes a mentor: those who follow it hear so, once a week at most,
and stop it as they stop all else."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from alerts import mails
from alerts.following import query_of
from alerts.models import Alert
from alerts.models.alert import AlertQuerySet
from core.models import OutgoingMail
from hospitals.models import Hospital

REST = timedelta(days=7)
AT_ONCE = 200  # alerts in a transaction
Written = Callable[[Alert, Hospital], OutgoingMail]


def given(hospital: Hospital, at: datetime) -> None:
    """Runs in the transaction of the host: the letters are written by the worker."""
    from alerts.tasks import tell_of_talks

    tell_of_talks.enqueue(hospital.pk)


def mentor_joins(hospital: Hospital, at: datetime) -> None:
    """Runs in the transaction of the mentor."""
    from alerts.tasks import tell_of_mentor

    tell_of_mentor.enqueue(hospital.pk)


def tell(hospital_id: int, at: datetime, letter: Written = mails.talks_given) -> int:
    """Returns how many letters were written; a second run writes none."""
    hospital = Hospital.objects.trustworthy().filter(pk=hospital_id).first()
    if hospital is None:
        return 0
    due = Alert.objects.filter(status=Alert.Status.ACTIVE, query=query_of(hospital))
    due = due.filter(Q(talks_told_at=None) | Q(talks_told_at__lte=at - REST))
    told = 0
    while written := _some(due, hospital, at, letter):
        told += written
    return told


def _some(due: AlertQuerySet, hospital: Hospital, at: datetime, letter: Written) -> int:
    with transaction.atomic():
        rows = due.select_related("user").select_for_update(of=("self",), skip_locked=True)
        alerts = list(rows.order_by("pk")[:AT_ONCE])
        Alert.objects.filter(pk__in=[one.pk for one in alerts]).update(talks_told_at=at)
        OutgoingMail.objects.bulk_create(letter(one, hospital) for one in alerts)
    return len(alerts)
