"""How long the official directory of hospitals takes to be read into an empty database."""

import sys
import time
from pathlib import Path

from jobboard.bench.ground import CannotMeasure, Ground
from jobboard.bench.promises import HOSPITALS_SECONDS, Verdict


def measure(ground: Ground, file: Path) -> Verdict:
    """Raises CannotMeasure when the file cannot be read."""
    if not file.exists():
        raise CannotMeasure(f"{file} does not exist.")
    ground.make_empty()
    promise = f"import of 5,381 hospitals ≤ {HOSPITALS_SECONDS} s"
    began = time.monotonic()
    try:
        ground.run([sys.executable, "manage.py", "import_hospitals", str(file.resolve())], show=True)
    except CannotMeasure as error:
        return Verdict(promise, file.name, str(error), False)
    seconds = time.monotonic() - began
    rows = sum(1 for _ in file.open(encoding="utf-8", errors="replace")) - 1
    figure = f"{rows:,} in {seconds:.1f} s"
    return Verdict(promise, file.name, figure, seconds <= HOSPITALS_SECONDS)
