"""Write the search words of openings anew: after a skill got a synonym or a hospital another name."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from postings.models import Posting
from postings.search_text import index_all


class Command(BaseCommand):
    help = "Write the search words of all openings anew, or of one hospital's."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--hospital", default="", help="slug of the only hospital to do")

    def handle(self, *args: Any, **options: Any) -> None:
        postings = (
            Posting.objects.filter(hospital__slug=options["hospital"])
            if options["hospital"]
            else Posting.objects.all()
        )
        self.stdout.write(f"{index_all(postings)} openings indexed.")
