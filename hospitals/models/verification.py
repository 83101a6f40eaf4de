from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

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


class DomainProof(models.Model):
    """What a hospital puts on its web domain to show that it is its own, and what the last look found.

    The token is no secret: it stands in public where the hospital put it, and proves who may write there.
    """

    class Result(models.TextChoices):
        NEVER = "", _("Not looked yet")
        FOUND = "found", _("Found")
        MISSING = "missing", _("Not found yet")
        WRONG = "wrong", _("There is another code than yours")
        FAILED = "failed", _("We could not look there now")

    hospital = models.OneToOneField(Hospital, models.CASCADE, related_name="domain_proof")
    token = models.CharField(max_length=43, unique=True)
    dns = models.CharField(max_length=8, choices=Result.choices, blank=True, default="")
    file = models.CharField(max_length=8, choices=Result.choices, blank=True, default="")
    asked_at = models.DateTimeField(null=True, blank=True, help_text="somebody waits for a look since then")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    domain = models.CharField(max_length=100, blank=True, help_text="where the last look was")
    next_look_at = models.DateTimeField(
        null=True, blank=True, help_text="when the board looks by itself: only at what it verified by"
    )
    failures = models.PositiveSmallIntegerField(default=0, help_text="looks in a row that did not find it")
    failing_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="proof_results_known",
                condition=models.Q(dns__in=["", "found", "missing", "wrong", "failed"])
                & models.Q(file__in=["", "found", "missing", "wrong", "failed"]),
            ),
            models.CheckConstraint(
                name="proof_failing_has_date",
                condition=models.Q(failures=0, failing_since=None)
                | models.Q(failures__gt=0, failing_since__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_look_at"], name="proof_due", condition=models.Q(next_look_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.hospital_id}"

    @property
    def proven(self) -> bool:
        """Whether the last look found it, by either way, on the domain that the hospital has now."""
        return self.Result.FOUND in {self.dns, self.file} and self.domain == self.hospital.web_domain

    @property
    def results(self) -> list[tuple[Any, str, Any]]:
        """(where, result, in words) of the last look, for the page."""
        words = dict(self.Result.choices)
        return [
            (_("In the DNS"), self.dns, words[self.dns]),
            (_("On the website"), self.file, words[self.file]),
        ]
