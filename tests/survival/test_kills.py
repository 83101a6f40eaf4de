"""kill -9 of web, worker and database at any moment: no acknowledged application is lost, none doubled, no letter lost.

A client keeps its own ledger: what the board acknowledged to it (the redirect to the receipt). Processes are killed at
random meanwhile. In the end ledger, database and post office must agree.
"""

import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from jobboard.localpg import LocalPG
from tests.post_office import PostOffice
from tests.running import ROOT, Running, begun, first_start, processes, until

# A longer run: KILL_PEOPLE=400 KILL_SECONDS=120 bin/test tests/survival
PEOPLE = int(os.environ.get("KILL_PEOPLE", "32"))
SECONDS = float(os.environ.get("KILL_SECONDS", "12"))


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


OPENER = urllib.request.build_opener(NoRedirect)


def send(base: str, person: dict[str, Any]) -> bool:
    """One click on "Send my application". True when the board acknowledged it with the way to the receipt."""
    token = "a" * 32
    request = urllib.request.Request(
        base + person["path"],
        data=f"csrfmiddlewaretoken={token}&processing=on".encode(),
        headers={
            "Cookie": f"session={person['session']}; csrf={token}",
            "Content-Type": "application/x-www-form-urlencoded",
        },
    )
    try:
        status, target = OPENER.open(request, timeout=20).status, ""
    except urllib.error.HTTPError as answer:
        status, target = answer.code, answer.headers.get("Location") or ""
    except OSError:
        return False  # the server died under us: nothing was acknowledged
    assert status in {302, 502, 503}, status
    return status == 302 and re.search(rf"/me/applications/{person['pk']}/sent/$", target) is not None


def press_until_acknowledged(
    base: str, people: list[dict[str, Any]], ledger: list[int], stop: threading.Event
) -> None:
    for person in people:
        while not stop.is_set():
            if send(base, person):
                ledger.append(person["pk"])
                break
            stop.wait(0.1)
        stop.wait(SECONDS * 4 / PEOPLE * random.uniform(0.5, 1.0))


def kill_something(board: Running, rng: random.Random) -> str:
    """kill -9 of one process that serves: a web worker or master, the mail worker, or the whole database."""
    what = rng.choice(["web", "worker", "database"])
    if what == "database":
        victims = [board.postmaster()]
    elif what == "worker":
        victims = board.children("manage.py worker")
    else:
        masters = board.children("jobboard.web")
        victims = [pid for pid, (parent, _) in processes().items() if parent in masters] + masters
    if not victims or not victims[0]:
        return ""
    try:
        os.kill(rng.choice(victims), signal.SIGKILL)
    except ProcessLookupError:
        return ""
    return what


@pytest.mark.slow
def test_kills_lose_no_acknowledged_application_and_no_letter(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_start(tmp_path_factory)
    with PostOffice().open() as office:
        monkeypatch.setenv("EMAIL_URL", f"smtp://127.0.0.1:{office.port}")
        _survive(tmp_path, begun(tmp_path_factory, tmp_path), office)


def _survive(tmp_path: Path, board: Running, office: PostOffice) -> None:
    try:
        until("first answer", board.answers, 120)
        environment = {**os.environ, "VAR_DIR": str(tmp_path)}
        made = subprocess.run(
            [sys.executable, "tests/survival/prepare.py", str(PEOPLE)],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        people = [json.loads(line) for line in made.stdout.splitlines() if line.startswith("{")]
        assert len(people) == PEOPLE
        acknowledged, kills = _press_and_kill(board, people)
        assert kills.total() >= 5, kills
        assert {"web", "worker", "database"} <= set(kills), kills
        _compare(tmp_path, people, acknowledged, office)
    finally:
        board.process.terminate()
        board.process.wait(30)


def _press_and_kill(board: Running, people: list[dict[str, Any]]) -> tuple[list[int], Counter[str]]:
    acknowledged: list[int] = []
    stop, base = threading.Event(), f"http://127.0.0.1:{board.port}"
    threads = [
        threading.Thread(target=press_until_acknowledged, args=(base, people[i::4], acknowledged, stop))
        for i in range(4)
    ]
    for thread in threads:
        thread.start()
    rng, kills, end = random.Random(), Counter[str](), time.monotonic() + SECONDS
    while time.monotonic() < end or not {"web", "worker", "database"} <= set(kills):
        done = kill_something(board, rng)
        kills.update([done] if done else [])
        threading.Event().wait(rng.uniform(0.5, 2.0))
    until("the rest to be acknowledged", lambda: not any(t.is_alive() for t in threads), 90)
    stop.set()
    return acknowledged, kills


def _compare(var: Path, people: list[dict[str, Any]], acknowledged: list[int], office: PostOffice) -> None:
    with psycopg2.connect(LocalPG(var).url("corridor")) as connection:
        cursor = connection.cursor()
        cursor.execute(
            "SELECT id FROM applications_application WHERE status = 'submitted' AND id = ANY(%s)",
            [[p["pk"] for p in people]],
        )
        sent = sorted(row[0] for row in cursor.fetchall())
        assert sorted(acknowledged) == sent, "ledger and database disagree"
        assert len(set(acknowledged)) == PEOPLE
    receipts = Counter({person["email"]: 0 for person in people})

    def all_told() -> bool:
        receipts.clear()
        identities = {(str(letter["To"]), str(letter["Message-ID"])) for letter in list(office.letters)}
        receipts.update(to for to, _ in identities if to.endswith("@survival.example"))
        return len(receipts) == PEOPLE

    until("every receipt", all_told, 120)
    assert set(receipts.values()) == {1}, "a receipt left under two Message-IDs"
