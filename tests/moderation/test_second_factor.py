"""The desk: no address of it opens without a second factor, nor to an administrator who is no moderator; and nobody
decides there about a hospital where they hold a seat."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from core.models import Event
from core.workflow import NotAllowed
from hospitals.models import Hospital, Seat
from tests.doors.table import TABLE
from tests.doors.test_matrix import address, names, world  # noqa: F401  (a fixture)

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Any], Client]
DESK = sorted(name for name in names(get_resolver()) if name.startswith("moderation:"))


def test_every_address_of_the_desk_asks_for_a_second_factor(
    world: SimpleNamespace,  # noqa: F811
    client_of: ClientOf,
    settings: Any,
) -> None:
    settings.SECOND_FACTOR_WAIVED = False
    browser, before, wrong = client_of(world.moderator), Event.objects.count(), []
    for name in DESK:
        url = address(world, name, TABLE[name][1])
        told = [browser.get(url), browser.post(url, {"decision": "publish", "words": "w"})]
        kept_out = [t.status_code == 405 or t.get("Location") == reverse("mfa_index") for t in told]
        if not all(kept_out) or all(t.status_code == 405 for t in told):
            wrong.append(f"{name}: {[t.status_code for t in told]}")
    assert not wrong, "\n".join(wrong)
    assert (Event.objects.count(), len(DESK) > 20) == (before, True)


def test_an_administrator_who_is_no_moderator_has_no_desk(
    world: SimpleNamespace,  # noqa: F811
    client_of: ClientOf,
    settings: Any,
) -> None:
    settings.SECOND_FACTOR_WAIVED = True
    browser = client_of(world.admin)
    for name in DESK:
        url = address(world, name, TABLE[name][1])
        assert {browser.get(url).status_code, browser.post(url).status_code} <= {404, 405}, name


# ── Never about one's own hospital ───────────────────────────────────────────────────────────────────
def of_hospital(row: Any) -> Hospital | None:
    """The hospital that a row is or belongs to."""
    if isinstance(row, Hospital):
        return row
    own = getattr(row, "hospital", None) or getattr(getattr(row, "posting", None), "hospital", None)
    return own if isinstance(own, Hospital) else None


def test_every_verb_that_a_moderator_draws_is_refused_where_they_hold_a_seat(
    world: SimpleNamespace,  # noqa: F811
) -> None:
    """Asked of every arrow of every life: what a moderator may draw on a row of a hospital, a colleague of it may not as
    a moderator. The role of a host gives no right of its own that could be mistaken for it."""
    from tests.moderation.every_life import lives, rows_of

    tried, wrong = 0, []
    for life in lives():
        for row in rows_of(life, world):
            hospital = of_hospital(row)
            if hospital is None:
                continue
            for arrow in life.arrows.values():
                if not arrow.may(world.moderator, row):
                    continue
                tried += 1
                held = Seat.objects.create(user=world.moderator, hospital=hospital, role="host")
                if arrow.may(world.moderator, type(row)._base_manager.get(pk=row.pk)):
                    wrong.append(f"{row._meta.label} {arrow.verb}")
                held.delete()
    assert not wrong, "\n".join(sorted(set(wrong)))
    assert tried > 8


BESIDE: dict[str, Callable[[SimpleNamespace, Any], Any]] = {
    "hospitals.verification.freeze": lambda w, by: _run("hospitals.verification", "freeze", w.hospital, by=by, words="w"),
    "hospitals.verification.unfreeze": lambda w, by: _run("hospitals.verification", "unfreeze", w.hospital, by=by, words="w"),
    "hospitals.channels.vouch": lambda w, by: _run("hospitals.channels", "vouch", w.channel, by=by),
    "applications.promises.deal_with_silence": lambda w, by: _run(
        "applications.promises", "deal_with_silence", w.hospital, by=by, words="w", until=w.hospital.verified_at
    ),
    "accounts.suspending.suspend": lambda w, by: _run(
        "accounts.suspending", "suspend", w.recruiter, by=by, reason="spam", words="w", until=None
    ),
}  # fmt: skip


def _run(module: str, name: str, *rows: Any, **how: Any) -> Any:
    from importlib import import_module

    return getattr(import_module(module), name)(*rows, **how)


@pytest.mark.parametrize("what", BESIDE)
def test_what_moderators_do_beside_the_lives_is_refused_as_well(
    what: str,
    world: SimpleNamespace,  # noqa: F811
) -> None:
    Seat.objects.create(user=world.moderator, hospital=world.hospital, role="host")
    before = Event.objects.count()
    with pytest.raises(NotAllowed):
        BESIDE[what](world, world.moderator)
    assert Event.objects.count() == before
