"""The web server's process before its workers part from it."""

import gc
import sys
import threading
from types import ModuleType

import pytest
from django.db import connections

from core import kept
from core.kept import Kept
from jobboard import web


def test_what_is_loaded_is_not_walked_through_again() -> None:
    loaded: list[object] = [[number] for number in range(100_000)]
    assert len(gc.get_objects()) > len(loaded)
    try:
        web.stay()
        assert gc.get_freeze_count() > len(loaded) > len(gc.get_objects())
    finally:
        gc.unfreeze()
    assert len(gc.get_objects()) > len(loaded)


def test_workers_part_from_a_process_that_has_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that holds a lock just then would leave them a lock that nobody opens."""
    told: list[tuple[bool, bool]] = []
    wanted: Kept[int] = Kept(lambda _before: 1, 10.0)

    def part() -> None:
        told.append((kept._beside.wanted, "kept" in {thread.name for thread in threading.enumerate()}))

    monkeypatch.setitem(sys.modules, "jobboard.wsgi", ModuleType("jobboard.wsgi"))
    monkeypatch.setattr(kept._beside, "wanted", False)
    monkeypatch.setattr(kept._beside, "_process", 0)
    monkeypatch.setattr(web, "_share_heaps", lambda: None)
    monkeypatch.setattr(web, "stay", lambda: None)
    monkeypatch.setattr(connections, "close_all", lambda: None)
    monkeypatch.setattr("postings.search.index.views", wanted)
    monkeypatch.setattr("granian.cli.entrypoint", part)
    web.main()
    assert told == [(True, False)]
