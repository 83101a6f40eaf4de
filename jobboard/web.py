"""python -m jobboard.web [granian's options]: granian, with the application loaded before its workers part.

Loading once halves the start and the memory, and a worker that died is replaced within a moment.
"""

import sys

import structlog
from django.core.exceptions import ImproperlyConfigured


def main() -> None:
    """Serves until a signal ends it."""
    try:
        from jobboard import wsgi  # noqa: F401
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    from django.db import DatabaseError, connections
    from granian.cli import entrypoint

    from postings.search import index

    try:
        index.views()  # read once, before the workers part, and shared by them
    except DatabaseError as error:  # it is not there yet: the first search reads it
        structlog.get_logger("web").warning("search_index_not_read", error=type(error).__name__)

    connections.close_all()  # a connection cannot be shared by several processes
    entrypoint()


if __name__ == "__main__":
    main()
