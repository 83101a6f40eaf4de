"""Every change leaves exactly one line in the trail: every verb of every life, and every function beside them that writes one.

A new verb, a new life without a row in the world of the doors, and a new function that records an event without standing
here each fail a test.
"""

import ast
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from core.handles import Profile
from core.models import Event, Skill
from core.workflow import Life
from hospitals.models import Hospital, Seat
from tests.doors.test_matrix import world  # noqa: F401  (a fixture)
from tests.moderation.every_life import APPS, lives, rows_of

pytestmark = pytest.mark.django_db
AT = datetime(2026, 12, 24, 12, 30, tzinfo=UTC)


def without_checks(table: str) -> None:
    """For the rest of this transaction: a row is put where an arrow starts, whatever else that state asks for."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SET CONSTRAINTS ALL IMMEDIATE"
        )  # a table with checks that still wait cannot be altered
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


def act(path: str, *given: Any, **how: Any) -> Any:
    module, _, name = path.rpartition(".")
    return getattr(import_module(module), name)(*given, **how)


# What each does is done here and leaves exactly its line: function → (verb, who, what is given to it beside `by`).
World = SimpleNamespace
DONE: dict[str, tuple[str, str, Callable[[World], tuple[tuple[Any, ...], dict[str, Any]]]]] = {
    "accounts.suspending.suspend": ("suspend", "moderator", lambda w: ((w.candidate,), {"reason": "spam", "words": "w", "until": None, "at": AT})),
    "hospitals.channels.add": ("edit", "owner", lambda w: ((w.hospital,), {"channel": w.channel.channel, "profile": Profile("north2", "https://x.com/north2"), "at": AT})),
    "hospitals.channels.remove": ("edit", "owner", lambda w: ((w.channel,), {"at": AT})),
    "hospitals.channels.vouch": ("edit", "moderator", lambda w: ((w.channel,), {"at": AT})),
    "hospitals.joining.ask_to_join": ("ask_to_join", "candidate2", lambda w: ((w.hospital,), {"words": "I work there.", "at": AT})),
    "hospitals.mailbox.send_code": ("send_code", "owner", lambda w: ((_pending(w),), {"email": "me@northlake.example", "at": AT})),
    "hospitals.staff.invite": ("invite", "owner", lambda w: ((w.hospital,), {"email": "else@northlake.example", "role": "host", "at": AT})),
    "hospitals.staff.withdraw": ("withdraw_invitation", "owner", lambda w: ((w.invitation,), {})),
    "hospitals.staff.change_role": ("change_role", "owner", lambda w: ((w.seat, "host"), {"at": AT})),
    "hospitals.staff.hand_over": ("hand_over", "owner", lambda w: ((Seat.objects.get(user=w.owner),), {"to": w.seat, "at": AT})),
    "hospitals.verification.freeze": ("freeze", "moderator", lambda w: ((w.hospital,), {"words": "w", "at": AT})),
    "hospitals.verification.unfreeze": ("unfreeze", "moderator", lambda w: ((_frozen(w),), {"words": "w", "at": AT})),
    "postings.limits.plan": ("plan", "recruiter", lambda w: ((w.planned,), {"publish_at": timezone.now() + timedelta(days=5)})),
    "postings.starting.keep_as_template": ("created", "recruiter", lambda w: ((w.posting,), {"name": "Kept", "at": AT})),
    "postings.starting.rename": ("edited", "recruiter", lambda w: ((w.template,), {"name": "Named", "at": AT})),
    "postings.starting.forget": ("removed", "recruiter", lambda w: ((w.template,), {"at": AT})),
    "postings.writing.discard": ("discard", "recruiter", lambda w: ((w.draft,), {"at": AT})),
    "postings.writing.copy": ("created", "recruiter", lambda w: ((w.posting,), {"at": AT})),
    "applications.messages.send": ("message", "recruiter", lambda w: ((w.application,), {"words": "Hello.", "at": AT})),
    "applications.samples.log_look": ("sample_opened", "reviewer", lambda w: ((w.application, w.sample.pk), {})),
    "mentoring.asking.leave": ("leave_mentoring", "candidate2", lambda w: ((w.mentor,), {"at": AT})),
    "moderation.people.look_at": ("look_at", "moderator", lambda w: ((w.candidate,), {"at": AT})),
    "moderation.words.retire": ("retire", "moderator", lambda w: ((Skill.objects.get(slug="html"),), {})),
}  # fmt: skip
# Reached through another function that stands in DONE, or by a page that only leads there.
WITHIN = {
    "moderation.words._set_retired": "moderation.words.retire",
    "postings.limits._record": "postings.limits.plan",
    "postings.writing.save": "postings.writing.copy",
}
# Done in the tests of their own modules, with everything that they take (pages, codes, other people). A function that is new
# gets a row in DONE, or a test of its own and a line here.
ELSEWHERE = {
    "accounts.suggesting.ask",
    "applications.bulk.create",
    "applications.consents.allow",
    "applications.consents.revoke",
    "applications.erasing.erase",
    "applications.exports.log",
    "applications.hidden._move",
    "applications.interviews.begin",
    "applications.inviting.invite",
    "applications.notes.rate",
    "applications.pool.end",
    "applications.pool.give",
    "applications.promises.deal_with_silence",
    "applications.promises.nudge",
    "applications.promises.warn",
    "applications.views.letters.send",
    "applications.views.one._page",
    "applications.views.texts._form",
    "applications.views.texts.removal",
    "applications.views.workspace.cv",
    "core.admin.tell",
    "core.adminpages.delete_model",
    "core.adminpages.tell",
    "core.announcing.end",
    "core.announcing.save",
    "core.switches.turn",
    "hospitals.banning.ban",
    "hospitals.banning.lift",
    "hospitals.claims.claim",
    "hospitals.forms.about_us.save_places",
    "hospitals.forms.profile.save",
    "hospitals.mailbox._proven",
    "hospitals.proof._proven",
    "hospitals.proof.ask",
    "hospitals.readiness._confirm",
    "hospitals.staff._end",
    "hospitals.staff.accept",
    "hospitals.views.profile._put_logo",
    "mentoring.asking.ask",
    "mentoring.mentors.save",
    "mentoring.safety.report",
    "moderation.merging._merge",
    "moderation.merging._undo",
    "moderation.reporting._joined",
    "moderation.reporting.judge",
    "moderation.reporting.report",
    "moderation.trust._begin",
    "moderation.trust._end",
    "moderation.uniting.unite",
    "moderation.views.trail.take_along",
    "moderation.words.move",
    "moderation.words.save",
    "postings.allowance.lift",
    "postings.freezing._move",
    "postings.outcomes._ask",
    "postings.questions._changing",
    "postings.remarks._say",
    "postings.revising._propose",
    "postings.revising.change",
    "postings.writing.relist",
}


def _pending(w: World) -> Any:
    Hospital.objects.filter(pk=w.hospital.pk).update(status="unverified", verified_at=None)
    w.hospital.refresh_from_db()
    return w.hospital


def _frozen(w: World) -> Any:
    Hospital.objects.filter(pk=w.hospital.pk).update(frozen_at=AT)
    w.hospital.refresh_from_db()
    return w.hospital


@pytest.mark.parametrize("what", DONE)
def test_what_is_done_beside_the_lives_leaves_one_line(what: str, world: SimpleNamespace) -> None:  # noqa: F811
    verb, who, given = DONE[what]
    by = getattr(world, who)
    args, how = given(world)
    last = Event.objects.order_by("-id").values_list("id", flat=True).first() or 0
    began = timezone.now()
    act(what, *args, by=by, **how)
    events = list(Event.objects.filter(id__gt=last))
    assert [(e.verb, e.actor_id) for e in events] == [(verb, by.pk)]
    assert events[0].at == how["at"] if "at" in how else events[0].at >= began


def test_every_function_that_writes_into_the_trail_stands_in_this_file() -> None:
    missing = recording() - set(DONE) - set(WITHIN) - ELSEWHERE
    gone = (set(WITHIN) | ELSEWHERE) - recording()
    assert (sorted(missing), sorted(gone)) == ([], [])
