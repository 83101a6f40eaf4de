from django.db import models
from django.db.models import F, Q

from pay.wages import COLUMNS, Wage


def _money() -> models.DecimalField:
    return models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)


class Release(models.Model):
    """One release of a statistical office that was imported. It stays when a newer one comes."""

    source = models.CharField(max_length=8, choices=[("oews", "BLS OEWS"), ("cbs", "CBS")])
    period = models.CharField(max_length=7, help_text="2025-05 or 2022")
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "period"], name="wage_release_once"),
            models.CheckConstraint(name="wage_source_known", condition=Q(source__in=["oews", "cbs"])),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.period}"


class Row(models.Model):
    """One line of a release, as pay/wages.py reads it."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="rows")
    occupation = models.CharField(max_length=12)
    level = models.CharField(max_length=20)
    area = models.CharField(max_length=8, blank=True)
    area_name = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=2, blank=True)
    industry = models.CharField(max_length=8, blank=True)
    n = models.PositiveIntegerField(null=True, blank=True)
    rse = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    p10, p25, p50, p75, p90 = _money(), _money(), _money(), _money(), _money()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "occupation", "level", "area", "industry"], name="wage_row_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.occupation} {self.area_name}"

    def wage(self) -> Wage:
        given = {name: getattr(self, name) for name in COLUMNS if name not in ("source", "period")}
        return Wage(source=self.release.source, period=self.release.period, **given)


class BoardCell(models.Model):
    """What this board's own openings pay, for one fixed group of them. Only groups that may be shown have a row
    (postings/pay_cells.py)."""

    class Split(models.TextChoices):
        ALL = "all", "all"
        REGION = "region", "region"
        EXPERIENCE = "experience", "experience"
        EDUCATION = "education", "education"

    occupation = models.CharField(max_length=12, help_text="the comparator of these openings")
    country = models.CharField(max_length=2)
    split = models.CharField(max_length=10, choices=Split.choices)
    value = models.CharField(max_length=40, blank=True, help_text="WA, mid, bachelor; empty of all")
    currency = models.CharField(max_length=3)
    n = models.PositiveIntegerField(help_text="openings")
    hospitals = models.PositiveIntegerField(help_text="health systems count once")
    p25, p50, p75 = _money(), _money(), _money()
    since = models.DateField()
    until = models.DateField()
    largest_share = models.FloatField(help_text="of one hospital's weight in all")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["occupation", "country", "split", "value"], name="board_cell_once"
            ),
            models.CheckConstraint(
                name="board_cell_may_be_shown", condition=Q(hospitals__gte=5, largest_share__lte=0.25)
            ),
            models.CheckConstraint(
                name="board_cell_quartiles_from_ten",
                condition=Q(n__gte=10) | Q(p25__isnull=True, p75__isnull=True),
            ),
            models.CheckConstraint(name="board_cell_of_systems", condition=Q(n__gte=F("hospitals"))),
        ]

    def __str__(self) -> str:
        return f"{self.occupation} {self.country} {self.split} {self.value}"
