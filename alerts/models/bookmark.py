from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from postings.models import Posting


class Bookmark(models.Model):
    """An opening that somebody saved to come back to. Nobody else ever sees it, nor that there is one."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bookmarks")
    posting = models.ForeignKey(Posting, models.CASCADE, related_name="bookmarks")
    note = models.CharField(_("note to yourself"), max_length=500, blank=True)
    saved_at = models.DateTimeField(auto_now_add=True)
    reminded_at = models.DateTimeField(
        null=True, blank=True, help_text="when they were told that it closes soon"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "posting"], name="saved_once_per_person")]
        indexes = [models.Index(fields=["user", "-saved_at", "-id"], name="bookmark_of_person")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.posting_id}"
