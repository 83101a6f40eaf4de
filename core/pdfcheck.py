"""Counts the pages of a PDF on standard input, as a child process that may die without harm.

Prints {"pages": n} or {"encrypted": true}. A file that eats memory or time ends this process, never the server.
"""

import io
import json
import sys

MEMORY = 256 * 1024 * 1024  # bytes of address space, of which the interpreter and pypdf take about a half
CPU_SECONDS = 8


def limit() -> None:
    """Where the system knows limits (not on Windows), take them before the file is touched."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def look(data: bytes) -> dict[str, object]:
    """A PDF that opens without a password counts as open, even when it forbids editing."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        return {"encrypted": True}
    return {"pages": len(reader.pages)}


if __name__ == "__main__":
    limit()
    import logging

    logging.disable()
    json.dump(look(sys.stdin.buffer.read()), sys.stdout)
