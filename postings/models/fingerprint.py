from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from postings.models.posting import Posting


class Fingerprint(models.Model):
    """What a text is recognised by, however it is changed a little: see postings/fingerprints.py."""

    posting = models.OneToOneField(Posting, models.CASCADE, primary_key=True, related_name="fingerprint")
    marks: ArrayField[list[int], list[int]] = ArrayField(
        models.IntegerField(), help_text="the smallest hash of each of 64 heaps of its word groups"
    )
    bands: ArrayField[list[int], list[int]] = ArrayField(
        models.IntegerField(), help_text="four marks each, hashed: two texts that share one may be alike"
    )

    class Meta:
        indexes = [GinIndex(fields=["bands"], name="fingerprint_bands")]

    def __str__(self) -> str:
        return f"{self.posting_id}"
