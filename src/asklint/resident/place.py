"""Where the resident process is met: a folder that only its user can enter, and the names in it.

Clients import this module on every run: nothing but `os` and `sys` here.
"""

from __future__ import annotations

import os
import sys

import asklint

_LONGEST = 100
"""Bytes that the path of a Unix socket may have everywhere."""


def runtime_folder() -> str:
    """The folder for what lives as long as a session, made where it does not exist.

    It is `asklint` in `XDG_RUNTIME_DIR`; where that is not set, not the user's own or open to others, `asklint-UID`
    in the temporary directory. Raises `OSError` where it cannot be made, or is not the user's alone.
    """
    folder = _folder_name()
    try:
        os.mkdir(folder, 0o700)
    except FileExistsError:
        pass
    if not _is_own(folder):
        raise PermissionError(f"{folder} is not a folder of yours alone: remove it, or set its mode to 700")
    return folder


def existing_folder() -> str | None:
    """The same folder where it is there already and good, else None; nothing is made."""
    folder = _folder_name()
    return folder if _is_own(folder) else None


def _folder_name() -> str:
    session = os.environ.get("XDG_RUNTIME_DIR", "")
    if session.startswith("/") and len(os.fsencode(session)) < _LONGEST - len("/asklint/012345678.socket"):
        session = session.rstrip("/")
        if _is_own(session):
            return f"{session}/asklint"
    return f"{_temporary()}/asklint-{os.geteuid()}"


def _temporary() -> str:
    folder = os.environ.get("TMPDIR", "")
    fits = folder.startswith("/") and len(os.fsencode(folder)) < _LONGEST - len("/asklint-0123456789/012345678.socket")
    return folder.rstrip("/") if fits and os.path.isdir(folder) else "/tmp"  # noqa: S108 - the folder in it is checked


def _is_own(folder: str) -> bool:
    """Whether this is a folder, no link to one, that belongs to the user and that nobody else can enter."""
    try:
        found = os.lstat(folder)
    except OSError:
        return False
    # 0o170000 and 0o040000 are S_IFMT and S_IFDIR; `stat` would be imported for them alone.
    return found.st_mode & 0o170000 == 0o040000 and found.st_uid == os.geteuid() and not found.st_mode & 0o077


def package_folder() -> str:
    """Where this asklint is installed."""
    return os.path.dirname(os.path.abspath(asklint.__file__))


def trusted_import() -> tuple[str, ...]:
    """Options for Python to find the same asklint, and nothing in the working directory, which may be anybody's."""
    return ("-I",) if sys.flags.isolated else ("-P",)


def installation() -> str:
    """What tells this asklint from another one of the same user: where it is installed and what Python it has."""
    return f"{sys.prefix}\n{package_folder()}\n{python_path()}"


def python_path() -> str:
    """PYTHONPATH such that it means the same in every working directory."""
    path = os.environ.get("PYTHONPATH", "")
    return os.pathsep.join(map(os.path.abspath, path.split(os.pathsep))) if path else ""


def base_name() -> str:
    """The beginning of the names of the socket, the lock and the log of this installation."""
    # A polynomial hash is enough to keep installations apart: who answers is compared in full.
    return f"{int.from_bytes(os.fsencode(installation()), 'big') % 4_294_967_291:08x}"


def identity() -> str:
    """What must be the same on both sides for an answer to be the one that the client would have found itself.

    Besides the version and the installation that is all that makes the same path lead to another file, or to
    another permission: the root and the mounts the process sees, its group, how it decodes names.
    """
    root = os.stat("/")
    try:
        mounts = os.stat("/proc/self/ns/mnt").st_ino
    except OSError:  # not Linux, or no /proc: nothing to tell apart by
        mounts = 0
    return "\n".join(
        (
            asklint.__version__,
            installation(),
            f"{root.st_dev}:{root.st_ino}:{mounts}",
            f"{os.geteuid()}:{os.getegid()}:{sorted(os.getgroups())}",
            f"{sys.getfilesystemencoding()}:{sys.getfilesystemencodeerrors()}",
        )
    )
