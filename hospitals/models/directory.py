from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F

from hospitals.models.kind import Country, DomainKey, Kind, NameKey


class DirectoryEntry(models.Model):
    """A hospital as an official directory lists it (United States: CMS; `code` is the CMS Certification Number)."""

    country = models.CharField(max_length=2, choices=Country.choices, default=Country.US)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=80)
    region = models.CharField(max_length=40)
    postcode = models.CharField(max_length=12, blank=True)
    county = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    ownership = models.CharField(max_length=40, blank=True)
    beds = models.PositiveIntegerField(null=True, blank=True)
    website = models.CharField(
        max_length=200, blank=True, help_text="old and unchecked: a hint, never published"
    )
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    words = models.TextField(
        help_text="name, city, postcode and code, lower case without accents: what people type"
    )
    imported_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True, help_text="no longer in the newest file")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["country", "code"], name="directory_code_once")]
        indexes = [
            GinIndex(OpClass(F("words"), name="gin_trgm_ops"), name="directory_words"),
            GinIndex(OpClass(NameKey("name"), name="gin_trgm_ops"), name="directory_name_key"),
            GinIndex(OpClass(DomainKey("website"), name="gin_trgm_ops"), name="directory_domain_key"),
        ]
        verbose_name_plural = "directory entries"

    def __str__(self) -> str:
        return f"{self.name}, {self.city}"
