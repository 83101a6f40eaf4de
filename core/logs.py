"""Logs: one line of JSON each, without personal data (no names, mails, tokens, texts).

Code logs numbers, kinds and verbs. What others log (Django, the libraries) passes here too: of an exception stay its type
and where it happened, because its words may quote what somebody typed; whatever looks like an address or a token is cut.
"""

import logging
import re
import sys
from types import TracebackType
from typing import Any

import structlog

CUT = "[cut]"
# A mail address; a signed value ("7:1vNqLm:Zk3v…"); or twenty and more signs with a digit among them, which no word of
# ours has: a token, a session's key.
_PERSONAL = re.compile(
    r"[\w.+%-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.])[\w-]{4,}(?::[\w-]{4,})+"
    r"|(?<![\w.])(?=[\w-]*\d)[\w-]{20,}"
)
_OURS = frozenset({"level", "logger", "timestamp", "where", "exception"})


def configuration(*, level: str) -> dict[str, Any]:
    """The value of settings.LOGGING: everything of this level and above goes to stderr."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": formatter}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            "django.request": {"level": "ERROR"},  # a 403 or 404 is an answer, not an incident
            **{name: {"level": "WARNING"} for name in ("django_tasks", "django_tasks_db", "django.server")},
        },
    }


def formatter() -> logging.Formatter:
    """Writes a record as one line of JSON."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        where_it_broke,
        without_people,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(),
        ],
    )


def where_it_broke(_logger: Any, _method: str, line: Any) -> Any:
    """An exception as its type and its frames ("core/http.py:42 process_view"), innermost last; never its words."""
    info = line.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    error = info if isinstance(info, BaseException) else info[1] if isinstance(info, tuple) else None
    if error is not None:
        line["exception"], line["where"] = _kinds(error), _frames(error.__traceback__)
    return line


def _kinds(error: BaseException) -> str:
    """The type, and those that caused it."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    own = f"{type(error).__module__}.{type(error).__qualname__}"
    return f"{own} from {_kinds(cause)}" if cause is not None and cause is not error else own


def _frames(trace: TracebackType | None) -> list[str]:
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        file = "/".join(code.co_filename.split("/")[-3:])
        found.append(f"{file}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return found[-25:]


def without_people(_logger: Any, _method: str, line: Any) -> Any:
    """Cut what looks like a mail address or a token out of every value."""
    record = line.get("_record")
    if record is not None:  # of another library: its text is made from arguments already
        record.exc_text = None
    for key, value in line.items():
        if key not in _OURS and isinstance(value, str):
            line[key] = _PERSONAL.sub(CUT, value)
    return line
