from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from hospitals.models import Hospital


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def shown_to(self, user: User, hospital: Hospital) -> "SavedViewQuerySet":
        """One's own, and what colleagues who are still in the team share."""
        colleagues = Q(shared=True, owner__seats__hospital=hospital, owner__seats__left_at=None)
        mine_or_shared = self.filter(Q(owner=user) | colleagues, hospital=hospital)
        return mine_or_shared.distinct().order_by("name", "id")

    def of(self, user: User, hospital: Hospital) -> "SavedViewQuerySet":
        return self.filter(owner=user, hospital=hospital)


class SavedView(models.Model):
    """A way to look at the applications of a hospital: a name for a query string."""

    hospital = models.ForeignKey(Hospital, models.CASCADE, related_name="saved_views")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1000, blank=True, help_text="the canonical query string of the list")
    shared = models.BooleanField(_("the team sees it too"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("hospital", "owner", Lower("name"), name="one_saved_view_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name
