from django.db import migrations, models

from core.zones import NAMES, zone_of


def fill(apps, schema_editor):
    """Every hospital gets the clock of its place, once; later its own page says otherwise."""
    hospitals = apps.get_model("hospitals", "Hospital").objects
    for row in hospitals.filter(time_zone="").only("country", "region", "lat", "lon").iterator():
        zone = zone_of(row.country, row.region, row.lat, row.lon)
        hospitals.filter(pk=row.pk).update(time_zone=zone)


class Migration(migrations.Migration):
    # Filled row by row outside one transaction: nobody waits for the last hospital.
    atomic = False
    dependencies = [("hospitals", "0002_responsive")]

    operations = [
        migrations.AddField(
            model_name="hospital",
            name="time_zone",
            field=models.CharField(
                blank=True,
                choices=list(NAMES.items()),
                db_default="",
                default="",
                max_length=40,
                verbose_name="time zone",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
