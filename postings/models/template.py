from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from hospitals.models import Hospital


class Template(models.Model):
    """An opening kept by its hospital to begin others from: its content, never its life."""

    hospital = models.ForeignKey(Hospital, models.CASCADE, related_name="posting_templates")
    name = models.CharField(_("name"), max_length=80)
    content: Any = models.JSONField(help_text="column → value, as postings.writing.content_of() writes it")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = [Lower("name"), "id"]
        constraints = [
            models.UniqueConstraint("hospital", Lower("name"), name="template_name_once"),
            models.CheckConstraint(name="template_has_name", condition=~models.Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name
