"""manage.py demo: fills an empty board with fictitious hospitals, openings and people."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from jobboard.demo import PASSWORD, SIGN_INS
from jobboard.demo.load import load


class Command(BaseCommand):
    help = "Load the demo (only with DEMO=1; does nothing when it is there already)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo's passwords are public: it loads only with DEMO=1.")
        self.stdout.write("The demo is loaded." if load() else "The demo is there already.")
        self.stdout.write(f"Sign in with the password {PASSWORD} as")
        for email, who in SIGN_INS.items():
            self.stdout.write(f"  {email:<24} {who}")
