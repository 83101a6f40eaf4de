"""Is every text translated? Needs no GNU gettext: it reads the code's syntax trees and Django's own template scan.

bin/check translations                          what is missing, fuzzy, wrong or not compiled
bin/_translations.py --update [FILE.po …]       adds what is missing (with words of FILEs), drops what is gone, compiles

A text that Django or a library translates already needs a row of ours only if our code says it.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "nl" / "LC_MESSAGES" / "django.po"
APPS = sorted(path.parent.name for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests")
# Which arguments are (context, text, plural); None where there is none.
CALLS = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
TEMPLATE_CALL = re.compile(r"(?<![\w.])(_|u?gettext|ngettext|pgettext|npgettext)\(")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
HEADER = {
    "Project-Id-Version": "Corridor",
    "Language": "nl",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
Key = tuple[str | None, str]  # context and text


def texts() -> dict[Key, tuple[str | None, set[str]]]:
    """Every text that code and templates ask for, with its plural and the files that say it."""
    found: dict[Key, tuple[str | None, set[str]]] = {}
    for path, call in _all_calls():
        names = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        context_at, text_at, plural_at = CALLS.get(names, (None, None, None))
        text = _constant(call, text_at)
        if text is None:
            continue
        key = (_constant(call, context_at), text)
        plural, files = found.get(key, (None, set()))
        files.add(path)
        found[key] = (_constant(call, plural_at) or plural, files)
    return found


def _all_calls() -> Iterator[tuple[str, ast.Call]]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
                yield from ((_name(path), node) for node in ast.walk(tree) if isinstance(node, ast.Call))
    folders = [ROOT / "templates", *(ROOT / app / "templates" for app in APPS)]
    for folder in folders:
        for path in sorted([*folder.rglob("*.html"), *folder.rglob("*.txt")]):
            yield from ((_name(path), call) for call in _template_calls(path))


def _template_calls(path: Path) -> Iterator[ast.Call]:
    from django.utils.translation.template import templatize

    source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    for match in TEMPLATE_CALL.finditer(source):
        end = match.end()
        while (end := source.find(")", end) + 1) > 0:  # the first bracket that makes it a whole expression
            try:
                tree = ast.parse(source[match.start() : end].strip(), mode="eval")
            except SyntaxError:
                continue
            if isinstance(tree.body, ast.Call):
                yield tree.body
            break


def _constant(call: ast.Call, at: int | None) -> str | None:
    if at is None or at >= len(call.args):
        return None
    node = call.args[at]
    return (
        node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value else None
    )


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def problems(catalogue: polib.POFile) -> Iterator[str]:
    """Says what is wrong, a line for each text."""
    rows = {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}
    for key, (plural, files) in sorted(texts().items(), key=lambda item: item[0][1]):
        row, where = rows.get(key), f"{key[1]!r} ({', '.join(sorted(files)[:2])})"
        if row is None:
            yield f"missing: {where}"
        elif row.fuzzy:
            yield f"fuzzy: {where}"
        elif plural and not all(row.msgstr_plural.get(number) for number in (0, 1)):
            yield f"plural not translated: {where}"
        elif not plural and not row.msgstr:
            yield f"not translated: {where}"
        else:
            yield from (f"{what}: {where}" for what in _placeholders(row))
    compiled = CATALOGUE.with_suffix(".mo")
    if not compiled.exists() or _meaning(polib.mofile(str(compiled))) != _meaning(
        catalogue.translated_entries()
    ):
        yield f"{_name(compiled)} is older than {_name(CATALOGUE)}: bin/_translations.py --update"


def _placeholders(row: polib.POEntry) -> Iterator[str]:
    if not row.msgid_plural:
        if sorted(PLACEHOLDER.findall(row.msgid)) != sorted(PLACEHOLDER.findall(row.msgstr)):
            yield "other placeholders"
        return
    allowed = set(PLACEHOLDER.findall(row.msgid + row.msgid_plural))
    needed = set(PLACEHOLDER.findall(row.msgid_plural))
    if not needed <= set(PLACEHOLDER.findall(row.msgstr_plural[1])) <= allowed:
        yield "other placeholders in the plural"
    if not set(PLACEHOLDER.findall(row.msgstr_plural[0])) <= allowed:
        yield "other placeholders in the singular"


def _meaning(entries: Iterable[polib.POEntry]) -> dict[Key, object]:
    return {(e.msgctxt or None, e.msgid): e.msgstr_plural or e.msgstr for e in entries if e.msgid}


def update(sources: list[str]) -> None:
    """Writes the catalogue anew from the code, keeping every translation it has or the sources bring."""
    known = {
        (row.msgctxt, row.msgid): row
        for path in [*sources, *([str(CATALOGUE)] if CATALOGUE.exists() else [])]
        for row in polib.pofile(path)
        if not row.obsolete and not row.fuzzy and (row.msgstr or any(row.msgstr_plural.values()))
    }
    fresh = polib.POFile(wrapwidth=100)
    fresh.metadata = HEADER
    for (context, text), (plural, files) in sorted(
        texts().items(), key=lambda item: (min(item[1][1]), item[0][1])
    ):
        old = known.get((context, text)) or known.get((None, text))
        row = polib.POEntry(msgctxt=context, msgid=text, occurrences=[(name, "") for name in sorted(files)])
        if plural:
            row.msgid_plural = plural
            row.msgstr_plural = {n: old.msgstr_plural.get(n, "") if old else "" for n in (0, 1)}
        else:
            row.msgstr = old.msgstr if old else ""
        row.flags = ["python-format"] if "%(" in text or "%(" in (plural or "") else []
        fresh.append(row)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    fresh.save(str(CATALOGUE))
    fresh.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))


def main(words: list[str]) -> int:
    """Returns the exit code."""
    if words[:1] == ["--update"]:
        update(words[1:])
    if not CATALOGUE.exists():
        print(f"{_name(CATALOGUE)} is missing: bin/_translations.py --update")
        return 1
    found = list(problems(polib.pofile(str(CATALOGUE))))
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    from django.conf import settings

    settings.configure()  # the template scan asks for nothing else
    sys.exit(main(sys.argv[1:]))
