"""What has been scored so far, kept beside the output, so that a run that was broken off goes on where it was.

The journal holds one line for each chunk of rows: a checksum, a digest of the rows and their records. A line
counts when it is whole and the rows of the source are still the same; with the first that does not, scoring
begins. So the finished output is that of an uninterrupted run, whatever happened in between.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

from asklint.errors import InputError

_FORMAT = b"asklint batch 1 "


class Journal:
    """Records of a run, chunk by chunk; made by `open_journal`."""

    def __init__(self, stream: BinaryIO, key: str) -> None:
        self._stream = stream
        self._heading = _FORMAT + key.encode() + b"\n"
        self._at = 0
        """Up to where the file is known to be good."""
        self._reading = stream.readline() == self._heading
        if self._reading:
            self._at = len(self._heading)

    def find(self, digest: str) -> bytes | None:
        """The records of the next chunk; None from the first chunk on whose rows are not those that were scored."""
        if not self._reading:
            return None
        line = self._stream.readline()
        check, _, rest = line.partition(b" ")
        known, _, records = rest[:-1].partition(b" ")
        if line.endswith(b"\n") and check == _checksum(rest) and known == digest.encode():
            self._at += len(line)
            return records
        self._reading = False
        return None

    def append(self, digest: str, records: bytes) -> None:
        """Keep the records of a chunk. They are one line of JSON.

        Raises `OSError` where the disk is full or gone.
        """
        if self._reading or self._stream.tell() != self._at:
            self._reading = False
            self._stream.seek(self._at)
            self._stream.truncate()
        if not self._at:
            self._at += self._stream.write(self._heading)
        rest = digest.encode() + b" " + records + b"\n"
        self._at += self._stream.write(_checksum(rest) + b" " + rest)
        self._stream.flush()

    @property
    def is_empty(self) -> bool:
        """Whether it holds nothing worth keeping."""
        return self._at <= len(self._heading)


def _checksum(data: bytes) -> bytes:
    return b"%08x" % crc32(data)


def digest_of(*parts: object) -> str:
    """A short name for values, the same in every process whose values print the same."""
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(repr(part).encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()


def journal_path(out: Path) -> Path:
    """Where the journal of an output lies."""
    return out.with_name(f".{out.name}.progress")


@contextmanager
def open_journal(out: Path, key: str, *, anew: bool = False) -> Iterator[Journal]:
    """The journal of an output, for this process alone; removed when all went well, kept where something is raised.

    `key` stands for all but the rows that the records depend on: a journal of another key is begun anew, and with
    `anew` any. Raises `InputError` where another run is at work on the same output or the place cannot be written.
    """
    path = journal_path(out)
    try:
        stream = _locked(path, out)
    except OSError as error:
        raise InputError(f"{out}: cannot be written: {(error.strerror or str(error)).lower()}") from None
    with stream:
        if anew:
            stream.truncate(0)
        _remove_parts(out)
        journal = Journal(stream, key)
        try:
            yield journal
        except BaseException:
            if journal.is_empty:
                path.unlink(missing_ok=True)
            raise
        path.unlink(missing_ok=True)


def _locked(path: Path, out: Path) -> BinaryIO:
    """The file at `path`, open and locked; the lock ends with the process, however that ends."""
    try:
        import fcntl
    except ImportError:  # no such locks here: two runs at once are the user's to avoid
        return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
    while True:
        # The records quote messages: nobody else reads them before the output is there.
        stream = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600), "r+b")
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            stream.close()
            raise InputError(f"{out}: another run is writing it; wait for it, or name another output") from None
        except BaseException:
            stream.close()
            raise
        # Whoever held the lock before may have finished and removed the file meanwhile.
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(stream.fileno()), path.stat()):
                return stream
        stream.close()


def _remove_parts(out: Path) -> None:
    """Remove what killed runs left of the output; the lock says that nobody is at it."""
    left = re.compile(rf"\.{re.escape(out.name)}\.\d+\.(?:part|old)")
    for path in list(out.parent.iterdir()):
        if not left.fullmatch(path.name):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
