"""The first and the last word of every request: what never reaches a view, and what never becomes a bare 500."""

import sys
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.core.handlers.wsgi import WSGIRequest
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import patch_vary_headers

from core.workflow import WrongState

TEXTS = {"text/html", "text/plain", "text/csv", "text/calendar"}
METHODS = {"GET", "HEAD", "POST", "OPTIONS"}
NOT_WRITTEN = {"csrfmiddlewaretoken", "password"}
READ_ON_BYTES = 64 * 1024 * 1024
SHORTEST_TEXT = 8  # characters; shorter ones are typed again sooner than copied
GetResponse = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger("http")


class Request(WSGIRequest):
    """Django makes a request before any middleware runs, and when a charset is named it reads the whole address in it:
    an odd one, or too many parameters, would be a bare 500 (5.2). Here they are refused later, by a page."""

    def _set_content_type_params(self, meta: Any) -> None:
        self.content_type, self.content_params = "", {}
        try:
            super()._set_content_type_params(meta)  # type: ignore[misc]
        except (SuspiciousOperation, LookupError, ValueError):
            self.content_params.setdefault("charset", "unknown")


class FirstMiddleware:
    """Refuses what stock Django answers with a 500 or by accident with a 200: odd methods, odd charsets, NUL bytes."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS and not request.path.startswith("/api/"):
            return _plain(
                HTTPStatus.METHOD_NOT_ALLOWED, "Only GET, HEAD and POST.", Allow="GET, HEAD, POST, OPTIONS"
            )
        if (request.content_params or {}).get("charset", "utf-8").lower() not in {"utf-8", "utf8"}:
            return _plain(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send text as UTF-8.")
        try:
            if int(request.META.get("CONTENT_LENGTH") or 0) > settings.REQUEST_MAX_BYTES:
                return _early(
                    request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, typed=_typed_beside_a_file(request)
                )
        except ValueError:
            return _plain(HTTPStatus.BAD_REQUEST, "Content-Length is not a number.")
        if _has_nul(request.path_info) or _has_nul(request.META.get("QUERY_STRING", "")):
            return _early(request, HTTPStatus.BAD_REQUEST)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """Forms with a NUL byte or bytes that are not UTF-8 stop here; PostgreSQL would refuse them later."""
        if request.method != "POST" or request.path.startswith("/api/"):
            return None
        try:
            pairs = [(k, v) for k, values in request.POST.lists() for v in values]
        except (UnicodeError, LookupError, BadRequest):
            return render_error(request, HTTPStatus.BAD_REQUEST)
        if any("\x00" in k or "\x00" in v for k, v in pairs if isinstance(v, str)):
            return render_error(request, HTTPStatus.BAD_REQUEST)
        return None


class CompressTextMiddleware(GZipMiddleware):
    """Pages, feeds and other text leave compressed, with a random padding against BREACH (Django's). Files do not:
    static ones are compressed already, and what people uploaded is sent as it is."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.get("Content-Type", "").partition(";")[0]
        if response.streaming or not (kind in TEXTS or kind.endswith(("json", "xml"))):
            return response
        return super().process_response(request, response)


class KindErrorsMiddleware:
    """Turns what the house expects to go wrong into a page that says what to do."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        patch_vary_headers(response, ["HX-Request"])
        # A copy that nobody asks about could outlive the closing date of what it shows.
        response.setdefault("Cache-Control", "private, no-cache")
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET":
            # signing in leads back to the address of a button that was pressed signed out: a browser shows nothing there
            response.content = render_to_string("405.html", {}, request=None)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, WrongState):
            return render_error(request, HTTPStatus.CONFLICT, typed=typed_in(request))
        if isinstance(error, OperationalError | InterfaceError):
            return _database_gone(request, error)
        return None


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500. A database that goes away while a middleware reads (session, user) ends here, not in a view."""
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError | InterfaceError):
        return _database_gone(request, error)
    return render_error(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def render_error(request: HttpRequest, status: HTTPStatus, **context: object) -> HttpResponse:
    """The error page of that status, in the house's face."""
    page = render_to_string(f"{status.value}.html", context, request=None)
    return HttpResponse(page, status=status.value)


def _early(request: HttpRequest, status: HTTPStatus, **context: object) -> HttpResponse:
    """An error page before anybody asked which language the address is in."""
    language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    with translation.override(language):
        return render_error(request, status, **context)


def typed_in(request: HttpRequest) -> list[str]:
    """What a person wrote in the form that came too late, to be copied from the page that says so: texts, not choices."""
    if request.method != "POST":
        return []
    try:
        fields = list(request.POST.lists())
    except (UnicodeError, LookupError, OSError, BadRequest, SuspiciousOperation, MultiPartParserError):
        return []
    sent = [text.strip() for key, values in fields if key not in NOT_WRITTEN for text in values]
    return [text for text in sent if " " in text and len(text) >= SHORTEST_TEXT and text[0] not in "{["]


class _Unkept(FileUploadHandler):
    """Reads past what is uploaded, keeps nothing of it."""

    def new_file(self, *_: Any, **__: Any) -> None:
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None: ...

    def file_complete(self, file_size: int) -> None: ...


def _typed_beside_a_file(request: HttpRequest) -> list[str]:
    """What was typed in a form whose file is too large: read on for it, as far as READ_ON_BYTES. Only for a form of our
    own pages: here no view has asked for its token yet."""
    length, kind = int(request.META["CONTENT_LENGTH"]), request.META.get("CONTENT_TYPE", "")
    from_here = request.META.get("HTTP_SEC_FETCH_SITE") == "same-origin"
    if not from_here or length > READ_ON_BYTES or not kind.startswith("multipart/form-data"):
        return []
    request.upload_handlers = [_Unkept(request)]
    return typed_in(request)


def _database_gone(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("database", kind=type(error).__name__, path=request.path)
    response = render_error(request, HTTPStatus.SERVICE_UNAVAILABLE, typed=typed_in(request))
    response["Retry-After"] = "5"
    return response


def _has_nul(text: str) -> bool:
    return "\x00" in text or "%00" in text


def _plain(status: HTTPStatus, text: str, **headers: str) -> HttpResponse:
    return HttpResponse(
        text + "\n", status=status.value, content_type="text/plain; charset=utf-8", headers=headers
    )
