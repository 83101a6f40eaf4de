"""A rejection waits a day in which the hospital may undo it. Until its letter leaves, nothing that a candidate can open knows."""

import json
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts import copies
from accounts.models import PersonalCopy, User
from applications import endings
from applications.models import Application
from tests.conftest import make_offer

LINK = re.compile(r'href="(/[^"#]*)')
MOVES = re.compile(r'csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|X-CSRFToken[^}]*|<!--.*?-->')


@pytest.fixture
def running(make_application: Callable[..., Application], hospital: Any, candidate: User) -> Application:
    now = timezone.now()
    return make_application(status="in_review", seen_at=now, submitted_at=now - timedelta(days=2), number=1)


def pages_of(client: Any, first: list[str]) -> dict[str, str]:
    """Every page of one's own that links lead to, as text."""
    waiting, seen = list(first), dict[str, str]()
    while waiting:
        url = waiting.pop(0)
        if url in seen:
            continue
        answer = client.get(url)
        seen[url] = f"{answer.status_code} {answer.get('Location', '')}"
        if "text/html" in answer.get("Content-Type", ""):
            page = answer.content.decode()
            seen[url] += MOVES.sub("", page)
            waiting += [link for link in LINK.findall(page) if link.startswith("/me")]
    return seen


def copy_of(user: User) -> dict[str, Any]:
    PersonalCopy.objects.all().delete()
    copy = copies.ask(user, language="en")
    copies.build(copy.pk)
    copy.refresh_from_db()
    with zipfile.ZipFile(copy.file) as archive:
        return json.loads(archive.read("corridor.json"))["tables"]


@pytest.mark.parametrize("stage", ["submitted", "in_review", "shortlisted", "interview", "offered"])
def test_no_page_of_the_candidate_changes_while_a_rejection_waits(
    stage: str, candidate: User, recruiter: User, client_of: Any, make_application: Any, make_posting: Any
) -> None:
    now = timezone.now()
    running = make_application(status=stage, seen_at=now, submitted_at=now - timedelta(days=2), number=1)
    if stage == "offered":
        make_offer(running, accepted_at=now)
    make_application(posting=make_posting(title="Another"), number=1)
    client = client_of(candidate)
    first = ["/me/", running.get_absolute_url(), running.posting.get_absolute_url()]
    before = pages_of(client, first)
    Application.objects.filter(pk=running.pk).update(seen_at=None)  # it is rejected from the list, unopened
    endings.reject(running, by=recruiter, reason="skills", message="Sorry.", ask_to_keep=True, at=now)
    after = pages_of(client, first)
    assert len(before) > 20
    assert [url for url, page in before.items() if after.get(url) != page] == []
    assert set(after) == set(before)


def test_the_copy_of_everything_knows_no_waiting_rejection(
    running: Application, candidate: User, recruiter: User
) -> None:
    before = copy_of(candidate)
    endings.reject(running, by=recruiter, reason="skills", message="Sorry.", ask_to_keep=True)
    assert copy_of(candidate) == before
    endings.undo_rejection(running, by=recruiter)
    assert copy_of(candidate) == before
