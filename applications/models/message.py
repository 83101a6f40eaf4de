"""What a hospital and a candidate write to each other about one application. Written by applications/messages.py."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from applications.models.application import Application


class MessageQuerySet(models.QuerySet["Message"]):
    def unread_by_hospital(self) -> "MessageQuerySet":
        return self.filter(by_hospital=False, read_at=None)

    def unread_by_candidate(self) -> "MessageQuerySet":
        return self.filter(by_hospital=True, read_at=None)

    def in_order(self) -> "MessageQuerySet":
        return self.order_by("at", "id")


class Message(models.Model):
    """One letter of one side to the other. Its words never change; `read_at` is the other side's, and shown to nobody."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="messages")
    by_hospital = models.BooleanField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    words = models.TextField(max_length=4000)
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(
        null=True, blank=True, help_text="a moderator or reports took it out of sight"
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="message_says_something", condition=~Q(words=""))]
        indexes = [
            models.Index(fields=["application", "at", "id"], name="message_order"),
            models.Index(
                fields=["application", "by_hospital"], name="message_unread", condition=Q(read_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.pk} about {self.application_id}"


def _private_path(attachment: "Attachment", _name: str) -> str:
    token = uuid.uuid4().hex
    return f"attachments/{token[:2]}/{token}"


class Attachment(models.Model):
    """A file that goes along with a message, checked like a CV."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    file = models.FileField(upload_to=_private_path, max_length=120)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=4)
    size = models.PositiveIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(name="attachment_kind_known", condition=Q(kind__in=["pdf", "docx", "odt"]))
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
