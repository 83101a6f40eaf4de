import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def waiting(self) -> "OutgoingMailQuerySet":
        return self.filter(sent_at=None, given_up_at=None, cancelled_at=None)

    def due(self) -> "OutgoingMailQuerySet":
        """By the database's clock: web and worker may sit on two machines."""
        return self.waiting().filter(next_try_at__lte=Now()).order_by("next_try_at", "id")


class OutgoingMail(models.Model):
    """A letter, written in the transaction of its cause and sent by the worker."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, help_text="makes the Message-ID")
    kind = models.CharField(max_length=60)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    to = models.EmailField()
    language = models.CharField(max_length=5)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField()
    about = models.CharField(max_length=80, blank=True, help_text="what it speaks of, to cancel it by")
    unsubscribe = models.CharField(
        max_length=400,
        blank=True,
        default="",
        db_default="",
        help_text="address that ends such mails (RFC 8058)",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    next_try_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try_at", "id"],
                name="mail_due",
                condition=Q(sent_at=None, given_up_at=None, cancelled_at=None),
            ),
            models.Index(F("about"), name="mail_about", condition=~Q(about="")),
        ]
        constraints = [
            models.CheckConstraint(
                name="mail_has_one_end",
                condition=Q(sent_at=None, given_up_at=None)
                | Q(sent_at=None, cancelled_at=None)
                | Q(given_up_at=None, cancelled_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class MailAttachment(models.Model):
    """A file that goes along with a letter, kept with it so that every try sends the same bytes."""

    mail = models.ForeignKey(OutgoingMail, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=100)
    content_type = models.CharField(max_length=80)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name
