from django.db import migrations

TABLES = ["hospitals_hospitalhistory", "hospitals_seathistory"]


class Migration(migrations.Migration):
    """What the triggers note of each change is only ever added to, like the trail."""

    dependencies = [("hospitals", "0006_handles"), ("core", "0009_only_ever_added_to")]

    operations = [
        migrations.RunSQL(
            f"SELECT corridor_append_only('{table}')",
            f"DROP TRIGGER append_only ON {table}; DROP TRIGGER append_only_whole ON {table}",
        )
        for table in TABLES
    ]
