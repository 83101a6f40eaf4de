"""A log line says what happened, never to whom: no names, addresses, tokens or texts."""

import json
import logging
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from accounts.models import User
from core import logs


def line(message: str, *args: Any, error: BaseException | None = None) -> dict[str, Any]:
    record = logging.LogRecord("django.request", logging.ERROR, "x.py", 1, message, args, None)
    if error is not None:
        record.exc_info = (type(error), error, error.__traceback__)
    written: dict[str, Any] = json.loads(logs.formatter().format(record))
    return written


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("no mail to amara@people.example", "no mail to [cut]"),
        ("/accounts/?email=amara%40people.example", "/accounts/?email=[cut]"),
        ("/alerts/eyJhIjo3fQ:1vNqLm:Zk3vR8sQ2pX9aBcD1eFgHiJkLmNoPqRsTuVwXyZ0/", "/alerts/[cut]/"),
        ("/workspace/x/exports/0b8ffd3a-9f2f-4a5c-8b1c-1f0e3a2d4c5b/", "/workspace/x/exports/[cut]/"),
        ("/openings/12/social-media-manager/", "/openings/12/social-media-manager/"),
    ],
)
def test_addresses_and_tokens_are_cut(said: str, written: str) -> None:
    assert line("Internal Server Error: %s", said)["event"] == f"Internal Server Error: {written}"


def test_what_an_exception_says_is_left_out(candidate: User) -> None:
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        User.objects.create_user(candidate.email, name="Amara Bekele")
    assert candidate.email in str(raised.value), "the control: the database quotes it"
    written = line("it broke", error=raised.value)
    text = json.dumps(written)
    assert "amara" not in text.lower()
    assert "IntegrityError" in written["exception"] and "UniqueViolation" in written["exception"]
    assert any("create_user" in frame for frame in written["where"])


def test_code_logs_numbers_and_kinds_only() -> None:
    """Nobody hands a person, an address or a text to the log."""
    told = re.compile(
        r"\blog\.(?:debug|info|warning|error|exception)\([^)]*\b(?:email|name|user|words|token|text|str\(error\))="
    )
    listed = subprocess.run(
        ["git", "ls-files", "*.py"], cwd=settings.BASE_DIR, check=True, capture_output=True, text=True
    ).stdout.split()
    sources = [Path(settings.BASE_DIR) / name for name in listed if not name.startswith("tests/")]
    assert [str(p) for p in sources if p.exists() and told.search(p.read_text())] == []
