"""People, as administrators see them. Passwords and CVs are not shown; erasing a person is a verb of its own."""

from django.contrib import admin

from accounts.models import Document, Profile, User
from core.adminpages import NeverDeleted, ReadOnly


@admin.register(User)
class UserAdmin(NeverDeleted):
    unsaid = ("name", "email")
    list_display = ["email", "name", "language", "is_active", "is_staff", "date_joined"]
    list_filter = ["is_active", "is_staff", "groups", "language", "looks_for_work", "hires"]
    search_fields = ["email", "name"]
    ordering = ["-id"]
    fields = [
        "email",
        "name",
        "language",
        "is_active",
        "is_staff",
        "is_superuser",
        "groups",
        "date_joined",
        "last_login",
    ]
    readonly_fields = ["email", "date_joined", "last_login"]
    filter_horizontal = ["groups"]

    def has_add_permission(self, request: object) -> bool:
        return False


@admin.register(Profile)
class ProfileAdmin(ReadOnly):
    list_display = ["user", "city", "region", "country", "updated_at"]
    fields = ["user", "headline", "city", "region", "country", "updated_at"]
    search_fields = ["=user__email"]


@admin.register(Document)
class DocumentAdmin(ReadOnly):
    """That a file is there, never the file: reading a CV is for its owner and for the hospitals it was sent to."""

    list_display = ["owner", "kind", "size", "pages", "uploaded_at", "removed_at"]
    list_filter = ["kind"]
    fields = ["owner", "kind", "size", "pages", "sha256", "uploaded_at", "removed_at"]
    search_fields = ["=owner__email"]
