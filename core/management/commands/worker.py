"""manage.py worker: sends the outbox, keeps the schedules, runs the jobs. Start as many as you like."""

import threading
from typing import Any

import structlog
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import Error, connection

from core import jobs
from core.mail.outbox import deliver_due

PAUSE_SECONDS = 1.0
log = structlog.get_logger("worker")


class Command(BaseCommand):
    help = "Send mail and run background jobs until told to stop."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        threads = [
            threading.Thread(target=_loop, args=(stop, deliver_due, PAUSE_SECONDS), name="mail"),
            threading.Thread(target=_loop, args=(stop, jobs.tick, 5 * PAUSE_SECONDS), name="schedule"),
        ]
        for thread in threads:
            thread.start()
        try:
            call_command(
                "db_worker", queue_name="*", interval=PAUSE_SECONDS, reload=False
            )  # stops on SIGTERM, SIGINT
        finally:
            stop.set()
            for thread in threads:
                thread.join()


def _loop(stop: threading.Event, work: Any, pause: float) -> None:
    """Do `work` again and again. The database may go away and come back; a letter that waits is not lost."""
    while not stop.is_set():
        try:
            work()
        except Error as error:
            log.error("database", kind=type(error).__name__, loop=threading.current_thread().name)
            connection.close()
        stop.wait(pause)
    connection.close()
