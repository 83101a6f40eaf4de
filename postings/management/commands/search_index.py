"""Make the search's large index file anew, while the site runs; processes take it at their next search."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from postings.models import Indexed, Posting
from postings.search import files
from postings.search.terms import index_all


class Command(BaseCommand):
    help = "Make the search index of this machine anew; with --words also the stored words of all openings."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--words", action="store_true", help="first read the words of all openings anew")
        parser.add_argument("--wait", action="store_true", help="when another one makes it, wait for that")
        parser.add_argument(
            "--missing",
            action="store_true",
            help="only read the words of openings without any (after an upgrade)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["words"]:
            self.stdout.write(f"{index_all(Posting.objects.all())} openings read.")
        elif options["missing"]:
            without = Indexed.objects.filter(words="").values("posting_id")
            count = index_all(Posting.objects.filter(pk__in=without))
            self.stdout.write(f"{count} openings read.")
            return
        self.stdout.write("Made." if files.make(wait=options["wait"]) else "Another process is making it.")
