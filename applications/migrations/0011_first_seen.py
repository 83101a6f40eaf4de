from django.db import migrations, models

# What somebody opened before this was kept was seen then.
_OPENED = """
    UPDATE applications_application a SET seen_at = e.at
    FROM (SELECT subject_id, min(at) AS at FROM core_event
          WHERE subject_type = 'applications.application' AND verb IN ('cv_opened', 'exported', 'file_opened')
          GROUP BY subject_id) e
    WHERE e.subject_id = a.id AND a.status <> 'draft'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0010_found_and_invited"),
        ("core", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="seen_at",
            field=models.DateTimeField(
                blank=True,
                help_text="when somebody of the hospital first opened it: until then the candidate may change it",
                null=True,
            ),
        ),
        migrations.RunSQL(_OPENED, migrations.RunSQL.noop),
    ]
