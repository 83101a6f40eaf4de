"""Draws a picture anew, as a child process that may die without harm (core/redrawn.py asks it).

Reads the file on standard input and its sizes as arguments: "96" is a square, "1600whole" the whole picture in its own
shape, no side longer. Writes the WebP files one after the other, each behind a line of text with its length, width and
height. Nothing of the old file survives but its pixels: no metadata, no second file behind the first. A picture that
eats memory or time ends this process, never the server.
"""

import io
import sys
import warnings
from typing import Any

MEMORY = 512 * 1024 * 1024  # bytes of address space
CPU_SECONDS = 8
MOST_PIXELS = 16_000_000
LONGEST_SIDE = 6_000
FORMATS = ("PNG", "JPEG", "WEBP")
WHOLE = "whole"
TOO_LARGE, UNREADABLE = 3, 4  # exit codes


def limit() -> None:
    """Where the system knows limits (not on Windows), take them before the file is touched."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def drawn(data: bytes, sizes: list[str]) -> list[tuple[bytes, int, int]]:
    """(file, width, height) for each size. Exits on what is too large."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error")
    with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
        width, height = picture.size
        if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
            sys.exit(TOO_LARGE)
        largest = 2 * max(int(size.removesuffix(WHOLE)) for size in sizes)
        picture.draft("RGB", (largest, largest))
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    return [
        _whole(upright, int(size.removesuffix(WHOLE)))
        if size.endswith(WHOLE)
        else (_square(upright, int(size)), int(size), int(size))
        for size in sizes
    ]


def _whole(picture: Any, longest: int) -> tuple[bytes, int, int]:
    """On white, in its own shape; a small picture stays small."""
    from PIL import Image

    picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    page = Image.new("RGB", picture.size, (255, 255, 255))
    page.paste(picture, mask=picture.getchannel("A"))
    out = io.BytesIO()
    page.save(out, "WEBP", quality=82, method=4)
    return out.getvalue(), page.width, page.height


def _square(picture: Any, size: int) -> bytes:
    """The picture in the middle of a transparent square."""
    from PIL import Image, ImageOps

    small = ImageOps.contain(picture, (size, size), Image.Resampling.LANCZOS)
    square = Image.new("RGBA", (size, size), (255, 255, 255, 0))
    square.paste(small, ((size - small.width) // 2, (size - small.height) // 2))
    out = io.BytesIO()
    square.save(out, "WEBP", quality=90, method=4)
    return out.getvalue()


if __name__ == "__main__":
    limit()
    from PIL import Image as _loaded  # noqa: F401 what the file needs is read before the file is

    try:
        files = drawn(sys.stdin.buffer.read(), sys.argv[1:])
    except SystemExit:
        raise
    except Exception as error:
        sys.exit(TOO_LARGE if "Bomb" in type(error).__name__ else UNREADABLE)
    for content, width, height in files:
        sys.stdout.buffer.write(b"%d %d %d\n" % (len(content), width, height) + content)
