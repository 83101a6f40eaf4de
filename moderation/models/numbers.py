from django.db import models


class Numbers(models.Model):
    """The board's figures of one span, as moderation/numbers.py counted them: the last weeks, or one whole month."""

    span = models.CharField(
        max_length=10, unique=True, help_text="'28', '91', '365' days, or a month: '2026-11'"
    )
    as_of = models.DateTimeField()
    data = models.JSONField(default=dict)
    mailed_at = models.DateTimeField(
        null=True, blank=True, help_text="when the moderators got this month by mail"
    )

    class Meta:
        verbose_name_plural = "numbers"

    def __str__(self) -> str:
        return self.span
