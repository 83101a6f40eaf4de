"""Nothing is kept of a person that stands in no row of the registry, and the document says what the registry says."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import models

from accounts import privacy
from accounts.management.commands.privacy_table import document
from accounts.models import User
from accounts.privacy import Erased


def test_every_field_that_can_hold_something_of_a_person_has_a_row() -> None:
    assert privacy.undeclared() == [], "name these in the app's personal.py: see accounts/privacy.py"


def test_a_new_field_without_a_row_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    before, fields = privacy.undeclared(), dict(privacy.table("alerts.Bookmark").fields)
    without = {sort: names.replace("note", "") for sort, names in fields.items()}
    monkeypatch.setattr(
        privacy, "_tables", privacy._tables | {"alerts.Bookmark": _changed("alerts.Bookmark", without)}
    )
    assert set(privacy.undeclared()) - set(before) == {"alerts.Bookmark.note"}


def _changed(model: str, fields: dict[privacy.Sort, str]) -> privacy.Table:
    from dataclasses import replace

    return replace(privacy.table(model), fields=fields)


def test_a_row_names_only_fields_that_are_there() -> None:
    for table in privacy.tables():
        known = {field.name for field in table.rows_model._meta.get_fields()}
        named = {*table.names, *table.withheld.split(), *table.blank}
        assert (table.model, named - known) == (table.model, set())
    for model, (fields, why) in privacy.nobodys().items():
        known = {field.name for field in apps.get_model(model)._meta.get_fields()}
        assert not fields - known, model
        assert why


def test_each_path_leads_to_a_person() -> None:
    for table in privacy.tables():
        if table.of:
            assert table.of_person(User(pk=1)).query is not None
        else:
            assert table.left_out, f"{table.model} belongs to nobody, so no copy can hold it: say why"


def test_what_is_blanked_leaves_no_text() -> None:
    """Codes may stay: a stage, a reason from a list. Whatever somebody can type may not."""
    for table in privacy.tables():
        if table.erased != Erased.BLANKED or table.model == "accounts.User":
            continue
        typed = {
            name
            for name in table.names
            if privacy.may_be_personal(field := table.rows_model._meta.get_field(name))
            and not field.is_relation
            and not (isinstance(field, models.CharField) and (field.max_length or 0) <= 12)
        }
        assert (table.model, typed - set(table.blank)) == (table.model, set())


def test_the_document_says_what_the_registry_says() -> None:
    path = Path(settings.BASE_DIR) / "docs" / "privacy.md"
    assert path.read_text() == document(path.read_text()), "run: bin/manage privacy_table"


def test_the_command_has_nothing_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("privacy_table", "--check")
    assert "says what the registry says" in capsys.readouterr().out
