import django.contrib.postgres.fields
from django.db import migrations, models

# The page of an opening shows what its hospital says of its own readiness: a change of it stamps the openings, so that
# no reader keeps an old copy (as migration 0003 does for the hospital's channels).
STAMPED = """
CREATE TRIGGER search_changed AFTER INSERT OR UPDATE OR DELETE ON hospitals_readiness
  FOR EACH ROW EXECUTE FUNCTION postings_hospital_channel_changed();
"""
UNSTAMPED = "DROP TRIGGER search_changed ON hospitals_readiness"
WHOM = [
    ("physicians", "Physicians"),
    ("nurses", "Nurses"),
    ("board", "Board members"),
    ("staff", "Staff"),
    ("students", "Students"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("hospitals", "0005_profile"),
        ("postings", "0014_remarks_and_decided_texts"),
    ]

    operations = [
        migrations.AddField(
            model_name="posting",
            name="first_90_days",
            field=models.TextField(
                blank=True, db_default="", default="", max_length=1500, verbose_name="the first 90 days"
            ),
        ),
        migrations.AddField(
            model_name="posting",
            name="training_for",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(choices=WHOM, max_length=12),
                blank=True,
                db_default=[],
                default=list,
                size=None,
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("training_for__contained_by", ["physicians", "nurses", "board", "staff", "students"])
                ),
                name="posting_training_for_known",
            ),
        ),
        migrations.RunSQL(STAMPED, UNSTAMPED),
    ]
