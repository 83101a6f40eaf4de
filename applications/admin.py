"""Applications, without what people wrote: their words are for the hospital they wrote to."""

from django.contrib import admin

from applications.models import Application
from core.adminpages import ReadOnly


@admin.register(Application)
class ApplicationAdmin(ReadOnly):
    list_display = ["id", "posting", "candidate", "status", "submitted_at", "respond_by", "decided_at"]
    list_filter = ["status"]
    search_fields = ["=candidate__email", "posting__title"]
    ordering = ["-id"]
    fields = [
        "posting",
        "candidate",
        "status",
        "started_at",
        "submitted_at",
        "respond_by",
        "first_answer_at",
        "decided_at",
        "rejection_reason",
        "withdrawal_reason",
    ]
