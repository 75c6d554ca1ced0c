"""Features are found by their hashes as they would be by their names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asklint.judging.feature_rows import UNKNOWN, FeatureRows
from asklint.judging.judge import Judge

NAMES = st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"])), unique=True)


@given(NAMES, st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_rows_are_those_of_a_dictionary(names: list[str], others: list[str]) -> None:
    rows, by_name = FeatureRows.of(names), {name: row for row, name in enumerate(names)}
    asked = [*others, *names, *others]
    assert rows.find(asked).tolist() == [by_name.get(name, UNKNOWN) for name in asked]
    assert len(rows) == len(names)

    assert rows.names() == names
    assert dict(rows) == by_name


def test_a_name_without_a_row_is_no_key() -> None:
    rows = FeatureRows.of(["w:send", "w:the file"])
    assert rows["w:the file"] == 1
    assert rows.get("w:the", 7) == 7
    assert "w:send" in rows
    with pytest.raises(KeyError, match="w:lost"):
        rows["w:lost"]


def test_a_name_that_comes_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        FeatureRows.of(["w:send", "w:file", "w:send"])


def test_every_feature_that_ships_has_its_row() -> None:
    judge = Judge.load()
    for rows in (judge.table.row_of, judge.kinds.table.row_of, judge.clauses.table.row_of):
        names = rows.names()
        assert rows.find(names).tolist() == list(range(len(names)))
        assert names == sorted(names)
