from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hospitals", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="hospital",
            name="responsive",
            field=models.BooleanField(
                default=False,
                editable=False,
                help_text="answers applications in time: see applications/record.py",
            ),
        ),
    ]
