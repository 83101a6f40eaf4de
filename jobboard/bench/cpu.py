"""What processes have used, from Linux's /proc. Elsewhere nothing is known, and the table says so."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Reading:
    """What processes have used so far: ns by (process, thread), and ms of their children that have ended."""

    threads: dict[tuple[int, int], int]
    ended: dict[int, float]

    def since(self, before: "Reading") -> float:
        """Milliseconds between two readings. An idle thread that ended takes nothing back."""
        threads = sum(used - before.threads.get(key, 0) for key, used in self.threads.items())
        ended = sum(ms - before.ended.get(pid, 0.0) for pid, ms in self.ended.items())
        gone = {pid for pid, _ in before.threads} - {pid for pid, _ in self.threads}
        known = sum(used for (pid, _), used in before.threads.items() if pid in gone)
        return threads / 1_000_000 + max(0.0, ended - known / 1_000_000)


def read(roots: list[int]) -> Reading:
    """Of these processes and all below them."""
    everybody = {pid for root in roots for pid in family(root)}
    threads = {key: used for pid in everybody for key, used in _threads(pid)}
    return Reading(threads, {pid: _of_the_dead_below(pid) for pid in everybody})


def memory(pid: int) -> tuple[float, float]:
    """MB in memory: all of it, and its share of what several processes hold together."""
    facts = dict(
        line.split(":", 1)
        for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
        if ": " in line
    )
    return tuple(int(facts[name].split()[0]) / 1024 for name in ("Rss", "Pss"))  # type: ignore[return-value]


def _threads(pid: int) -> Iterator[tuple[tuple[int, int], int]]:
    """To the nanosecond: the ticks of /proc/…/stat are as long as a whole page takes."""
    for thread in (PROC / str(pid) / "task").glob("[0-9]*"):
        try:
            yield (pid, int(thread.name)), int((thread / "schedstat").read_text().split()[0])
        except OSError:
            continue  # it ended meanwhile


def _of_the_dead_below(pid: int) -> float:
    facts = _stat(pid)
    return (int(facts[13]) + int(facts[14])) * 1000 / TICKS if facts else 0.0


def _stat(pid: int) -> list[str] | None:
    """The fields of /proc/…/stat after the name: state, parent, …"""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
