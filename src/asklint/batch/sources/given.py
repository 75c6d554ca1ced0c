"""What a person gave to be scored: a file, a folder, or bytes with a name."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from asklint.errors import InputError

OnBytes = Callable[[int], None]
"""Told how many bytes more have been read, for a progress bar."""


@dataclass(frozen=True, slots=True)
class Given:
    """A source by its name; `data` stands in for the file where it was handed over and not named."""

    name: str
    data: bytes | None = None

    @property
    def ending(self) -> str:
        """The name's ending in lower case, with its dot."""
        return PurePosixPath(self.name.replace("\\", "/")).suffix.lower()

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder on this machine."""
        return self.data is None and Path(self.name).is_dir()

    @property
    def size(self) -> int:
        """Bytes to read; 0 where that cannot be told."""
        if self.data is not None:
            return len(self.data)
        path = Path(self.name)
        try:
            if path.is_dir():
                return sum(file.stat().st_size for file in path.rglob("*") if file.is_file() and not file.is_symlink())
            return path.stat().st_size
        except OSError:
            return 0

    def open(self, on_bytes: OnBytes | None = None) -> BinaryIO:
        """The bytes from the start, buffered. Raises `InputError` where the file cannot be read."""
        if self.data is not None:
            raw: io.RawIOBase = _Memory(self.data)
        else:
            try:
                raw = io.FileIO(self.name, "rb")
            except OSError as error:
                raise self.unreadable(error) from None
        return io.BufferedReader(_Counted(raw, on_bytes) if on_bytes is not None else raw)

    def unreadable(self, error: OSError) -> InputError:
        """The error that says why the source cannot be read."""
        reason = (error.strerror or str(error)).strip().partition("\n")[0].lower()
        return InputError(f"{self.name}: {reason}")


class _Memory(io.RawIOBase):
    """Bytes in memory as a raw file."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._file = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        return self._file.readinto(buffer)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()


class _Counted(io.RawIOBase):
    """A raw file that tells how far it was read; going back counts nothing twice."""

    def __init__(self, raw: io.RawIOBase, on_bytes: OnBytes) -> None:
        super().__init__()
        self._raw = raw
        self._on_bytes = on_bytes
        self._told = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._raw.seekable()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        count: int = self._raw.readinto(buffer) or 0
        if not self._raw.seekable():
            self._on_bytes(count)
        elif (at := self._raw.tell()) > self._told:
            self._on_bytes(at - self._told)
            self._told = at
        return count

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._raw.seek(offset, whence)

    def tell(self) -> int:
        return self._raw.tell()

    def close(self) -> None:
        self._raw.close()
        super().close()
