"""Zip archives, read without unpacking anything to disk, so that no name in them can lead anywhere."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import PurePosixPath

from asklint.batch.rows import Row
from asklint.batch.sources.fields import FieldNames
from asklint.batch.sources.given import Given, OnBytes
from asklint.batch.sources.intake import Intake
from asklint.errors import InputError

MAX_MEMBERS = 200_000
MAX_UNPACKED = 8_000_000_000
"""Bytes that all files of an archive may unpack to."""
_MAX_RATIO = 200
"""How much smaller than its content a file may be packed, where the content is large: text packs up to 20 times."""
_LARGE = 5_000_000
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)
"""What reading a member of a broken archive may raise."""
_ENCRYPTED, _UTF8 = 0x1, 0x800


def archive_rows(given: Given, names: FieldNames, intake: Intake, on_bytes: OnBytes | None) -> Iterator[Row]:
    """A row for each submission of an archive; a file in it that cannot be read fails alone.

    Raises `InputError` where the archive itself cannot be read, is empty or unpacks to more than it may.
    """
    from asklint.batch.sources.members import Member, submission_rows

    with closing(given.open()) as stream:
        try:
            archive = zipfile.ZipFile(stream)
        except DAMAGED as error:
            raise InputError(f"{given.name} is damaged or no zip archive ({error}): make it again") from None
        with archive:
            refuse_bomb(archive, given.name)
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if not infos:
                raise InputError(f"{given.name}: there are no files in this archive")
            members = [Member(_name(info), _reading(archive, info, on_bytes)) for info in infos]
            yield from submission_rows(given, members, names, intake, "zip archive")


def refuse_bomb(archive: zipfile.ZipFile, name: str, largest: int = MAX_UNPACKED) -> None:
    """Raise `InputError` for an archive that holds or unpacks to more than any class hands in."""
    infos = archive.infolist()
    if len(infos) > MAX_MEMBERS:
        raise InputError(f"{name} holds {len(infos):,} files, more than the {MAX_MEMBERS:,} that are read: split it")
    if (size := sum(info.file_size for info in infos)) > largest:
        raise InputError(
            f"{name} unpacks to {size / 1e9:,.1f} GB, more than the {largest / 1e9:g} GB that are read: split it"
        )


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name; one that is not marked as UTF-8 but is none the less is read as that."""
    name = info.filename
    if not info.flag_bits & _UTF8:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _reading(archive: zipfile.ZipFile, info: zipfile.ZipInfo, on_bytes: OnBytes | None) -> Callable[[], bytes]:
    def read() -> bytes:
        from asklint.reading.limits import MAX_MAIL_BYTES, refuse_large

        name = _name(info)
        if on_bytes is not None:
            on_bytes(info.compress_size)
        _refuse(info, name)
        refuse_large(info.file_size, MAX_MAIL_BYTES, name)
        try:
            with archive.open(info) as stream:
                data = stream.read(MAX_MAIL_BYTES + 1)
        except (*DAMAGED, RuntimeError) as error:
            raise InputError(f"{name} is damaged ({error}): ask for it again") from None
        refuse_large(len(data), MAX_MAIL_BYTES, name)
        return data

    return read


def _refuse(info: zipfile.ZipInfo, name: str) -> None:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or (len(name) > 1 and name[1] == ":"):
        raise InputError(f"{name} has a path that leads out of the archive: it is not read")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise InputError(f"{name} is a link, and links are not followed: put the file itself there")
    if info.flag_bits & _ENCRYPTED:
        raise InputError(f"{name} is protected by a password: unpack it and give the folder")
    if info.file_size > _LARGE and info.file_size > _MAX_RATIO * max(1, info.compress_size):
        raise InputError(
            f"{name} unpacks to {info.file_size / 1e6:,.0f} MB from {info.compress_size / 1e6:.1f}: "
            "no message does, so it is not read"
        )
