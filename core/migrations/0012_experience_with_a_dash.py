"""“6–9 years”, with the dash of a range. Never overwrites what a moderator has changed."""

from django.db import migrations

NAMES = [
    ("entry", "Entry level (0–1 year)", "Starter (0–1 jaar)"),
    ("junior", "1–2 years", "1–2 jaar"),
    ("mid", "3–5 years", "3–5 jaar"),
    ("senior", "6–9 years", "6–9 jaar"),
]


def with_a_dash(apps, schema_editor):
    rows = apps.get_model("core", "Experience").objects
    for slug, english, dutch in NAMES:
        for column, name in (("name_en", english), ("name_nl", dutch)):
            rows.filter(slug=slug, **{column: name.replace("–", "-")}).update(**{column: name})


class Migration(migrations.Migration):
    dependencies = [("core", "0011_letters_to_many")]

    operations = [migrations.RunPython(with_a_dash, migrations.RunPython.noop)]
