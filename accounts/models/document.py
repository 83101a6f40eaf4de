import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


def _private_path(document: "Document", _name: str) -> str:
    """A random name; the name that the person gave is data, never a path."""
    token = uuid.uuid4().hex
    return f"documents/{token[:2]}/{token}"


class DocumentQuerySet(models.QuerySet["Document"]):
    def kept(self) -> "DocumentQuerySet":
        return self.filter(removed_at=None)


class Document(models.Model):
    """A CV. It never changes: a new version is a new row, so that what was sent stays what was sent."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "DOCX"
        ODT = "odt", "ODT"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="documents")
    file = models.FileField(upload_to=_private_path, max_length=120)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=4, choices=Kind.choices)
    size = models.PositiveIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField(null=True, blank=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(
        null=True, blank=True, help_text="gone from the profile; kept while an application shows it"
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="document_kind_known", condition=Q(kind__in=["pdf", "docx", "odt"]))
        ]
        indexes = [models.Index(fields=["owner", "-uploaded_at"], name="document_owner")]

    def __str__(self) -> str:
        return self.name
