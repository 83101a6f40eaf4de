from django.db import models


class Switch(models.Model):
    """A part of the board that can be switched off: see core/switches.py. A part without a row is on."""

    name = models.CharField(max_length=30, unique=True)
    is_on = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
