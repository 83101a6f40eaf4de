"""What a person can do about a refusal of the disk or of a program. Standard library only."""

import errno
import re
from pathlib import Path


def sentence(error: OSError, place: Path | str) -> str:
    """What a person can do about the file system's refusal."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"The disk is full: make room where {place} is, then start again."
    if error.errno in {errno.EPERM, errno.EACCES, errno.EROFS}:
        return f"No permission to write in {place}: run as its owner, or set VAR_DIR to a folder of your own."
    return f"{place}: {error.strerror or error}."


def reason(what: str, said: str) -> str:
    """One sentence for what PostgreSQL's programs wrote."""
    if "No space left on device" in said:
        return "The disk is full: PostgreSQL needs about 100 MB more."
    if re.search(r"Permission denied|Read-only file system", said):
        return f"{what}: no permission to write there; set VAR_DIR to a folder of your own."
    lines = [line for line in said.strip().splitlines() if line.strip()]
    return f"{what}: {lines[-1].strip() if lines else 'it said nothing'}."
