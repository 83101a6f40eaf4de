"""The bases of the administration's pages.

Administrators look here; what has a life is changed by its verbs, at the desks and in the workspaces. What they do change
leaves a line in the trail, with each field before and after.
"""

from typing import Any

from django.contrib import admin
from django.db import models, transaction
from django.http import HttpRequest

from core import audit

SECRET = ("password", "secret", "token", "hash")  # parts of names whose values nobody reads


class Base(admin.ModelAdmin[Any]):
    """Long lists without counting everything, foreign keys by number: no page reads a row per row."""

    unsaid: tuple[
        str, ...
    ] = ()  # of these the trail keeps that they changed, not the words: they name a person
    show_full_result_count = False
    list_per_page = 50

    def get_list_select_related(self, request: HttpRequest) -> Any:
        """The foreign keys that the list shows."""
        names = {f.name for f in self.opts.get_fields() if isinstance(f, models.ForeignKey)}
        return [name for name in self.get_list_display(request) if name in names] or False

    # ── The trail ────────────────────────────────────────────────────────────────────────────────────
    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        kept = type(obj)._base_manager.filter(pk=obj.pk).first() if change else None
        request.before = facts_of(kept) if kept else {}
        super().save_model(request, obj, form, change)

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        """Comes after `save_model`, in the same transaction: groups and other lists are stored by now."""
        super().save_related(request, form, formsets, change)
        self.tell(request, type(form.instance)._base_manager.get(pk=form.instance.pk), change)

    def tell(self, request: Any, obj: Any, change: bool) -> None:
        """One event for one press of the button; none when it changed nothing."""
        changes = audit.changes(request.before, facts_of(obj))
        changes |= {name: ["…", "…"] for name in self.unsaid if name in changes}
        if changes:
            data = {"changes": changes, "how": "administration"}
            audit.record(obj, "edited" if change else "created", by=request.user, data=data)

    def delete_model(self, request: Any, obj: Any) -> None:
        with transaction.atomic():
            data = {"changes": audit.changes(facts_of(obj), {}), "how": "administration"}
            audit.record(obj, "removed", by=request.user, data=data)
            super().delete_model(request, obj)

    def delete_queryset(self, request: Any, queryset: Any) -> None:
        """Many at once are many events."""
        with transaction.atomic():
            for obj in queryset:
                self.delete_model(request, obj)


def facts_of(obj: Any) -> dict[str, Any]:
    """What a row says now, lists included, secrets left out."""
    meta = obj._meta
    names = [
        field.attname for field in meta.concrete_fields if not any(part in field.name for part in SECRET)
    ]
    facts = {name: getattr(obj, name) for name in names}
    return facts | {
        field.name: sorted(str(one) for one in getattr(obj, field.name).all()) for field in meta.many_to_many
    }


class NeverDeleted(Base):
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnly(NeverDeleted):
    """To look at; nothing can be added, changed or deleted."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
