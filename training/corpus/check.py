"""Everything that must hold of the corpus."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from training.corpus.agreement import reading_problems
from training.corpus.composition import composition
from training.corpus.datasheet import generated
from training.corpus.records import (
    CORPUS,
    READINGS,
    SPLITS,
    Problem,
    Record,
    label_problems,
    read_records,
    row_problems,
)
from training.corpus.repeats import Repeat, common_words, repeats, shared_with
from training.corpus.sources import file_problems, read_sources


def check(corpus: Path = CORPUS) -> list[Problem]:
    """What is wrong with the corpus in a folder, on its own.

    Rows and readings keep their form, no id comes twice, no two texts are near-duplicates, the test rows say what
    their readers said, and the datasheet's figures are those of the rows.

    Raises:
        ValueError: a file is not JSON lines.
    """
    splits = {split: read_records(corpus / f"{split}.jsonl") for split in SPLITS}
    problems = [
        Problem(f"{split}.jsonl:{number} ({row.get('id')})", what)
        for split, rows in splits.items()
        for number, row in enumerate(rows, 1)
        for what in row_problems(row, split)
    ]
    ids = Counter(str(row.get("id")) for rows in splits.values() for row in rows)
    problems += [Problem(identifier, f"{count} rows have this id") for identifier, count in ids.items() if count > 1]
    if problems:
        return problems  # what follows needs whole rows
    problems += near_duplicates(splits)
    problems += _reading_problems(corpus, splits)
    read_sources(corpus / "data.toml")
    if not problems and generated(corpus / "README.md") != composition(corpus):
        problems.append(
            Problem("README.md", "figures are not those of the rows: run `python -m training.corpus datasheet`")
        )
    return problems


def near_duplicates(splits: dict[str, list[Record]]) -> list[Problem]:
    """Rows that repeat another, those that cross two splits first: train rows must go then, never test rows."""
    split_of = {row["id"]: split for split, rows in splits.items() for row in rows}
    texts = {row["id"]: row["text"] for rows in splits.values() for row in rows}
    found = repeats(texts)
    found.sort(key=lambda repeat: split_of[repeat.first] == split_of[repeat.second])
    return [
        Problem(f"{split_of[repeat.first]} and {split_of[repeat.second]}", f"near-duplicates: {repeat}")
        for repeat in found
    ]


def _reading_problems(corpus: Path, splits: dict[str, list[Record]]) -> list[Problem]:
    problems = []
    readings = {name: read_records(corpus / "readings" / f"{name}.jsonl") for name in READINGS}
    for name, split in READINGS.items():
        texts = {row["id"]: row["text"] for row in splits[split]}
        for number, reading in enumerate(readings[name], 1):
            where = f"readings/{name}.jsonl:{number} ({reading.get('id')})"
            if reading.get("id") not in texts:
                problems.append(Problem(where, f"no such row in {split}.jsonl"))
            else:
                problems += [Problem(where, what) for what in label_problems(reading, texts[reading["id"]])]
    if problems:
        return problems
    return reading_problems(splits["test"], readings["test-reader-1"], readings["test-reader-2"])


def check_against(data: Path, corpus: Path = CORPUS) -> tuple[list[Problem], list[Repeat]]:
    """What is wrong beside the public data in a folder, and the set phrases that are shared with it and excused.

    The folder's files must be the versions of `data.toml`, and no run of words may be shared with other people's
    messages in `asks/`, unless all its words are common ones.
    """
    problems = list(file_problems(read_sources(corpus / "data.toml"), data))
    own = {row["id"]: row["text"] for split in SPLITS for row in read_records(corpus / f"{split}.jsonl")}
    public = {
        f"{row['source']} {row['id']}": row["text"]
        for split in ("train", "dev")
        for row in read_records(data / "asks" / f"{split}.jsonl")
        if row["source"] != "written"
    }
    shared = list(shared_with(own, public))
    common = common_words(own.values())
    excused = [repeat for repeat in shared if common.issuperset(repeat.words.split())]
    problems += [Problem("asks", f"text of others: {repeat}") for repeat in shared if repeat not in excused]
    return problems, excused
