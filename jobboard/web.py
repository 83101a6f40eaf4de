"""python -m jobboard.web [granian's options]: granian, with the application loaded before its workers part.

Loading once halves the start and the memory, and a worker that died is replaced within a moment.
"""

import sys

from django.core.exceptions import ImproperlyConfigured


def main() -> None:
    """Serves until a signal ends it."""
    try:
        from jobboard import wsgi  # noqa: F401
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    from django.db import connections
    from granian.cli import entrypoint

    connections.close_all()  # a connection cannot be shared by several processes
    entrypoint()


if __name__ == "__main__":
    main()
