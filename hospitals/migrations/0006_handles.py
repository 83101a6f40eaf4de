import re
from typing import Any

from django.db import migrations

# The address of a channel was typed whole; its last part is the name by which the channel is known there.
_TAIL = re.compile(r"^https://[^/]+/(?:company/|school/|showcase/|profile/|add/|channel/|user/|c/|r/)?@?(?P<handle>[^/?#]+)/?(?:[?#].*)?$")


def handles(apps: Any, schema_editor: Any) -> None:
    for row in apps.get_model("hospitals", "HospitalChannel").objects.filter(handle="").iterator():
        found = _TAIL.match(row.url)
        row.handle = (found["handle"] if found else row.url)[:150]
        row.save(update_fields=["handle"])


class Migration(migrations.Migration):
    dependencies = [("hospitals", "0005_profile")]

    operations = [migrations.RunPython(handles, migrations.RunPython.noop)]
