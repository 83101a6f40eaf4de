"""Hostile requests end in a 4xx, never in a 500; a database that is gone ends in our own page."""

import gzip
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client, RequestFactory

from accounts.models import User
from core.http import CompressTextMiddleware, Request

BACKEND = "accounts.backends.Backend"


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "PROPFIND", "FOO"])
def test_odd_methods_are_refused_before_any_view(client: Client, method: str) -> None:
    response = client.generic(method, "/healthz")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST, OPTIONS")


@pytest.mark.django_db
def test_coming_back_to_a_button_s_address_says_that_nothing_was_done(client: Client) -> None:
    response = client.get("/me/documents/1/removal/", follow=True)
    assert "/accounts/login/" in response.redirect_chain[0][0]
    client.force_login(User.objects.create_user("amara@people.example"), backend=BACKEND)
    response = client.get("/me/documents/1/removal/")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert b"Nothing was done yet" in response.content


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content_type", "query", "status"),
    [
        ("text/plain; charset=hex", "q=%ff", 415),
        ("text/plain; charset=idna", "q=" + "%ff" * 99, 415),
        ("text/plain; charset*=utf-8''punycode", "q=%ff%5c", 415),
        ("text/plain; charset=utf-8", "a=1&" * 1200, 400),
        ("", "a=1&" * 1200, 400),
    ],
)
def test_a_charset_beside_an_odd_address_is_refused_by_a_page_before_it_can_break_the_server(
    content_type: str, query: str, status: int
) -> None:
    """Through the web server's own entry: Django's test client makes its requests otherwise."""
    entry, answered = WSGIHandler(), []
    entry.request_class = Request
    environ = RequestFactory().generic("GET", "/openings/").environ
    environ |= {"CONTENT_TYPE": content_type, "QUERY_STRING": query}

    def start(status: str, headers: list[tuple[str, str]], error: Any = None, /) -> Callable[[bytes], object]:
        answered.append(status)
        return bytes

    body = b"".join(entry(environ, start))
    assert answered[0].startswith(f"{status} ") and body


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/x-www-form-urlencoded; charset=utf-16", b"a=b"),
        ("multipart/form-data; boundary=x; charset=idna", b"--x--"),
        ("application/x-www-form-urlencoded; charset=nonsense", b"a=b"),
    ],
)
@pytest.mark.django_db
def test_other_charsets_are_refused(client: Client, content_type: str, body: bytes) -> None:
    assert client.generic("POST", "/accounts/login/", body, content_type=content_type).status_code == 415


@pytest.mark.parametrize("path", ["/openings/?q=%00", "/openings/?%00=1", "/hospitals/%00/"])
@pytest.mark.django_db
def test_a_nul_byte_in_the_address_is_a_bad_request(client: Client, path: str) -> None:
    assert client.get(path).status_code == 400


@pytest.mark.django_db
def test_a_nul_byte_in_a_form_is_a_bad_request(client: Client) -> None:
    assert client.post("/accounts/login/", {"login": "a\x00b"}).status_code == 400


@pytest.mark.django_db
def test_bytes_that_are_no_utf8_in_a_form_are_no_server_error(client: Client) -> None:
    response = client.generic(
        "POST", "/accounts/login/", b"login=%ff%fe", content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code < 500


@pytest.mark.django_db
def test_a_body_that_is_too_large_is_told_so(client: Client) -> None:
    response = client.generic("POST", "/accounts/login/", b"x", CONTENT_LENGTH=str(10**9))
    assert response.status_code == 413
    assert "That file is too large" in response.content.decode()
    response = client.generic("POST", "/nl/accounts/login/", b"x", CONTENT_LENGTH=str(10**9))
    assert "Dat bestand is te groot" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("site", "given_back"), [("same-origin", True), ("cross-site", False)])
def test_a_letter_beside_a_file_that_is_too_large_is_given_back_to_its_own_page(
    client: Client, settings: Any, site: str, given_back: bool
) -> None:
    settings.REQUEST_MAX_BYTES = 1000
    form = {"letter": "Dear team, I ran <b>three</b> campaigns.", "cv": ContentFile(b"%PDF" * 1000, "cv.pdf")}
    response = client.post("/accounts/login/", form, headers={"sec-fetch-site": site})
    assert response.status_code == 413
    assert ("I ran &lt;b&gt;three&lt;/b&gt; campaigns." in response.content.decode()) is given_back


@pytest.mark.django_db
def test_a_database_that_is_gone_gives_our_own_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: Any, **__: Any) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr("hospitals.models.Hospital.objects.all", gone)
    monkeypatch.setattr("django.db.models.query.QuerySet._fetch_all", gone)
    response = client.get("/hospitals/")
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert "OperationalError" not in response.content.decode()


@pytest.mark.django_db
def test_a_question_that_takes_too_long_is_broken_off_and_ends_in_our_own_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: Any, **__: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 20")
            cursor.execute("SELECT pg_sleep(20)")

    monkeypatch.setattr("postings.views.public.Search", slow)
    response = client.get("/openings/?q=a")
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert "One moment" in response.content.decode()


def test_the_web_server_breaks_off_what_takes_two_seconds_and_makes_its_own_requests() -> None:
    """As it is started, in a process of its own: commands and the worker ask for no end."""
    options = "connection.settings_dict['OPTIONS']['options']"
    web, command = (
        subprocess.run(
            [sys.executable, "-c", f"{first}; from django.db import connection; print({then})"],
            capture_output=True, text=True, check=True, cwd=django_settings.BASE_DIR,
        ).stdout
        for first, then in (
            ("from jobboard.wsgi import application", f"{options}, application.request_class.__module__"),
            ("import django; django.setup()", options),
        )
    )  # fmt: skip
    assert "statement_timeout=2000 " in web and web.endswith(" core.http\n")
    assert "statement_timeout=0 " in command


@pytest.mark.django_db
def test_every_page_carries_the_strict_policy(client: Client) -> None:
    response = client.get("/")
    policy = response["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
    assert "default-src 'none'" in policy
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert "HX-Request" in response["Vary"]


@pytest.mark.django_db
def test_a_page_leaves_compressed_for_a_browser_that_can_and_a_file_as_it_is(client: Client) -> None:
    page = client.get("/openings/", headers={"Accept-Encoding": "gzip"})
    assert page["Content-Encoding"] == "gzip" and "Accept-Encoding" in page["Vary"]
    assert gzip.decompress(page.content).lstrip().startswith(b"<!doctype html>")
    assert "Content-Encoding" not in client.get("/openings/")
    pdf = HttpResponse(b"%PDF" + b"x" * 1000, content_type="application/pdf")
    request = RequestFactory().get("/", headers={"Accept-Encoding": "gzip"})
    CompressTextMiddleware(lambda _: pdf)(request)
    assert "Content-Encoding" not in pdf
