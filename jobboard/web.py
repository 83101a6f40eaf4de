"""python -m jobboard.web [granian's options]: granian, with the application loaded before its workers part.

Loading once halves the start and the memory, and a worker that died is replaced within a moment.
"""

import ctypes
import gc
import sys
from importlib import import_module

import structlog
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils.translation import override

_M_ARENA_MAX, ARENAS = -8, 2  # malloc.h of glibc


def main() -> None:
    """Serves until a signal ends it."""
    _share_heaps()
    try:
        from jobboard import wsgi  # noqa: F401
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    from django.db import DatabaseError, connections
    from granian.cli import entrypoint

    from core import kept
    from postings.search import index

    try:
        index.views()  # read once, before the workers part, and shared by them
    except DatabaseError as error:  # it is not there yet: the first search reads it
        structlog.get_logger("web").warning("search_index_not_read", error=type(error).__name__)

    stay()
    connections.close_all()  # a connection cannot be shared by several processes
    kept.read_beside()  # by a thread, which cannot be shared either: from here on this process asks for nothing
    entrypoint()


def stay() -> None:
    """Whatever is loaded now stays for ever, so Python's collector need not walk through it: it did so now and then within
    a request, 0.1 to 0.2 s long, and wrote into memory that the workers share. Views are loaded first."""
    import_module(settings.ROOT_URLCONF)
    for language, _name in settings.LANGUAGES:
        with override(language):
            reverse("home")
    gc.collect()
    gc.freeze()


def _share_heaps() -> None:
    """glibc gives each thread a heap of its own, and none uses what another has freed: 18 MB of 205 in a worker with
    seven threads. Other C libraries have one heap and no such option."""
    if mallopt := getattr(ctypes.CDLL(None), "mallopt", None):
        mallopt(_M_ARENA_MAX, ARENAS)


if __name__ == "__main__":
    main()
