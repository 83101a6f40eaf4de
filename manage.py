#!/usr/bin/env python3
"""Django's command line. bin/manage does the same and installs what is missing first."""

import os
import sys


def main(argv: list[str]) -> None:
    """Runs one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobboard.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise ImportError(
            "Django is not installed here: use bin/manage, or pip install -r requirements.txt in an environment."
        ) from error
    try:
        execute_from_command_line(argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))  # it says what to set; a traceback would bury it


if __name__ == "__main__":
    main(sys.argv)
