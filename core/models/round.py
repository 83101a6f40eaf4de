from django.db import models


class Round(models.Model):
    """Letters to many that the worker still writes, and how far they are: core/rounds.py. Gone when all are written."""

    kind = models.CharField(max_length=40, help_text="what they are told, as registered")
    subject = models.BigIntegerField(help_text="number of what it is about")
    begun_at = models.DateTimeField()
    after = models.BigIntegerField(help_text="number of the last row that was dealt with")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject"], name="one_round_at_a_time")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
