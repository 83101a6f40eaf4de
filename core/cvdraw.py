"""The pages of a PDF as pictures, drawn by a child process that may die of the file without harm.

    pages, pictures = drawn(content)      # None: nobody could draw it
    picture.width, picture.height, picture.png

The child gets the file on its standard input and nothing else: no environment, limits of memory, CPU time and open
files, and it cannot write to the disk. Scripts, forms, links and attached files of a PDF are not drawn and not run:
PDFium is asked for pixels only.
"""

import io
import struct
import subprocess
import sys
from dataclasses import dataclass

from django.conf import settings

MOST_PAGES = 20
WIDTH = 1100  # pixels: sharp on a wide column, readable on a phone
HEIGHT = 3200  # pixels at most
CHILD_SECONDS = 40  # wall clock
MEMORY = 640 * 1024 * 1024  # bytes of address space; PDFium and a page of pixels take about a third
CPU_SECONDS = 25
MOST_BYTES = 40 * 1024 * 1024  # that a child may send back
_HEAD = struct.Struct("!HHHI")  # page, width, height, bytes


@dataclass(frozen=True, slots=True)
class Picture:
    """One page; `number` counts from 1."""

    number: int
    width: int
    height: int
    png: bytes


def drawn(content: bytes, *, colours: str = "few") -> tuple[int, list[Picture]] | None:
    """(pages of the PDF, pictures of the first MOST_PAGES of them). None when the child failed or took too long.

    colours: "few" is enough for pages of text, "many" for what shows photographs.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", "core.cvdraw", colours],
            input=content,
            capture_output=True,
            timeout=CHILD_SECONDS,
            cwd=settings.BASE_DIR,
            env={"PYTHONDONTWRITEBYTECODE": "1"},
            check=True,
        )
        return _read(done.stdout)
    except (subprocess.SubprocessError, OSError, struct.error, ValueError):
        return None


def _read(said: bytes) -> tuple[int, list[Picture]]:
    """What a child sent is judged like anything from outside: sizes, and that each picture is a PNG."""
    if len(said) > MOST_BYTES:
        raise ValueError("too much")
    (pages,), at, pictures = struct.unpack_from("!H", said), 2, []
    while at < len(said):
        number, width, height, length = _HEAD.unpack_from(said, at)
        at += _HEAD.size
        png = said[at : at + length]
        if (
            len(png) != length
            or not png.startswith(b"\x89PNG\r\n\x1a\n")
            or width > WIDTH + 1
            or height > HEIGHT + 1
        ):
            raise ValueError("no picture")
        pictures.append(Picture(number, width, height, png))
        at += length
    if not pictures:
        raise ValueError("nothing")
    return pages, pictures


# ── In the child ─────────────────────────────────────────────────────────────────────────────────────
def limit() -> None:
    """Where the system knows limits (not on Windows), take them before the file is touched."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def draw(content: bytes, colours: str = "few") -> bytes:
    """The answer for the parent: the number of pages, then for each picture its head and its PNG."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(content)
    out = io.BytesIO()
    out.write(struct.pack("!H", min(len(document), 65_535)))
    for number in range(min(len(document), MOST_PAGES)):
        page = document[number]
        width, height = page.get_size()
        if width < 1 or height < 1:
            continue
        scale = min(WIDTH / width, HEIGHT / height)
        if min(width, height) * scale < 1:
            continue
        image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        packed = io.BytesIO()
        # 128 colours are enough for a page of text, and make it a third as large.
        fewer = image.quantize(128, dither=0) if colours == "few" else image.quantize(256)
        fewer.save(packed, "PNG", optimize=False)
        png = packed.getvalue()
        out.write(_HEAD.pack(number + 1, image.width, image.height, len(png)) + png)
        page.close()
    return out.getvalue()


if __name__ == "__main__":
    import logging

    limit()
    logging.disable()
    sys.stdout.buffer.write(draw(sys.stdin.buffer.read(), *sys.argv[1:]))
