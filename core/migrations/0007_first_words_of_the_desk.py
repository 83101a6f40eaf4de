"""The first reasons, ready texts and names of duties (core/data/vocabulary.json). The slugs of the reasons are those that
rows and the trail have kept so far. Idempotent by slug; never overwrites what a moderator has changed."""

import json
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).resolve().parent.parent / "data" / "vocabulary.json"
MODELS = {"reasons": "Reason", "canned_texts": "CannedText", "duties": "DutyWord"}


def load(apps, schema_editor):
    words = json.loads(DATA.read_text(encoding="utf-8"))
    for key, model in MODELS.items():
        for position, row in enumerate(words[key]):
            slug = row.pop("slug")
            apps.get_model("core", model).objects.get_or_create(
                slug=slug, defaults={**row, "position": position}
            )


class Migration(migrations.Migration):
    dependencies = [("core", "0006_words_of_the_desk")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
