"""Cities, states, provinces and postcodes of the United States and the Netherlands (core/data, see the README there).

The table is this migration's, not Django's (`managed`): it holds constant facts, and `flush` leaves it alone.
"""

from django.db import migrations, models

from core import placefile

TABLE = """
CREATE TABLE core_knownplace (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key varchar(80) NOT NULL,
    is_main boolean NOT NULL,
    kind varchar(8) NOT NULL CHECK (kind IN ('city', 'region', 'postcode')),
    name varchar(80) NOT NULL,
    city varchar(80) NOT NULL,
    region varchar(40) NOT NULL,
    country varchar(2) NOT NULL,
    lat double precision NOT NULL CHECK (lat BETWEEN -90 AND 90),
    lon double precision NOT NULL CHECK (lon BETWEEN -180 AND 180),
    population integer NOT NULL
)
"""
INDEXES = [
    "CREATE UNIQUE INDEX known_place_key ON core_knownplace (key, country, region, kind, name)",
    "CREATE INDEX known_place_alike ON core_knownplace USING gin (key gin_trgm_ops) WHERE kind <> 'postcode'",
]


def load(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        placefile.load(cursor)


class Migration(migrations.Migration):
    dependencies = [("core", "0002_vocabulary_and_cache")]

    operations = [
        migrations.CreateModel(
            name="KnownPlace",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=80)),
                ("is_main", models.BooleanField()),
                ("kind", models.CharField(max_length=8)),
                ("name", models.CharField(max_length=80)),
                ("city", models.CharField(max_length=80)),
                ("region", models.CharField(max_length=40)),
                ("country", models.CharField(max_length=2)),
                ("lat", models.FloatField()),
                ("lon", models.FloatField()),
                ("population", models.IntegerField()),
            ],
            options={"managed": False, "db_table": "core_knownplace"},
        ),
        migrations.RunSQL(TABLE, "DROP TABLE core_knownplace"),
        migrations.RunPython(load, migrations.RunPython.noop),
        migrations.RunSQL(INDEXES, migrations.RunSQL.noop),
    ]
