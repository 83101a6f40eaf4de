"""Openings, to look at. They are written in the workspace and decided on at the moderators' desk."""

from django.contrib import admin

from core.adminpages import ReadOnly
from postings.models import Place, Posting


class PlaceInline(admin.TabularInline[Place, Posting]):
    model = Place
    extra = 0


@admin.register(Posting)
class PostingAdmin(ReadOnly):
    list_display = ["title", "hospital", "status", "engagement", "language", "publish_at", "closes_at"]
    list_filter = ["status", "engagement", "mode", "language", "unpaid"]
    search_fields = ["title", "hospital__name"]
    ordering = ["-id"]
    exclude = ["description_html"]
    inlines = [PlaceInline]
