"""Indexes for every filter of the trail, made while the site goes on writing to it."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("core", "0007_first_words_of_the_desk")]

    operations = [
        AddIndexConcurrently("event", models.Index(fields=["verb", "-at", "-id"], name="event_verb")),
        AddIndexConcurrently("event", models.Index(fields=["subject_type", "-at", "-id"], name="event_kind")),
        AddIndexConcurrently("event", models.Index(fields=["subject_id", "-at", "-id"], name="event_number")),
        AddIndexConcurrently(
            "event", django.contrib.postgres.indexes.GinIndex(fields=["reasons"], name="event_reasons")
        ),
    ]
