"""Every change leaves exactly one line in the trail: every verb of every life, drawn by the engine and by the function that
draws it in the product, and every function beside them that writes a line.

One act is one line of its subject. What follows from it on another thing has a line there: a report from mentoring also
opens or joins a case, a closed opening ends invitations. A new verb or a new function without a story fails.
"""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from core.models import Event
from core.workflow import Life
from tests.conftest import person
from tests.doors.test_matrix import world  # noqa: F401  (a fixture)
from tests.moderation.every_life import APPS, lives, rows_of
from tests.moderation.stories import Story, World, fresh
from tests.moderation.stories_beside import BESIDE
from tests.moderation.stories_of_lives import LIVES

pytestmark = pytest.mark.django_db
AT = datetime(2026, 12, 24, 12, 30, tzinfo=UTC)


def without_checks(table: str) -> None:
    """For the rest of this transaction: a row is put where an arrow starts, whatever else that state asks for."""
    with connection.cursor() as cursor:
        # A table with checks that still wait cannot be altered; and a story may have left a short patience.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL lock_timeout = '20s'")
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass", [table]
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')


def test_every_verb_of_every_life_leaves_one_line(
    world: SimpleNamespace,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Life, "_may", staticmethod(lambda arrow, row, by: True))
    wrong, drawn = [], 0
    for life in lives():
        rows = rows_of(life, world)
        if not rows:
            wrong.append(
                f"{life.model._meta.label}: put a row of it into the world of tests/doors/test_matrix.py"
            )
            continue
        without_checks(life.model._meta.db_table)
        for arrow in life.arrows.values():
            for source in arrow.sources:
                with transaction.atomic():
                    wrong += _draw(life, rows[0], arrow.verb, source, world.moderator)
                    transaction.set_rollback(True)
                drawn += 1
    assert not wrong, "\n".join(wrong)
    assert drawn > 80


def _draw(life: Life, row: Any, verb: str, source: str, by: Any) -> Iterator[str]:
    life.model._base_manager.filter(pk=row.pk).update(**{life.column: source})
    last = Event.objects.order_by("-id").values_list("id", flat=True).first() or 0
    target = life.arrows[verb].target
    with life.move(row, verb, by=by, at=AT):
        pass
    events = list(Event.objects.filter(id__gt=last))
    told = [(e.verb, e.actor_id, e.at, e.before, e.after, e.subject_type, e.subject_id) for e in events]
    expected = [(verb, by.pk, AT, str(source), str(target), row._meta.label_lower, row.pk)]
    now = life.model._base_manager.values_list(life.column, flat=True).get(pk=row.pk)
    if told != expected or now != target:
        yield f"{life.model._meta.label} {verb} from {source}: {told}, now {now}"


# ── Each verb by the function that draws it ─────────────────────────────────────────────────────────
def test_every_arrow_has_its_story() -> None:
    drawn = {f"{life.model._meta.label}.{verb}" for life in lives() for verb in life.arrows}
    assert drawn == set(LIVES)


def test_every_verb_as_the_product_draws_it_leaves_one_line_of_its_subject(world: World) -> None:  # noqa: F811
    for life in lives():
        without_checks(life.model._meta.db_table)
    arrows = {f"{life.model._meta.label}.{verb}": (life, arrow) for life in lives() for verb, arrow in life.arrows.items()}  # fmt: skip
    wrong = []
    for name, story in LIVES.items():
        life, arrow = arrows[name]
        wrong += [f"{name}: {what}" for what in told(world, story, arrow.verb, life=life)]
    assert not wrong, "\n".join(wrong)


def told(world: World, story: Story, verb: str, *, life: Life | None = None) -> list[str]:  # noqa: F811
    """What is wrong with the lines that a story leaves; everything it did is rolled back."""
    with transaction.atomic():
        w = fresh(world, held=world.appeal.user, colleague=colleague(world))
        try:
            with transaction.atomic():
                made = story.first(w)
                subject: Any = story.subject(w, made) if story.subject else made
        except Exception as error:
            transaction.set_rollback(True)
            return [f"not begun: {error!r}"]
        kept = subject and (subject._meta.label_lower, subject.pk or 0)  # what is removed loses its number
        before = ""
        if life is not None:
            before = str(life.model._base_manager.values_list(life.column, flat=True).get(pk=subject.pk))
        last = Event.objects.order_by("-id").values_list("id", flat=True).first() or 0
        by, began = getattr(w, story.who) if story.who else None, timezone.now()
        at = began + timedelta(minutes=1)
        try:
            with transaction.atomic():
                returned = story.act(made, by, at)
        except Exception as error:
            transaction.set_rollback(True)
            return [f"not done: {error!r}"]
        if not kept or not kept[1]:
            subject = returned if subject is None else subject
            kept = (subject._meta.label_lower, subject.pk or 0)
        events = list(Event.objects.filter(id__gt=last, subject_type=kept[0], subject_id=kept[1]))
        transaction.set_rollback(True)
    wrong = []
    if [(e.verb, e.actor_id) for e in events] != [(verb, by.pk if by and not story.unnamed else None)]:
        wrong.append(f"{[(e.verb, e.actor_id) for e in events]}")
    for event in events[:1]:
        if event.at != at and not began <= event.at <= timezone.now():
            wrong.append(f"at {event.at}")
        if life is not None and (event.before, event.after) != (before, str(life.arrows[verb].target)):
            wrong.append(f"from {event.before!r} to {event.after!r}, it was {before!r}")
    return wrong


def colleague(world: World) -> Any:  # noqa: F811
    """A moderator who reported nothing and decided nothing."""
    user = person("col@board.example", "Col League")
    user.groups.set(world.moderator.groups.all())
    return user


# ── Beside the lives ─────────────────────────────────────────────────────────────────────────────────
def recording() -> set[str]:
    """Every function of the product that writes into the trail itself: "app.module.function"."""
    found = set()
    base = Path(settings.BASE_DIR)
    for app in APPS:
        for file in (base / app).rglob("*.py"):
            module = ".".join(file.relative_to(base).with_suffix("").parts)
            if module in {"core.audit", "core.workflow"} or ".migrations" in module:
                continue
            found |= {f"{module}.{name}" for name in _recorders(ast.parse(file.read_text(encoding="utf-8")))}
    return found


def _recorders(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and ast.unparse(call.func) in {
                    "audit.record",
                    "audit.record_all",
                }:
                    yield node.name


def test_every_function_that_writes_into_the_trail_has_its_story() -> None:
    assert recording() == {name.partition(" ")[0] for name in BESIDE}


def test_what_is_done_beside_the_lives_leaves_one_line_of_its_subject(world: World, settings: Any) -> None:  # noqa: F811
    settings.SECOND_FACTOR_WAIVED = True
    for life in lives():
        without_checks(life.model._meta.db_table)
    wrong = []
    for name, story in BESIDE.items():
        wrong += [f"{name}: {what}" for what in told(world, story, story.verb)]
    assert not wrong, "\n".join(wrong)
