from typing import Any

from django.db import migrations


def make_group(apps: Any, schema_editor: Any) -> None:
    """Moderators are a group and nothing else: no permission of the Django admin hangs on it."""
    apps.get_model("auth", "Group").objects.get_or_create(name="moderators")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_tries")]
    operations = [migrations.RunPython(make_group, migrations.RunPython.noop)]
