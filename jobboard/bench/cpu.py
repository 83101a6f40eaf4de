"""What processes have used, from Linux's /proc. Elsewhere nothing is known, and the table says so."""

import os
from pathlib import Path

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def is_known() -> bool:
    return (PROC / "self" / "schedstat").exists()


def family(root: int) -> set[int]:
    """A process and all below it."""
    parents: dict[int, int] = {}
    for entry in PROC.glob("[0-9]*"):
        if (facts := _stat(int(entry.name))) is not None:
            parents[int(entry.name)] = int(facts[1])
    found = {root} if root in parents else set()
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def used(roots: list[int]) -> float:
    """Milliseconds of CPU of these processes and all below them, of those that ended too."""
    total = 0.0
    for root in roots:
        for pid in family(root):
            total += _own(pid) + _of_the_dead_below(pid)
    return total


def memory(pid: int) -> tuple[float, float]:
    """MB in memory: all of it, and its share of what several processes hold together."""
    facts = dict(
        line.split(":", 1)
        for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
        if ": " in line
    )
    return tuple(int(facts[name].split()[0]) / 1024 for name in ("Rss", "Pss"))  # type: ignore[return-value]


def _own(pid: int) -> float:
    """Of its threads, to the nanosecond: the ticks of /proc/…/stat are as long as a whole page takes."""
    total = 0
    for thread in (PROC / str(pid) / "task").glob("[0-9]*"):
        try:
            total += int((thread / "schedstat").read_text().split()[0])
        except OSError:
            continue  # it ended meanwhile
    return total / 1_000_000


def _of_the_dead_below(pid: int) -> float:
    facts = _stat(pid)
    return (int(facts[13]) + int(facts[14])) * 1000 / TICKS if facts else 0.0


def _stat(pid: int) -> list[str] | None:
    """The fields of /proc/…/stat after the name: state, parent, …"""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
