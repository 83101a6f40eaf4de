"""The first vocabulary (core/data/vocabulary.json, written for this project) and the table of the shared cache.

Loading is idempotent by slug and never overwrites what a moderator has changed.
"""

import json
from pathlib import Path

from django.core.management import call_command
from django.db import migrations

DATA = Path(__file__).resolve().parent.parent / "data" / "vocabulary.json"
MODELS = {
    "groups": "SkillGroup",
    "channels": "Channel",
    "families": "RoleFamily",
    "engagements": "Engagement",
    "educations": "Education",
    "experiences": "Experience",
    "pay_periods": "PayPeriod",
}


def load(apps, schema_editor):
    words = json.loads(DATA.read_text(encoding="utf-8"))
    for key, model in MODELS.items():
        for position, row in enumerate(words[key]):
            slug = row.pop("slug")
            apps.get_model("core", model).objects.get_or_create(slug=slug, defaults={**row, "position": position})
    groups = {g.slug: g for g in apps.get_model("core", "SkillGroup").objects.all()}
    for position, row in enumerate(words["skills"]):
        slug, group = row.pop("slug"), groups[row.pop("group")]
        apps.get_model("core", "Skill").objects.get_or_create(
            slug=slug, defaults={**row, "group": group, "position": position}
        )


def cache_table(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.RunPython(load, migrations.RunPython.noop),
        migrations.RunPython(cache_table, migrations.RunPython.noop),
    ]
