"""The database of our own and the set-up: what they survive, and what they say when they cannot go on."""

import errno
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import _bootstrap
import psycopg2
import pytest

from jobboard.localpg import LocalPG, LocalPGError
from jobboard.pgprograms import give_cache
from jobboard.preparation import CannotStart
from jobboard.processes import Child
from jobboard.supervisor import Board

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LocalPG]:
    local = LocalPG(tmp_path / "var")
    yield local
    local.stop()


def ask(server: LocalPG, question: str = "SELECT 42") -> object:
    connection = psycopg2.connect(server.url())
    try:
        with connection.cursor() as cursor:
            cursor.execute(question)
            row = cursor.fetchone()
            return row and row[0]
    finally:
        connection.close()


def postmaster(server: LocalPG) -> int:
    return int((server.data / "postmaster.pid").read_text().split()[0])


def test_the_board_gives_its_database_a_share_of_the_memory_unless_it_is_told_how_much(
    server: LocalPG, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PG_CACHE_MB", "160")
    give_cache(1, most=1024)
    server.start()
    assert ask(server, "SHOW shared_buffers") == "160MB"
    monkeypatch.delenv("PG_CACHE_MB")
    give_cache(1, most=192)
    assert os.environ["PG_CACHE_MB"] == "192"
    monkeypatch.delenv("PG_CACHE_MB")
    give_cache(10**9, most=192)
    assert os.environ["PG_CACHE_MB"] == "128"


def test_the_database_starts_from_nothing_and_survives_kill_9_and_a_stale_pid_file(server: LocalPG) -> None:
    server.start()
    assert ask(server) == 42
    assert (ask(server, "SHOW fsync"), ask(server, "SHOW synchronous_commit")) == ("on", "on")
    assert ask(server, "SHOW listen_addresses") == ""

    os.kill(postmaster(server), signal.SIGKILL)
    server.start()
    assert ask(server) == 42

    assert ask(server, "SHOW shared_buffers") == "128MB"
    assert server.stop()
    assert not server.is_ready
    # After a reboot the number in the file may be somebody else's: this test's, here.
    (server.data / "postmaster.pid").write_text(
        f"{os.getpid()}\n{server.data}\n1\n5432\n{server.socket_dir}\n\n\n"
    )
    server.start()
    assert ask(server) == 42


def test_many_who_start_at_once_share_one_server_and_only_the_last_to_leave_stops_it(tmp_path: Path) -> None:
    several = [LocalPG(tmp_path) for _ in range(4)]
    threads = [threading.Thread(target=local.start) for local in several]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {postmaster(local) for local in several} == {postmaster(several[0])}
    assert [local.leave() for local in several] == [False, False, False, True]
    assert not several[0].is_ready


def test_data_of_another_major_version_are_left_alone_with_a_sentence(server: LocalPG) -> None:
    server.data.mkdir(parents=True, exist_ok=True)
    (server.data / "PG_VERSION").write_text("9.6\n")
    with pytest.raises(
        LocalPGError, match=r"was made by PostgreSQL 9 and this is PostgreSQL \d+: set PG_BIN"
    ):
        server.start()


def test_a_path_too_long_for_a_socket_works(tmp_path: Path) -> None:
    local = LocalPG(tmp_path / ("a" * 60) / ("b" * 60))
    try:
        assert ask(local.start()) == 42
    finally:
        local.stop()


def test_the_command_line_says_where_the_server_is(tmp_path: Path) -> None:
    def command(word: str) -> str:
        words = [sys.executable, "-m", "jobboard.localpg", str(tmp_path), word]
        return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()

    assert command("status") == "stopped"
    assert command("start") == command("url")
    assert command("status") == "running"
    command("stop")
    assert command("status") == "stopped"


# ── Sentences ────────────────────────────────────────────────────────────────────────────────────────────


def sentence_of(capsys: pytest.CaptureFixture[str], action: object, *args: object) -> str:
    with pytest.raises(SystemExit) as ended:
        action(*args)  # type: ignore[operator]
    assert ended.value.code == 1
    return capsys.readouterr().err.strip()


def test_an_old_python_gets_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    said = sentence_of(capsys, _bootstrap.need_python, (3, 9, 6))
    assert said == f"Python 3.11 or newer is needed, this is 3.9.6 ({sys.executable})."


def test_the_set_up_parses_on_an_old_python() -> None:
    source = (ROOT / "bin" / "_bootstrap.py").read_text()
    compile(source, "_bootstrap.py", "exec")
    import ast

    ast.parse(source, feature_version=(3, 5))
    for command in ("run", "test", "check", "manage"):
        head = (ROOT / "bin" / command).read_text().split("_bootstrap.enter")[0]
        ast.parse(head, feature_version=(3, 5))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("error: No space left on device (os error 28)", "The disk is full"),
        ("NewConnectionError: Temporary failure in name resolution", "The package index cannot be reached"),
        ("error sending request for url (https://…)", "The package index cannot be reached"),
        ("Permission denied (os error 13)", "No permission to write"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "Installing failed: THESE PACKAGES"),
    ],
)
def test_a_failed_installation_says_what_to_do(said: str, sentence: str) -> None:
    assert _bootstrap._why("Installing failed", said).startswith(sentence)


def test_a_refusal_of_the_disk_says_what_to_do() -> None:
    full, forbidden = (
        OSError(errno.ENOSPC, "No space left"),
        PermissionError(errno.EACCES, "Permission denied"),
    )
    assert _bootstrap.explain(full, "/x") == "The disk is full: make room where /x is, then start again."
    assert _bootstrap.explain(forbidden, "/x").startswith("No permission to write in /x")


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    return monkeypatch


def test_a_taken_port_gets_a_sentence(place: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        place.setenv("PORT", str(port))
        with pytest.raises(CannotStart, match=rf"Port {port} of 127.0.0.1 is taken"):
            Board.from_environment().check_place()


@pytest.mark.parametrize("port", ["http", "0", "70000", "-1", "80 "])
def test_a_port_that_is_none_gets_a_sentence(place: pytest.MonkeyPatch, port: str) -> None:
    place.setenv("PORT", port)
    with pytest.raises(CannotStart, match="a whole number from 1 to 65535"):
        Board.from_environment()


def test_a_folder_that_cannot_be_written_gets_a_sentence(place: pytest.MonkeyPatch, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    nowhere = (
        "/proc/nowhere" if os.geteuid() == 0 else str(closed / "var")
    )  # root may write anywhere but there
    place.setenv("VAR_DIR", nowhere)
    with pytest.raises(CannotStart, match=r"No permission to write|No such file"):
        Board.from_environment().check_place()


def test_an_unreachable_database_gets_a_sentence_and_exit_code_1(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DATABASE_URL": "postgres://board:topsecret@127.0.0.1:1/board",
        "VAR_DIR": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "prepare"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "The database at 127.0.0.1:1 cannot be reached, see DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr
    assert "topsecret" not in done.stderr


# ── Children ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_child_that_dies_is_started_again_and_leaves_nothing_behind() -> None:
    child = Child("sleeper", ["sleep", "60"])
    first = child.pid
    os.kill(first, signal.SIGKILL)
    child.process.wait()
    while child.pid == first:
        child.keep_up()
    assert child.deaths == 1
    Child.end_all([child])
    assert child.process.poll() is not None
    with pytest.raises(ProcessLookupError):
        os.killpg(child.pid, 0)
