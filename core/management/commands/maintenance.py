"""bin/manage maintenance on --until "2026-12-01 06:30"; bin/manage maintenance off; without a word: how it stands."""

import re
from argparse import ArgumentParser
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from core import maintenance


class Command(BaseCommand):
    help = "Shows everyone but moderators and administrators a kind page. Needs no database."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("state", nargs="?", choices=["on", "off"])
        parser.add_argument(
            "--until", help='"2026-12-01 06:30" by the clock of TIME_ZONE, or "45m", "2h": what people read'
        )

    def handle(self, *_: Any, **options: Any) -> None:
        if options["state"] == "on":
            maintenance.switch_on(_moment(options["until"]) if options["until"] else None)
        elif options["state"] == "off":
            maintenance.switch_off()
        end = maintenance.until()
        state = "on" if maintenance.is_on() else "off"
        self.stdout.write(
            f"maintenance is {state}" + (f" until {timezone.localtime(end):%Y-%m-%d %H:%M %Z}" if end else "")
        )


def _moment(said: str) -> datetime:
    if span := re.fullmatch(r"(\d{1,4})([mh])", said):
        minutes = int(span[1]) * (60 if span[2] == "h" else 1)
        return timezone.now() + timedelta(minutes=minutes)
    try:
        moment = parse_datetime(said)
    except ValueError:
        moment = None
    if moment is None:
        raise CommandError('Write --until as "2026-12-01 06:30", "45m" or "2h".')
    moment = moment if moment.tzinfo else timezone.make_aware(moment)
    if moment <= timezone.now():
        raise CommandError("That moment has passed.")
    return moment
