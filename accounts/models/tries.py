from django.contrib.postgres.fields import ArrayField
from django.db import models


class Tries(models.Model):
    """When somebody last tried to sign in under one key. Written by accounts/throttle.py alone, in one statement."""

    key = models.CharField(
        max_length=64, primary_key=True, help_text="a keyed hash: no address can be read from it"
    )
    at = ArrayField(models.DateTimeField(), default=list)
    last_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name_plural = "tries"

    def __str__(self) -> str:
        return self.key[:8]
