"""Whole messages: `cases/NAME` is read, `cases/NAME.expected` says what of it stays visible."""

from __future__ import annotations

from pathlib import Path

import pytest

from asklint.draft import Draft
from asklint.reading import read_file

CASES = Path(__file__).parent / "cases"
MESSAGES = sorted(path for path in CASES.iterdir() if path.suffix != ".expected")


def summary(draft: Draft) -> str:
    """The kinds of what is masked, the blanks, the flags, and the visible lines."""
    kinds: list[str] = []
    for region in draft.masked:
        if not kinds or kinds[-1] != region.kind.value:
            kinds.append(region.kind.value)
    lines = ["masked: " + " ".join(kinds)]
    if draft.blanks:
        lines.append("blanks: " + " | ".join(blank.of(draft.text) for blank in draft.blanks))
    flags = [name for name in ("is_reply", "is_forward") if getattr(draft, name)]
    if flags:
        lines.append("flags: " + " ".join(flags))
    visible: list[str] = []
    for line in draft.own_text.splitlines():
        words = " ".join(line.split())
        if words or (visible and visible[-1]):
            visible.append(words)
    return "\n".join(lines) + "\n\n" + "\n".join(visible).strip() + "\n"


@pytest.mark.parametrize("path", MESSAGES, ids=lambda path: path.name)
def test_only_the_writers_new_words_stay_visible(path: Path) -> None:
    (draft,) = read_file(path)
    expected = path.with_name(path.name + ".expected").read_text(encoding="utf-8")
    assert summary(draft) == expected


@pytest.mark.parametrize("path", MESSAGES, ids=lambda path: path.name)
def test_offsets_hold(path: Path) -> None:
    (draft,) = read_file(path)
    assert len(draft.own_text) == len(draft.text)
    assert draft.own_text.count("\n") == draft.text.count("\n")
    for blank in draft.blanks:
        assert blank.of(draft.own_text) == blank.of(draft.text)


def test_every_case_has_its_expectation() -> None:
    assert len(MESSAGES) >= 30
    for path in MESSAGES:
        assert path.with_name(path.name + ".expected").exists(), path.name
