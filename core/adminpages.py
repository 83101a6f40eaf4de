"""The bases of the administration's pages.

Administrators look here; what has a life is changed by its verbs, at the desks and in the workspaces.
"""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest


class Base(admin.ModelAdmin[Any]):
    """Long lists without counting everything, foreign keys by number: no page reads a row per row."""

    show_full_result_count = False
    list_per_page = 50

    def get_list_select_related(self, request: HttpRequest) -> Any:
        """The foreign keys that the list shows."""
        names = {f.name for f in self.opts.get_fields() if isinstance(f, models.ForeignKey)}
        return [name for name in self.get_list_display(request) if name in names] or False


class NeverDeleted(Base):
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnly(NeverDeleted):
    """To look at; nothing can be added, changed or deleted."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
