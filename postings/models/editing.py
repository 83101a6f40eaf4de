"""What the editor remembers beside the opening itself: who changed which field last, and what could not be stored yet."""

from typing import Any

from django.conf import settings
from django.db import models

from postings.models.posting import Posting


class Edits(models.Model):
    """Who changed each field of an opening last. Written in the transaction of the change, under the opening's lock."""

    posting = models.OneToOneField(Posting, models.CASCADE, primary_key=True, related_name="edits")
    fields: Any = models.JSONField(default=dict, help_text="form field → [user id, ISO time]")


class Unsaved(models.Model):
    """What a person typed that is not stored: a wrong value, or one that crossed a colleague's. Theirs alone.

    Gone as soon as the fields are right, or the person lets go of them.
    """

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="unsaved")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    bases: Any = models.JSONField(help_text="form field → mark of the value it was changed from")
    typed: Any = models.JSONField(help_text="name in the form → list of what was sent")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["posting", "user"], name="unsaved_once")]


class Started(models.Model):
    """The draft that a blank form became: the same form sent again, after a broken line, finds it."""

    key = models.UUIDField(primary_key=True)
    posting = models.OneToOneField(Posting, models.CASCADE, related_name="+")
