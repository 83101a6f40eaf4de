from django.db import migrations

TABLES = ["postings_postinghistory"]


class Migration(migrations.Migration):
    """What the triggers note of each change is only ever added to, like the trail."""

    dependencies = [("postings", "0011_leads_people_and_pay_scale"), ("core", "0009_only_ever_added_to")]

    operations = [
        migrations.RunSQL(
            f"SELECT corridor_append_only('{table}')",
            f"DROP TRIGGER append_only ON {table}; DROP TRIGGER append_only_whole ON {table}",
        )
        for table in TABLES
    ]
