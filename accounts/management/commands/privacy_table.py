"""Writes the tables of docs/privacy.md from the registry (accounts/privacy.py). The prose around them is written by hand."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils.translation import override

from accounts import privacy
from accounts.privacy import Erased

BEGIN, END = "<!-- from the registry: begin -->", "<!-- from the registry: end -->"
GOES = {
    Erased.DELETED: "deleted",
    Erased.BLANKED: "emptied; the row stays",
    Erased.REDACTED: "the name and addresses are cut out",
    Erased.STAYS: "stays; its number leads to an erased account",
}


class Command(BaseCommand):
    help = "Write docs/privacy.md anew; with --check say whether it is right."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *, check: bool, **_options: Any) -> None:
        path = Path(settings.BASE_DIR) / "docs" / "privacy.md"
        before = path.read_text()
        after = document(before)
        if before == after:
            self.stdout.write("docs/privacy.md says what the registry says.")
        elif check:
            raise CommandError("docs/privacy.md is old: run bin/manage privacy_table")
        else:
            path.write_text(after)
            self.stdout.write("docs/privacy.md is written.")


def document(text: str) -> str:
    """The text with the tables between the two marks made anew."""
    head, _begin, rest = text.partition(BEGIN)
    _old, _end, tail = rest.partition(END)
    with override("en"):
        return f"{head}{BEGIN}\n{_kept()}\n{_not_kept()}\n{END}{tail}"


def _kept() -> str:
    lines = []
    for what, tables in _by_what().items():
        lines += [f"### {what}", "", "| fields | what for | who sees it | how long | in the copy | erasure |"]
        lines += ["|---|---|---|---|---|---|", *(_line(table) for table in tables), ""]
    return "\n".join(lines)


def _by_what() -> dict[str, list[privacy.Table]]:
    found: dict[str, list[privacy.Table]] = {}
    for table in reversed(privacy.tables()):
        found.setdefault(str(table.what), []).append(table)
    return found


def _line(table: privacy.Table) -> str:
    fields = "; ".join(f"*{sort}*: {names.replace(' ', ', ')}" for sort, names in table.fields.items())
    copied = f"no: {table.left_out}" if table.left_out else "yes"
    if table.withheld and not table.left_out:
        copied += f", without {table.withheld.replace(' ', ', ')}"
    cells = [
        f"**{table.model}** {fields}",
        table.purpose,
        table.seen_by,
        table.period,
        copied,
        GOES[table.erased],
    ]
    return "| " + " | ".join(str(cell) for cell in cells) + " |"  # fmt: skip


def _not_kept() -> str:
    lines = ["### Nothing of a person", "", "| table | fields | why |", "|---|---|---|"]
    for model, (fields, why) in sorted(privacy.nobodys().items()):
        lines.append(f"| {model} | {', '.join(sorted(fields)) or 'all'} | {why} |")
    return "\n".join([*lines, ""])
