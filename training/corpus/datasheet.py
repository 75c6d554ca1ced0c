"""Keeps the generated figures of the datasheet."""

from __future__ import annotations

from pathlib import Path

BEGIN, END = "<!-- composition: begin -->", "<!-- composition: end -->"


def generated(path: Path) -> str:
    """What stands between the marks of a file.

    Raises:
        ValueError: the file has no marks.
    """
    return _parts(path)[1].strip("\n")


def replace(path: Path, content: str) -> None:
    """Put `content` between the marks of a file.

    Raises:
        ValueError: the file has no marks.
    """
    before, _, after = _parts(path)
    path.write_text(f"{before}{BEGIN}\n{content}\n{END}{after}", encoding="utf-8")


def _parts(path: Path) -> tuple[str, str, str]:
    before, begin, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    content, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{path}: no lines {BEGIN} and {END}, between which the figures go")
    return before, content, after
