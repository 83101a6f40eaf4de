"""Who is on what. Written by moderation/claims.py."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class ClaimQuerySet(models.QuerySet["Claim"]):
    def held(self) -> "ClaimQuerySet":
        return self.filter(until__gt=timezone.now())


class Claim(models.Model):
    """A moderator is on something that waits, until a moment. `kind` and `key` are those of moderation/kinds.py."""

    kind = models.CharField(max_length=20)
    key = models.BigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_moderator_on_one_thing")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
