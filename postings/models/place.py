from django.db import models
from django.utils.translation import gettext_lazy as _

from hospitals.models.kind import Country


class Place(models.Model):
    """Where the work is done. The first place is the one a card shows."""

    posting = models.ForeignKey("postings.Posting", models.CASCADE, related_name="places")
    country = models.CharField(_("country"), max_length=2, choices=Country.choices)
    region = models.CharField(_("state or province"), max_length=40)
    city = models.CharField(_("city"), max_length=80)
    postcode = models.CharField(_("ZIP or postcode"), max_length=12, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    words = models.CharField(
        max_length=220, help_text="city, region (short and long) and postcode, lower case without accents"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["lat", "lon"], name="place_point")]

    def __str__(self) -> str:
        return f"{self.city}, {self.region}"
