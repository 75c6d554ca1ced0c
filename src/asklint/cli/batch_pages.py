"""A folder of pages, with an index of what asklint wrote there, so that pages of an earlier run do not stay behind."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

from asklint.errors import InputError

INDEX = ".asklint-pages"
"""Name of the index: a heading, then for each page a digest of it and its name."""
_HEADING = "asklint pages 1"
_ENDINGS = frozenset((".html", ".md"))
_SHOWN = 5
"""Names told at once."""
_LARGEST = 1 << 20
"""Bytes of a page up to which it is looked into."""


class Pages:
    """Writes pages into a folder; at the end, `finish` removes those of an earlier run that this one did not write.

    Only a page that is still as asklint wrote it is removed. Each page is entered in the index before it is
    written, so that a run that broke off leaves none that nobody knows of. Raises `InputError` where the folder
    cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._before = _read_index(folder / INDEX)
        self._now: dict[str, str] = {}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if not self._before:
                (folder / INDEX).write_text(f"{_HEADING}\n", encoding="utf-8")
        except OSError as error:
            raise _refused(folder, error) from None

    def write(self, name: str, text: str) -> Path:
        """Write a page under a name of its own; where it is now."""
        from asklint.files import write_whole

        path, data = self._folder / name, text.encode("utf-8", errors="replace")
        digest = self._now[name] = _digest(data)
        try:
            with (self._folder / INDEX).open("a", encoding="utf-8") as index:
                index.write(f"{digest} {name}\n")
            write_whole(path, data)
        except OSError as error:
            raise _refused(path, error) from None
        return path

    def finish(self, *others: Path | None) -> list[str]:
        """Remove what an earlier run wrote and this one did not; a sentence for what went and for what stays.

        `others` are files of this run in the same folder that are no pages.
        """
        from asklint.files import write_whole

        own = {path.resolve() for path in others if path is not None}
        removed, kept = [], []
        try:
            for path in sorted(self._folder.iterdir()):
                if path.suffix not in _ENDINGS or path.name in self._now or path.resolve() in own:
                    continue
                data = _page(path)
                if data is not None and _digest(data) in self._before.get(path.name, ()):
                    path.unlink()
                    removed.append(path.name)
                elif path.name in self._before or (data is not None and b"asklint" in data):
                    kept.append(path.name)
            lines = (f"{digest} {name}\n" for name, digest in self._now.items())
            write_whole(self._folder / INDEX, "".join((f"{_HEADING}\n", *lines)).encode())
        except OSError as error:
            raise _refused(self._folder, error) from None
        said = []
        if removed:
            said.append(f"{self._folder}: removed {_pages(removed)} of an earlier run.")
        if kept:
            said.append(
                f"{self._folder}: {_pages(kept)} there {'is' if len(kept) == 1 else 'are'} not of this run and"
                f" {'stays' if len(kept) == 1 else 'stay'}: {', '.join(kept[:_SHOWN])}{' ...' * (len(kept) > _SHOWN)}."
            )
        return said


def _pages(names: list[str]) -> str:
    return "1 page" if len(names) == 1 else f"{len(names)} pages"


def _read_index(path: Path) -> dict[str, set[str]]:
    """The digests that a page of each name had; empty for what is no index."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return {}
    if lines[0] != _HEADING:
        return {}
    found: dict[str, set[str]] = {}
    for line in lines[1:]:
        digest, _, name = line.partition(" ")
        if name:
            found.setdefault(name, set()).add(digest)
    return found


def _page(path: Path) -> bytes | None:
    """What is in a page; None for a link, a folder or something larger than any page."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > _LARGEST:
        return None
    return path.read_bytes()


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def _refused(path: Path, error: OSError) -> InputError:
    return InputError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}")
