"""manage.py load: invented openings by the hundred thousand, for measuring."""

import time
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from jobboard.load import alerts, applications, marks, work

WIDTH = 40


class Command(BaseCommand):
    help = (
        "Make N invented openings of invented hospitals, for measuring; the same seed gives the same rows. "
        "--drop takes away all that was made (before making anew, when --postings is given too). "
        "Exit code 1: there are rows it does not want to mix with; nothing was written."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--postings", type=int, default=0, metavar="N")
        parser.add_argument("--seed", type=int, default=1, metavar="S")
        parser.add_argument("--applications", type=int, default=0, metavar="B", help="to live made openings")
        parser.add_argument(
            "--alerts", type=int, default=0, metavar="A", help="of invented visitors, due at once"
        )
        parser.add_argument("--drop", action="store_true", help="take away what was made")
        parser.add_argument(
            "--beside-real-rows", action="store_true", help="load although there are openings of others"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        total, count, kept = options["postings"], options["applications"], options["alerts"]
        if min(total, count, kept, options["seed"]) < 0:
            raise CommandError("Numbers below zero make no sense here.", returncode=1)
        if not (total or count or kept or options["drop"]):
            raise CommandError(
                "Say how many: --postings N, or --drop to take away what was made.", returncode=1
            )
        if total:
            self._refuse(drop=options["drop"], beside=options["beside_real_rows"])
        if options["drop"]:
            self._say(f"{marks.drop(self._shown()):,} made openings taken away", began)
        at = work.today()
        if total:
            plan = work.load(total, seed=options["seed"], at=at, progress=self._shown())
            self._say(f"{total:,} openings of {len(plan.homes):,} invented hospitals", began)
        if count:
            made = applications.load(count, seed=options["seed"], at=at)
            self._say(f"{made:,} applications", began)
        if kept:
            self._say(f"{alerts.load(kept, seed=options['seed'], at=at):,} alerts", began)

    def _refuse(self, *, drop: bool, beside: bool) -> None:
        if marks.has_others() and not beside:
            raise CommandError(
                "This database holds openings that were not made by this command. Nothing was loaded. "
                "Use a database of its own, or say --beside-real-rows (--drop takes away only what was made).",
                returncode=1,
            )
        if marks.has_made() and not drop:
            raise CommandError(
                "Made openings are here already. Nothing was loaded. Say --drop to take them away first.",
                returncode=1,
            )

    def _say(self, what: str, began: float) -> None:
        self.stdout.write(f"{what}: {time.monotonic() - began:.0f} s")

    def _shown(self) -> Callable[[int, int], None]:
        """Progress: a bar where somebody looks, else a line for each tenth."""
        tenths = 0

        def show(done: int, total: int) -> None:
            nonlocal tenths
            if self.stderr.isatty():
                full = WIDTH * done // max(total, 1)
                end = "\n" if done == total else ""
                self.stderr.write(f"\r{'█' * full}{'░' * (WIDTH - full)} {done:,} of {total:,}", ending=end)
            elif 10 * done // max(total, 1) > tenths:
                tenths = 10 * done // total
                self.stdout.write(f"{done:,} of {total:,}")

        return show
