"""The words, the trail, the outbox and the schedule, as administrators see them."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest

from core import audit
from core.adminpages import NeverDeleted, ReadOnly, facts_of
from core.models import (
    CannedText,
    Channel,
    DutyWord,
    Education,
    Engagement,
    Event,
    Experience,
    OutgoingMail,
    PayPeriod,
    Reason,
    RoleFamily,
    Schedule,
    Skill,
    SkillGroup,
)
from core.vocabulary import forget


class WordAdmin(NeverDeleted):
    """A word can be changed and retired; the database refuses to delete one."""

    list_display = ["name_en", "name_nl", "slug", "position", "retired_at"]
    list_filter = [("retired_at", admin.EmptyFieldListFilter)]
    search_fields = ["name_en", "name_nl", "slug"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["slug"] if obj else []

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["merged_into"]  # only moderation/merging.py leads one word to another, with all that uses it

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Like the moderators' desk: each change leaves its line in the trail."""
        verbs = ["created"]
        if change:  # not form.changed_data: it takes every list of synonyms for changed
            before = type(obj)._default_manager.filter(pk=obj.pk).values().get()
            changed = {name for name, value in before.items() if getattr(obj, name) != value}
            verbs = ["edited"] if changed - {"retired_at"} else []
            if "retired_at" in changed:
                verbs.append("retire" if obj.retired_at else "unretire")
        super().save_model(request, obj, form, change)
        request.verbs = verbs  # type: ignore[attr-defined]
        transaction.on_commit(forget)

    def tell(self, request: Any, obj: Any, change: bool) -> None:
        """With the words it had and has; retiring is a verb of its own, as at the desk."""
        changes = audit.changes(request.before, facts_of(obj))
        for verb in request.verbs:
            own = {
                name: pair for name, pair in changes.items() if (name == "retired_at") == ("retire" in verb)
            }
            audit.record(obj, verb, by=request.user, data=obj.for_the_trail | {"changes": own})


@admin.register(Skill)
class SkillAdmin(WordAdmin):
    list_display = ["name_en", "name_nl", "group", "slug", "position", "retired_at"]
    list_filter = ["group", ("retired_at", admin.EmptyFieldListFilter)]


admin.site.register(
    [
        *(SkillGroup, Channel, RoleFamily, Engagement, Education, Experience, PayPeriod),
        *(Reason, CannedText, DutyWord),
    ],
    WordAdmin,
)


@admin.register(Event)
class EventAdmin(ReadOnly):
    list_display = ["at", "verb", "subject_type", "subject_id", "actor_id", "before", "after"]
    list_filter = ["subject_type", "verb"]
    search_fields = ["=subject_id", "=actor_id"]
    ordering = ["-at", "-id"]


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnly):
    """Whether a letter left. Its text is between the board and its reader."""

    list_display = [
        "created_at",
        "kind",
        "language",
        "tries",
        "sent_at",
        "given_up_at",
        "cancelled_at",
        "last_error",
    ]
    list_filter = [
        "kind",
        ("given_up_at", admin.EmptyFieldListFilter),
        ("sent_at", admin.EmptyFieldListFilter),
    ]
    search_fields = ["=to", "=about"]
    exclude = ["text", "html"]
    ordering = ["-created_at"]


@admin.register(Schedule)
class ScheduleAdmin(ReadOnly):
    list_display = ["name", "next_run_at"]
