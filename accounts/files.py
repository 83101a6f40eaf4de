"""Rows go together with the files they name: the rows in the transaction, the files once it has committed.

A crash between the two leaves a file that no row names; sweeps find it a day later (profiles.py, cvpictures.py, …).
"""

from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models, transaction

from accounts.models import Document


def delete_rows(rows: "models.QuerySet[Any]") -> int:
    """Delete, with the files of these rows (of rows that hang on them: delete those first). Returns how many."""
    columns = [f.name for f in rows.model._meta.concrete_fields if isinstance(f, models.FileField)]
    names = [name for column in columns for name in rows.values_list(column, flat=True) if name]
    deleted = rows.delete()[0]
    for name in names:
        transaction.on_commit(lambda name=name: default_storage.delete(name))  # type: ignore[misc]
    return deleted


def delete_document(document: Document) -> None:
    """A CV, its pictures (a table of a floor above, known by its name) and its file."""
    with transaction.atomic():
        pictures = apps.get_model("applications.CVPicture")
        delete_rows(pictures._base_manager.filter(document=document.pk))
        delete_rows(Document.objects.filter(pk=document.pk))
