"""Hospitals, their teams and the directory. What has a life moves at the moderators' desk."""

from django.contrib import admin

from core.adminpages import NeverDeleted, ReadOnly
from hospitals.models import DirectoryEntry, Hospital, Invitation, Seat


@admin.register(Hospital)
class HospitalAdmin(NeverDeleted):
    list_display = ["name", "city", "region", "country", "status", "trusted", "frozen_at"]
    list_filter = ["status", "country", "trusted", "kind", ("frozen_at", admin.EmptyFieldListFilter)]
    search_fields = ["name", "city", "=web_domain"]
    raw_id_fields = ["entry"]
    readonly_fields = [
        "status",
        "asked_at",
        "verified_at",
        "verified_how",
        "refused_at",
        "frozen_at",
        "created_at",
        "claim_note",
    ]

    def has_add_permission(self, request: object) -> bool:
        return False


@admin.register(DirectoryEntry)
class DirectoryEntryAdmin(ReadOnly):
    list_display = ["name", "city", "region", "country", "code", "kind", "gone_at"]
    list_filter = ["country", "kind", ("gone_at", admin.EmptyFieldListFilter)]
    search_fields = ["=code", "name"]


@admin.register(Seat)
class SeatAdmin(ReadOnly):
    list_display = ["user", "hospital", "role", "joined_at", "left_at"]
    list_filter = ["role", ("left_at", admin.EmptyFieldListFilter)]
    search_fields = ["=user__email", "hospital__name"]


@admin.register(Invitation)
class InvitationAdmin(ReadOnly):
    list_display = ["email", "hospital", "role", "created_at", "expires_at", "accepted_at", "withdrawn_at"]
    exclude = ["token_hash"]
