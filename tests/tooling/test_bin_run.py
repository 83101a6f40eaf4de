"""bin/run itself: everything comes up, comes back when it is killed, and leaves nothing behind."""

import os
import signal
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.running import FIRST_START, Running, begun, first_start, processes, until


@pytest.fixture
def board(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = begun(tmp_path_factory, tmp_path)
    try:
        running.is_up(FIRST_START)
        yield running
    finally:
        if running.process.poll() is None:
            running.process.terminate()
            running.process.wait(timeout=30)


@pytest.mark.slow
def test_from_an_empty_folder_it_comes_up_answers_and_ends(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert (first_start(tmp_path_factory) / "prepared").exists()


@pytest.mark.slow
def test_whatever_is_killed_comes_back_and_the_end_leaves_no_process(board: Running) -> None:
    assert board.answers()
    until("the worker", lambda: board.children("manage.py worker"))

    for word in ("jobboard.web", "manage.py worker"):
        [pid] = board.children(word)
        os.kill(pid, signal.SIGKILL)
        until(f"another {word}", partial(board.another, word, pid))
    until("an answer", board.answers)
    assert "was ended by SIGKILL; starting it again in" in board.said()

    database = board.postmaster()
    os.kill(database, signal.SIGKILL)
    until(
        "another database",
        lambda: "starting it again" in board.said() and board.postmaster() not in {0, database},
    )
    until("an answer", board.answers)

    everything = board.everything()
    board.process.terminate()
    assert board.process.wait(timeout=30) == 0, board.said()
    assert everything & processes().keys() == set()


@pytest.mark.slow
def test_killed_itself_it_takes_its_children_along_and_the_next_start_takes_over(board: Running) -> None:
    until("the worker", lambda: board.children("manage.py worker"))
    everything = board.everything()
    database = {pid for pid in everything if "postgres" in processes().get(pid, (0, ""))[1]}
    board.process.kill()
    board.process.wait()
    if not sys.platform.startswith("linux"):
        pytest.skip("only Linux tells children of their parent's death")
    until("the children's end", lambda: not (everything - database) & processes().keys())

    again = Running(board.var)
    again.is_up(30)
    everything = again.everything() | database
    again.process.send_signal(signal.SIGINT)
    assert again.process.wait(timeout=30) == 0, again.said()
    assert everything & processes().keys() == set()
