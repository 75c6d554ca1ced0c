"""Folders: a maildir, partitioned Parquet, or files each with a message."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from asklint.batch.rows import Row
from asklint.batch.sources.fields import FieldNames
from asklint.batch.sources.given import Given, OnBytes
from asklint.batch.sources.intake import Intake
from asklint.batch.sources.mailboxes import maildir_rows
from asklint.batch.sources.members import Member, submission_rows
from asklint.errors import InputError


def folder_rows(given: Given, names: FieldNames, intake: Intake, on_bytes: OnBytes | None) -> Iterator[Row]:
    """The rows of a folder, its files in the order of their names, those of its folders included.

    Links are not followed. Raises `InputError` where there is nothing in it.
    """
    folder = Path(given.name)
    if (folder / "cur").is_dir() and (folder / "new").is_dir():
        yield from maildir_rows(given, names, intake, on_bytes)
        return
    paths = sorted(_files(folder))
    if not paths:
        raise InputError(f"{given.name}: there are no files in this folder")
    parts = [path for path in paths if path.endswith((".parquet", ".pq"))]
    if parts and all(path in parts or Path(path).name.startswith("_") for path in paths):
        from asklint.batch.sources.parquet import parquet_rows

        yield from parquet_rows([Given(str(folder / path)) for path in parts], names, intake, on_bytes)
        return
    members = [Member(path, _reading(folder / path, path, on_bytes)) for path in paths]
    yield from submission_rows(given, members, names, intake, "folder")


def _files(folder: Path) -> Iterator[str]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in files:
            if not name.startswith("."):
                yield (Path(root) / name).relative_to(folder).as_posix()


def _reading(path: Path, name: str, on_bytes: OnBytes | None) -> Callable[[], bytes]:
    def read() -> bytes:
        from asklint.reading.limits import MAX_MAIL_BYTES, refuse_large

        if path.is_symlink():
            raise InputError(f"{name} is a link, and links are not followed: put the file itself there")
        if not path.is_file():
            raise InputError(f"{name} is no file")
        try:
            refuse_large(path.stat().st_size, MAX_MAIL_BYTES, name)
            data = path.read_bytes()
        except OSError as error:
            raise InputError(f"{name}: {(error.strerror or str(error)).lower()}") from None
        if on_bytes is not None:
            on_bytes(len(data))
        return data

    return read
