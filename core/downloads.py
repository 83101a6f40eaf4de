"""The ways a stored file leaves: as a download that no browser opens as a page of ours, or as a picture inside one."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from core.uploads import display_name

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}


def send_file(document_file: Any, name: str, kind: str) -> FileResponse:
    """Stream a FieldFile. Whoever calls has checked the right. Raises Http404 when the file is gone from the store."""
    try:
        stream = document_file.open("rb")
    except OSError as error:
        raise Http404 from error
    response = FileResponse(stream, content_type=CONTENT_TYPES.get(kind, "application/octet-stream"))
    response["Content-Disposition"] = (
        content_disposition_header(True, display_name(name, kind)) or "attachment"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def show_picture(picture_file: Any, kind: str) -> HttpResponse:
    """A picture that we drew, inside a page of ours. Whoever calls has checked the right. Raises Http404 like above."""
    try:
        with picture_file.open("rb") as stream:
            response = HttpResponse(stream.read(), content_type=f"image/{kind}")
    except OSError as error:
        raise Http404 from error
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def pdf_file(content: bytes, *, name: str) -> HttpResponse:
    """A PDF that we wrote for one reader, as a download. `name` without its ending."""
    response = HttpResponse(content, content_type="application/pdf")
    file = f"{slugify(name)[:60] or 'application'}.pdf"
    response["Content-Disposition"] = content_disposition_header(True, file) or "attachment"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
