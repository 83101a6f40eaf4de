"""From python3 alone to the project's own environment. Standard library only.

This file must parse on any Python 3, so that an old one gets a sentence and not a syntax error: no f-strings,
no newer syntax. JOBBOARD_VENV names another place for the environment, JOBBOARD_NO_UV=1 installs with pip.
"""

import errno
import hashlib
import importlib.util
import io
import os
import subprocess
import sys

NEEDED = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.abspath(os.environ.get("JOBBOARD_VENV") or os.path.join(ROOT, ".venv"))
PYTHON = os.path.join(VENV, "bin", "python")
PIP = [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--retries", "2"]

# What installers write when …
UNREACHABLE = ("name resolution", "Name or service not known", "NewConnectionError", "ConnectTimeout", "dns error",
               "Connection refused", "Network is unreachable", "error sending request", "ProxyError", "Could not connect",
               "No matching distribution found for uv")  # fmt: skip
FULL = ("No space left on device", "os error 28", "Disk quota exceeded")
FORBIDDEN = ("Permission denied", "Read-only file system", "os error 13", "os error 30")


def fail(sentence: str) -> None:
    """Ends the command with one sentence and exit code 1."""
    sys.stdout.flush()
    sys.stderr.write(sentence + "\n")
    sys.exit(1)


def need_python(version: "tuple[int, ...]" = tuple(sys.version_info[:3])) -> None:
    """Refuses a Python that is too old."""
    if version < NEEDED:
        fail("Python %d.%d or newer is needed, this is %s (%s)."
             % (NEEDED + (".".join(map(str, version)), sys.executable)))  # fmt: skip


def explain(error: OSError, place: str) -> str:
    """One sentence for what the file system refused."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "The disk is full: make room where %s is, then start again." % place
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            "No permission to write in %s: run as its owner, or set JOBBOARD_VENV to another folder." % place
        )
    return "%s: %s." % (error.filename or place, error.strerror or error)


def enter(requirements: str = "requirements.txt") -> None:
    """Continues this command inside the environment, with everything in `requirements` installed."""
    need_python()
    try:
        with open(os.path.join(ROOT, requirements), "rb") as pins:
            _lock(pins)
            if not _is_installed(requirements):
                _make_venv()
                _install(os.path.join(ROOT, requirements))
                _remember(requirements)
                if requirements == "requirements-dev.txt":
                    _remember("requirements.txt")  # it is part of it
    except OSError as error:
        fail(explain(error, VENV))
    except KeyboardInterrupt:
        fail("Stopped while setting up; the next start continues.")
    os.environ["PATH"] = os.path.join(VENV, "bin") + os.pathsep + os.environ.get("PATH", "")
    os.chdir(ROOT)
    if os.path.realpath(sys.prefix) != os.path.realpath(VENV):
        os.execv(PYTHON, [PYTHON] + sys.argv)
    sys.path.insert(0, ROOT)


def _is_installed(requirements: str) -> bool:
    return _read(_stamp(requirements)) == _digest(requirements)


def _remember(requirements: str) -> None:
    with open(_stamp(requirements), "w") as file:
        file.write(_digest(requirements))


def _stamp(requirements: str) -> str:
    return os.path.join(VENV, "." + requirements + ".sha256")


def _digest(requirements: str) -> str:
    with open(os.path.join(ROOT, requirements), "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def _lock(file: "io.BufferedReader") -> None:
    """Two commands started at once: the second waits for the first's installation."""
    import fcntl

    fcntl.flock(file, fcntl.LOCK_EX)


def _read(path: str) -> str:
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return ""


def _make_venv() -> None:
    if _runs(["-m", "pip", "--version"]):
        return
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        fail("This Python cannot make environments (ensurepip is missing). On Debian and Ubuntu:"
             " apt-get install python3-venv")  # fmt: skip
    _say("Making %s" % VENV)
    # Only what is an environment already is cleared (its Python vanished, or it was left half made).
    clear = ["--clear"] if os.path.exists(os.path.join(VENV, "pyvenv.cfg")) else []
    os.makedirs(VENV, exist_ok=True)
    code, said = _run([sys.executable, "-m", "venv"] + clear + [VENV])
    if code:
        fail(_why("Making %s failed" % VENV, said))


def _install(requirements: str) -> None:
    _say("Installing %s" % os.path.basename(requirements))
    wanted = ["--require-hashes", "-r", requirements]
    if not os.environ.get("JOBBOARD_NO_UV"):
        # uv is ten times as fast; where it has no wheel, pip does the same.
        code, said = _run(PIP + ["--require-hashes", "-r", os.path.join(ROOT, "bin", "uv.txt")])
        if code == 0:
            code, said = _run([PYTHON, "-m", "uv", "pip", "install", "-q", "-p", PYTHON] + wanted)
        if code == 0:
            return
        if _has(said, UNREACHABLE + FULL + FORBIDDEN):
            fail(_why("Installing failed", said))
    code, said = _run(PIP + wanted)
    if code:
        fail(_why("Installing %s failed" % os.path.basename(requirements), said))


def _why(what: str, said: str) -> str:
    if _has(said, FULL):
        return "The disk is full: the environment in %s needs about 500 MB." % VENV
    if _has(said, FORBIDDEN):
        return (
            "No permission to write in %s: run as its owner, or set JOBBOARD_VENV to another folder." % VENV
        )
    if _has(said, UNREACHABLE):
        return "The package index cannot be reached: check the network (or PIP_INDEX_URL), then start again."
    return "%s: %s" % (what, said.strip() or "no reason given")


def _has(said: str, words: "tuple[str, ...]") -> bool:
    return any(word.lower() in said.lower() for word in words)


def _runs(args: "list[str]") -> bool:
    return os.path.exists(PYTHON) and _run([PYTHON] + args)[0] == 0


def _run(command: "list[str]") -> "tuple[int, str]":
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT)
    said = process.communicate()[0].decode("utf-8", "replace")
    return process.returncode, said


def _say(line: str) -> None:
    sys.stderr.write(
        line + " …\n" if (sys.stderr.encoding or "").lower().startswith("utf") else line + " ...\n"
    )
    sys.stderr.flush()
