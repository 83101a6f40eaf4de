from django.db import migrations

TABLES = ["applications_applicationhistory"]


class Migration(migrations.Migration):
    """What the triggers note of each change is only ever added to, like the trail."""

    dependencies = [("applications", "0012_consents_and_arrivals"), ("core", "0009_only_ever_added_to")]

    operations = [
        migrations.RunSQL(
            f"SELECT corridor_append_only('{table}')",
            f"DROP TRIGGER append_only ON {table}; DROP TRIGGER append_only_whole ON {table}",
        )
        for table in TABLES
    ]
