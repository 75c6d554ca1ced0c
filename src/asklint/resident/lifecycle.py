"""Starting, finding and ending the resident process: one a user and installation, held together by a lock."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asklint.errors import AsklintError
from asklint.resident import place
from asklint.resident.log import Log
from asklint.resident.server import Server, Work
from asklint.resident.stamps import Stamps
from asklint.resident.worker import RunCommand

INHERITED = "ASKLINT_SERVE_DESCRIPTORS"
"""Names the lock and the listening socket that a resident process keeps when it loads asklint anew."""
_QUEUE = 128
"""Connections that may wait in the socket's queue."""
_STOP_SECONDS = 5.0
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
"""What would start threads, which a process that forks must not have."""


class AlreadyRunning(AsklintError):  # noqa: N818 - for one of the two starters all is well
    """Another resident process holds the lock."""


@dataclass(frozen=True, slots=True)
class Names:
    """The files of one resident process."""

    folder: Path
    base: str

    @classmethod
    def here(cls) -> Names:
        """Those of this installation; makes the folder. Raises `AsklintError`."""
        try:
            return cls(Path(place.runtime_folder()), place.base_name())
        except OSError as error:
            raise AsklintError(f"no folder for the resident process: {error}") from None

    @property
    def socket(self) -> Path:
        """Where it answers."""
        return self.folder / f"{self.base}.socket"

    @property
    def lock(self) -> Path:
        """Locked as long as it runs; holds its process number."""
        return self.folder / f"{self.base}.lock"

    @property
    def log(self) -> Path:
        """Its diary."""
        return self.folder / f"{self.base}.log"


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to be the resident process: the lock, and the socket that clients can connect to already."""

    lock: int
    listener: socket.socket

    def release(self) -> None:
        """Give it up in this process; another one that has it keeps it."""
        self.listener.close()
        os.close(self.lock)


def claim(names: Names) -> Claim:
    """Become the resident process, or take over from the one that this process was.

    Raises `AlreadyRunning`, and `AsklintError` where lock or socket cannot be made.
    """
    if inherited := os.environ.pop(INHERITED, ""):
        with contextlib.suppress(ValueError, OSError):
            lock, listener = map(int, inherited.split(","))
            for descriptor in (lock, listener):
                os.set_inheritable(descriptor, False)
            return Claim(lock, socket.socket(fileno=listener))
    try:
        lock = os.open(names.lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            raise AlreadyRunning(f"a resident process is running already (process {holder(names)})") from None
        return Claim(lock, _listen(names.socket))
    except OSError as error:
        raise AsklintError(f"no socket in {names.folder}: {(error.strerror or str(error)).lower()}") from None


def _listen(path: Path) -> socket.socket:
    """A listening socket that only its user can connect to; one that a crash left is replaced."""
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    mask = os.umask(0o177)
    try:
        listener.bind(os.fspath(path))
    except OSError:
        listener.close()
        raise
    finally:
        os.umask(mask)
    listener.listen(_QUEUE)
    listener.setblocking(False)
    return listener


def _note_holder(lock: int) -> None:
    """Write into the lock which process holds it."""
    os.ftruncate(lock, 0)
    os.pwrite(lock, str(os.getpid()).encode(), 0)


def holder(names: Names) -> int | None:
    """The process that holds the lock, or None where none does."""
    try:
        lock = os.open(names.lock, os.O_RDWR | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        number = os.pread(lock, 20, 0)
        return int(number) if number.isdigit() else None
    else:
        return None
    finally:
        os.close(lock)


def stop(names: Names) -> int | None:
    """End the resident process, which lets requests under way finish; its number, or None where there was none.

    Raises `AsklintError` where it cannot be ended.
    """
    pid = holder(names)
    if pid is None:
        return None
    for number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
        until = time.monotonic() + _STOP_SECONDS
        while time.monotonic() < until:
            if holder(names) != pid:
                return pid
            time.sleep(0.01)
    raise AsklintError(f"process {pid} does not end")


def run(
    names: Names,
    taken: Claim,
    *,
    idle: float,
    log: Log,
    command: RunCommand,
    answer: Callable[[bytes, Mapping[str, Any]], bytes],
    again: Sequence[str],
) -> None:
    """Be the resident process until it ends; `idle` is in seconds, and 0 for never.

    Where asklint has changed on disk, this process becomes a new one by the command line `again`, without losing a
    connection. Raises `ModelError` where the models cannot be loaded.
    """
    from asklint.nlp import models_dir
    from asklint.resident import warming

    _note_holder(taken.lock)
    for name in _THREADS:
        os.environ[name] = "1"
    if path := place.python_path():
        os.environ["PYTHONPATH"] = path
    begun = time.monotonic()
    changed = False
    try:
        stamps = Stamps(Path(place.package_folder()), models_dir())
        warming.load_everything(command)
        stamps.note_modules()
        server = Server(
            taken.listener,
            Work(warm=lambda: warming.touch(command), run=command, answer=answer),
            close_in_child=(taken.lock,),
            in_place=lambda: _is_in_place(names, taken),
            idle=idle,
            stamps=stamps,
            log=log,
        )
        log.write(f"ready after {time.monotonic() - begun:.1f} seconds")
        changed = server.serve()
    finally:
        if not changed:
            _take_away(names, taken)
    if changed:
        _become_anew(names, taken, again)


def _become_anew(names: Names, taken: Claim, again: Sequence[str]) -> None:
    """Put a process with the asklint that is on disk now into the place of this one."""
    descriptors = (taken.lock, taken.listener.fileno())
    for descriptor in descriptors:
        os.set_inheritable(descriptor, True)
    os.environ[INHERITED] = ",".join(map(str, descriptors))
    try:
        os.execv(sys.executable, [sys.executable, *place.trusted_import(), "-m", "asklint", *again])  # noqa: S606
    except OSError:
        _take_away(names, taken)
        raise


def _is_in_place(names: Names, taken: Claim) -> bool:
    """Whether the lock and the socket still are this process's own: session folders go, and cleaners tidy up."""
    try:
        return os.path.samestat(os.fstat(taken.lock), names.lock.lstat()) and names.socket.is_socket()
    except OSError:
        return False


def _take_away(names: Names, taken: Claim) -> None:
    """Remove the socket, unless another process has its own there by now."""
    if _is_in_place(names, taken):
        names.socket.unlink(missing_ok=True)


def detach(log: Log, keep: Claim, work: Callable[[], None]) -> None:
    """Run `work` in a process without a terminal, a folder, or anything else of whoever started it; come back."""
    first = os.fork()
    if first:
        os.waitpid(first, 0)
        return
    try:
        os.setsid()
        if os.fork() == 0:
            os.chdir("/")
            _forget_descriptors(keep)
            guarded(log, work)
    finally:
        os._exit(0)


def guarded(log: Log, work: Callable[[], None]) -> None:
    """Do what nobody watches: what goes wrong is told to the diary."""
    try:
        work()
    except AsklintError as error:
        log.write(f"stopped: {error}")
    except Exception as error:  # noqa: BLE001 - there is nobody but the diary to tell
        log.write(f"failed ({type(error).__name__})")


def _forget_descriptors(keep: Claim) -> None:
    """Close what is not needed: a pipe that whoever started this left open by accident would never end."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    low, high = sorted((keep.lock, keep.listener.fileno()))
    os.closerange(3, low)
    os.closerange(low + 1, high)
    os.closerange(high + 1, max(os.sysconf("SC_OPEN_MAX"), high + 1))
