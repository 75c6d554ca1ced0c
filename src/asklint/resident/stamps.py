"""Whether asklint still is on disk what it was when the resident process loaded it."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

Stamp = tuple[int, int, int]

_NEVER_JUDGED = frozenset({"__pycache__"})


class Stamps:
    """The files that a result depends on, as they were when this was made.

    These are all of asklint's own, its models, the interpreter, the modules that come from outside the installation
    (plug-ins being worked on), and the folders where packages are installed, which change with every package that
    comes or goes.
    """

    def __init__(self, *trees: Path) -> None:
        self._trees = tuple(os.fspath(tree) for tree in trees)
        self._places = tuple(_installed_places())
        self._seen = dict(self._now())
        self._outside: dict[str, Stamp | None] = {}

    def note_modules(self) -> None:
        """Take in the modules that were imported meanwhile from elsewhere than the installation."""
        inside = tuple(f"{place.rstrip('/')}/" for place in (*self._trees, *self._places, *_standard_library()))
        files = (getattr(module, "__file__", None) for module in tuple(sys.modules.values()))
        self._outside = {name: _stamp(name) for name in files if name and not name.startswith(inside)}

    def changed(self) -> str | None:
        """What differs now, or None; takes a few milliseconds at most."""
        for name, seen in self._outside.items():
            if _stamp(name) != seen:
                return name
        now = dict(self._now())
        if now == self._seen:
            return None
        return next(name for name in (*now, *self._seen) if now.get(name) != self._seen.get(name))

    def _now(self) -> Iterator[tuple[str, Stamp | None]]:
        yield sys.executable, _stamp(sys.executable)
        for place in self._places:
            yield place, _stamp(place)
        for tree in self._trees:
            yield from _files(tree)


def _installed_places() -> Iterator[str]:
    """The folders that packages are installed in."""
    return (entry for entry in sys.path if entry.rstrip("/").endswith(("site-packages", "dist-packages")))


def _standard_library() -> Iterator[str]:
    return (path for name in ("stdlib", "platstdlib") if (path := sysconfig.get_paths().get(name)))


def _files(folder: str) -> Iterator[tuple[str, Stamp | None]]:
    """Every file in a folder and below, with its stamp; compiled modules count through their sources."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        yield folder, None
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in _NEVER_JUDGED:
                yield from _files(entry.path)
        else:
            yield entry.path, _stamp(entry.path)


def _stamp(path: str) -> Stamp | None:
    """Time of the last change, size and number of a file; None where it is gone."""
    try:
        found = os.stat(path)  # noqa: PTH116 - hundreds of them before every answer
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
