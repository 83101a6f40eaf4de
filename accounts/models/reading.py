from django.conf import settings
from django.db import models
from django.utils import timezone


class CVReading(models.Model):
    """What a CV or a JSON Resume suggests for its owner's profile, until they choose; erased after 7 days.

    One for each person: the next file takes its place. `found` is a list of suggestions as
    accounts/importing/suggestion.py writes them. The file itself is not kept here.
    """

    owner = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="cv_reading")
    source = models.CharField(max_length=120, help_text="the name of the file")
    found = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return self.source
