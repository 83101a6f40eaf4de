from django.conf import settings
from django.db import models

from hospitals.models.hospital import Hospital


class MailboxCode(models.Model):
    """A six-digit code sent to a mailbox on the hospital's own domain. Only its hash is kept."""

    hospital = models.ForeignKey(Hospital, models.CASCADE, related_name="codes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    email = models.EmailField()
    code_hash = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.hospital_id}"
