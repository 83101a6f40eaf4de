"""The web server's process before its workers part from it."""

import gc

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
