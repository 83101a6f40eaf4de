from django.db import models


class KnownPlace(models.Model):
    """A name that a city, a state, a province or a postcode goes by. A place with three names has three rows.

    Constant facts from core/data (core/placefile.py loads them, core/gazetteer.py asks). The table belongs to a
    migration, not to Django (`managed`): so `flush` leaves it alone, as it does with the tables' shapes.
    """

    key = models.CharField(max_length=80, help_text="the name as core.placenames.key() writes it")
    is_main = models.BooleanField(
        help_text="the name that is shown; false for another name of the same place"
    )
    kind = models.CharField(max_length=8)
    name = models.CharField(max_length=80)
    city = models.CharField(max_length=80, help_text="of a postcode: the town it belongs to")
    region = models.CharField(max_length=40)
    country = models.CharField(max_length=2)
    lat = models.FloatField()
    lon = models.FloatField()
    population = models.IntegerField()

    class Meta:
        managed = False
        db_table = "core_knownplace"

    def __str__(self) -> str:
        return f"{self.name}, {self.region}"
