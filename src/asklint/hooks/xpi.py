"""A folder packed as a Thunderbird add-on (XPI): the same files give the same bytes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first time that a ZIP file can name."""
_READABLE = 0o644 << 16


def packed(folder: Path) -> bytes:
    """All files of a folder, in the order of their names. Raises `OSError`."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        names = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
        for name in sorted(names):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.external_attr = _READABLE
            entry.create_system = 3
            archive.writestr(entry, names[name].read_bytes())
    return target.getvalue()
