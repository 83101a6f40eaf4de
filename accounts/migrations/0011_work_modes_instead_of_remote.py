from django.db import migrations


class Migration(migrations.Migration):
    """Who could work remotely could work in every way; who did not say so has not said where they work."""

    dependencies = [("accounts", "0010_what_a_candidate_is_told")]
    operations = [
        migrations.RunSQL(
            "UPDATE accounts_profile SET modes = '{on_site,hybrid,remote}' WHERE remote_ok AND modes = '{}'",
            migrations.RunSQL.noop,
        ),
        migrations.RemoveField(model_name="profile", name="remote_ok"),
    ]
