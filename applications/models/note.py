"""What a hospital's team writes down about an application, for itself. Never shown to the candidate by the board."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from applications.models.application import Application
from core.models import Skill

MENDABLE = timedelta(minutes=15)


class NoteQuerySet(models.QuerySet["Note"]):
    def mendable_by(self, user: User) -> "NoteQuerySet":
        """One's own, as long as it is young: later it stands, because others have read it."""
        return self.filter(author=user, at__gt=timezone.now() - MENDABLE)


class Note(models.Model):
    application = models.ForeignKey(Application, models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    mentioned = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    words = models.TextField(max_length=2000)
    at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="note_says_something", condition=~Q(words=""))]
        indexes = [models.Index(fields=["application", "at", "id"], name="note_order")]

    def __str__(self) -> str:
        return f"note {self.pk} about {self.application_id}"


class Rating(models.Model):
    """What one reader found of one skill in one application: about the skill, never a score of the person."""

    class Score(models.IntegerChoices):
        NOT_SEEN = 1, "not seen"
        SOME = 2, "some"
        CLEAR = 3, "clear"
        STRONG = 4, "strong"

    application = models.ForeignKey(Application, models.CASCADE, related_name="ratings")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="1 to 4; empty: the reader cannot tell from what was sent"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "reader", "skill"], name="one_rating_a_reader_and_skill"
            ),
            models.CheckConstraint(
                name="rating_from_one_to_four", condition=Q(score=None) | Q(score__gte=1, score__lte=4)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.skill_id}: {self.score}"
