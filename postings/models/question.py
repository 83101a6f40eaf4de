from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hospitals.models import Hospital


class QuestionKind(models.TextChoices):
    YES_NO = "yes_no", _("Yes or no")
    CHOICE = "choice", _("A choice")
    SHORT = "short", _("A short answer")
    LONG = "long", _("A long answer")


class SavedQuestion(models.Model):
    """A question in a hospital's own library. An opening gets a copy: see postings/questions.py."""

    hospital = models.ForeignKey(Hospital, models.CASCADE, related_name="saved_questions")
    kind = models.CharField(max_length=10, choices=QuestionKind.choices)
    text = models.CharField(max_length=300)
    options = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    several = models.BooleanField(default=False)
    required = models.BooleanField(default=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="saved_question_kind_known", condition=Q(kind__in=[k.value for k in QuestionKind])
            ),
            models.UniqueConstraint(
                fields=["hospital", "text"],
                condition=Q(retired_at=None),
                name="a_question_once_in_the_library",
            ),
        ]

    def __str__(self) -> str:
        return self.text
