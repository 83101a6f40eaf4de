"""A CV as pictures: what the worker drew of its pages, so that nothing of the file itself runs in a reader's browser."""

import uuid

from django.db import models
from django.utils import timezone

from accounts.models import Document


class CVDrawing(models.Model):
    """How far the drawing of one CV is. Without a row nobody has tried yet."""

    document = models.OneToOneField(Document, models.CASCADE, primary_key=True, related_name="drawing")
    tries = models.PositiveSmallIntegerField(default=0)
    drawn_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(
        null=True, blank=True, help_text="nobody could draw it: it can be downloaded"
    )
    pages = models.PositiveSmallIntegerField(
        default=0, help_text="of the CV; more than pictures when it is long"
    )
    started_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"drawing of {self.document_id}"


def _private_path(picture: "CVPicture", _name: str) -> str:
    token = uuid.uuid4().hex
    return f"cv-pictures/{token[:2]}/{token}"


class CVPicture(models.Model):
    """One page as a PNG."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="pictures")
    number = models.PositiveSmallIntegerField(help_text="of the page, from 1")
    file = models.FileField(upload_to=_private_path, max_length=120)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="one_picture_a_page"),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"page {self.number} of {self.document_id}"
