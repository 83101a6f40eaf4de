"""What moderators keep about hospitals beside the hospitals themselves."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from hospitals.models.hospital import Hospital


class BannedDomainQuerySet(models.QuerySet["BannedDomain"]):
    def standing(self) -> "BannedDomainQuerySet":
        return self.filter(lifted_at=None)


class BannedDomain(models.Model):
    """A web domain that may not speak for a hospital, and everything below it. Rules: hospitals/banning.py."""

    domain = models.CharField(max_length=100, help_text="lower case, in ASCII (xn--…), without www")
    reason = models.TextField(max_length=1000, help_text="for moderators; nobody else reads it")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = BannedDomainQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["domain"], condition=Q(lifted_at=None), name="a_domain_banned_once"
            ),
            models.CheckConstraint(name="banned_domain_says_why", condition=~Q(domain="") & ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return self.domain


class FormerHospital(models.Model):
    """A hospital that was merged into another: its address leads there, its number still reads in the trail."""

    number = models.BigIntegerField(primary_key=True, help_text="the number it had")
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    hospital = models.ForeignKey(Hospital, models.CASCADE, related_name="former")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.name
