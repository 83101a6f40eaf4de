import uuid

from django.db import models
from django.db.models import Q

from accounts.models import Document
from postings.models import Posting, Source


class Arrival(models.Model):
    """What somebody without a sign-in sent from the page of an application, until a mailed code shows who they are.

    It belongs to one browser (its session names the row) and goes after a day, with everything in it: see
    applications/arrivals.py. The CV lies in the row, so that no file can outlive it. The code is kept as a keyed hash.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    posting = models.ForeignKey(Posting, models.CASCADE, related_name="+")
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5)
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.DIRECT)
    typed = models.JSONField(default=dict, help_text="the form as it was sent: {field: [values]}")
    goes_on = models.BooleanField(default=False, help_text="wants to send it now, not only keep it")
    cv = models.BinaryField(null=True)
    cv_name = models.CharField(max_length=120, blank=True)
    cv_kind = models.CharField(max_length=4, blank=True)
    cv_sha256 = models.CharField(max_length=64, blank=True)
    cv_pages = models.PositiveSmallIntegerField(null=True)
    code_hash = models.CharField(max_length=64, blank=True)
    code_at = models.DateTimeField(null=True, help_text="when the last code was mailed")
    codes = models.PositiveSmallIntegerField(default=0, help_text="how many were mailed")
    tries = models.PositiveSmallIntegerField(default=0, help_text="wrong codes typed since the last mail")
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="arrival_code_has_date",
                condition=Q(code_hash="") | Q(code_at__isnull=False),
            ),
            models.CheckConstraint(
                name="arrival_cv_is_described",
                condition=Q(cv=None) | Q(cv_kind__in=Document.Kind.values) & ~Q(cv_sha256=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
