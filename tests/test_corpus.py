"""The corpus keeps its form, its papers say what it holds, and the check notices when that is not so."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT

Row = dict[str, Any]

TEXT = "Hi Ruta, could you lend us the long ladder on Friday? The gutter is coming down. Cake is on me."


def asking(identifier: str = "zz-1", text: str = TEXT, **changed: object) -> Row:
    row: Row = {
        "id": identifier,
        "source": "written",
        "author": "zz",
        "scenario": "ladder",
        "channel": "email",
        "licence": "CC BY 4.0",
        "use": "train",
        "readers": 1,
        "text": text,
        "has_ask": True,
        "ask": "could you lend us the long ladder on Friday?",
        "kind": "resource",
        "person": {"level": 2, "evidence": ["Ruta"]},
        "action": {"level": 2, "evidence": ["lend us the long ladder on Friday"]},
        "reason": {"level": 2, "evidence": ["The gutter is coming down"]},
        "reciprocity": {"level": 2, "evidence": ["Cake is on me"]},
        "overall": 5,
    }
    return {key: value for key, value in (row | changed).items() if value is not None}


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """`training` is not installed; it is found from the root of the checkout."""
    monkeypatch.setattr(sys, "path", [*sys.path, str(ROOT)])


def row_problems(row: Row, split: str = "train") -> list[str]:
    from training.corpus import records

    return list(records.row_problems(row, split))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of some of the corpus, to be spoiled; its datasheet tells its own figures."""
    from training.corpus.__main__ import main

    corpus = Path(shutil.copytree(ROOT / "corpus", tmp_path / "corpus"))
    kept = set()
    for split in ("train", "dev", "test"):
        lines = (corpus / f"{split}.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
        lines = [*lines[:20], *[line for line in lines if '"author": "wa"' in line][:20], *lines[-20:]]
        kept |= {json.loads(line)["id"] for line in lines}
        (corpus / f"{split}.jsonl").write_text("".join(lines), encoding="utf-8")
    for path in (corpus / "readings").iterdir():
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if json.loads(line)["id"] in kept), encoding="utf-8")
    assert main(["datasheet", "--corpus", str(corpus)]) == 0
    return corpus


def problems_in(corpus: Path) -> list[str]:
    from training.corpus.check import check

    return [str(problem) for problem in check(corpus)]


def edit(path: Path, change: Callable[[list[Row]], object]) -> None:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    change(rows)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def test_the_corpus_is_sound_and_its_datasheet_up_to_date() -> None:
    assert problems_in(ROOT / "corpus") == []


def test_a_good_row_passes() -> None:
    assert row_problems(asking()) == []
    silent = {
        key: asking()[key]
        for key in ("id", "source", "author", "scenario", "channel", "licence", "use", "readers", "text")
    }
    assert row_problems(silent | {"has_ask": False}) == []
    assert row_problems(asking("t3-7", author=None, scenario=None, channel=None)) == []
    assert row_problems(asking(use="test", readers=2, overall=4.5), "test") == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"id": "yy-1"}, "the author, a hyphen and a number"),
        ({"author": None, "scenario": None, "channel": None}, "may lack an author"),
        ({"source": "mail"}, "source must be written"),
        ({"licence": "MIT"}, "licence must be"),
        ({"use": "test"}, "use must be train"),
        ({"readers": 3}, "readers must be"),
        ({"mood": "glum"}, "unexpected mood"),
        ({"overall": None}, "lacks overall"),
        ({"text": "  "}, "no text"),
        ({"text": TEXT + "\n"}, "blanks at its ends"),
        ({"text": TEXT + " Write to ruta@mail.com."}, "ruta@mail.com might be somebody's"),
        ({"ask": "Could you lend us the long ladder on Friday?"}, "ask is not in the text"),
        ({"kind": "favour"}, "kind 'favour' is none of"),
        ({"overall": 4.5}, "overall 4.5"),
        ({"overall": 6}, "overall 6"),
        ({"overall": True}, "overall True"),
        ({"has_ask": "yes"}, "has_ask must be"),
        ({"has_ask": False}, "has no ask and yet"),
        ({"person": {"level": 3, "evidence": ["Ruta"]}}, "person: level must be"),
        ({"person": {"level": 2, "evidence": ["ruta"]}}, "'ruta' is not in the text"),
        ({"person": {"level": 2, "evidence": []}}, "person: level 2 needs evidence"),
        ({"person": {"level": 1}}, "person: level 1 needs evidence"),
        ({"reason": {"level": 0, "evidence": ["The gutter"]}}, "reason: level 0 has no evidence"),
        ({"action": {"level": 1, "evidence": ["lend us"], "vague": ["ladders"]}}, "vague 'ladders' is not in the text"),
        ({"action": {"level": 1, "evidence": "lend us"}}, "must be a list"),
        ({"action": {"level": 1, "evidence": ["lend us"], "note": ""}}, "action: has unexpected note"),
    ],
)
def test_a_bad_row_is_told(changed: Row, told: str) -> None:
    assert any(told in problem for problem in row_problems(asking(**changed)))


def test_development_and_test_rows_need_two_readers() -> None:
    assert row_problems(asking(use="test"), "test") == ["rows of test.jsonl need two readers"]


def test_a_line_that_is_no_row_is_told_with_its_place(copy: Path) -> None:
    from training.corpus.__main__ import main

    with (copy / "dev.jsonl").open("a", encoding="utf-8") as file:
        file.write("[1\n")
    assert main(["check", "--corpus", str(copy)]) == 2


def test_the_example_in_the_guide_is_labelled_in_due_form() -> None:
    from training.corpus.records import label_problems

    guide = (ROOT / "corpus" / "annotation-guide.md").read_text(encoding="utf-8")
    text = " ".join(line[2:] for line in guide.splitlines() if line.startswith("> "))
    labels = json.loads(guide.partition("```json\n")[2].partition("```")[0])
    assert list(label_problems(labels, text)) == []


def test_an_id_given_twice_is_told(copy: Path) -> None:
    edit(copy / "train.jsonl", lambda rows: rows.append(rows[0]))
    assert any("2 rows have this id" in problem for problem in problems_in(copy))


def test_a_row_that_repeats_a_test_row_is_told_with_both_ids(copy: Path) -> None:
    test = json.loads((copy / "test.jsonl").read_text(encoding="utf-8").splitlines()[0])
    edit(copy / "train.jsonl", lambda rows: rows.append(asking("zz-1", f"{TEXT} {test['text']}")))
    found = problems_in(copy)
    assert any("train and test" in problem and "zz-1" in problem and test["id"] in problem for problem in found)


def test_a_test_label_that_no_reader_gave_is_told(copy: Path) -> None:
    def change(rows: list[Row]) -> None:
        row = next(row for row in rows if row["has_ask"] and row["person"]["level"] == 2)
        row["person"]["level"] = 1

    edit(copy / "test.jsonl", change)
    # where the two readers differ a ruling stands, so only rows they agree on can be told; the first is one
    assert any("another person" in problem for problem in problems_in(copy))


def test_a_lost_reading_is_told(copy: Path) -> None:
    edit(copy / "readings" / "test-reader-2.jsonl", lambda rows: rows.pop())
    assert any("lacks one of its two readings" in problem for problem in problems_in(copy))


def test_figures_out_of_date_are_told_and_mended(copy: Path) -> None:
    from training.corpus.__main__ import main

    edit(copy / "train.jsonl", lambda rows: rows.append(asking()))
    assert [problem for problem in problems_in(copy) if "README.md" not in problem] == []
    assert main(["check", "--corpus", str(copy)]) == 1
    assert main(["datasheet", "--corpus", str(copy)]) == 0
    assert main(["check", "--corpus", str(copy)]) == 0


def test_near_duplicates_by_run_and_by_set_of_words() -> None:
    from training.corpus.repeats import repeats

    run = "the heating in the upstairs office has been off since last Monday and nobody knows why"
    texts = {
        "a": f"Morning. {run}. Pieter is looking into it with the landlord and two of his nephews.",
        "b": f"I said it before: {run}! What an enormous house this was in grandmother's day, before the flood came.",
        "c": "Please send Tomasz the signed lease and the floor plan today",
        "d": "Today please send the signed lease and floor plan, Tomasz",
        "e": "Please call Tomasz about the broken window in the hall",
    }
    found = {(repeat.first, repeat.second): repeat for repeat in repeats(texts)}
    assert found.keys() == {("a", "b"), ("c", "d")}
    assert found["a", "b"].words.startswith("the heating in the upstairs office")
    assert found["c", "d"].alike > 0.6


def test_the_same_sets_of_words_are_found_as_by_comparing_all_pairs() -> None:
    from training.corpus.records import read_records
    from training.corpus.repeats import ALIKE, repeats, words_of

    # pieces of real texts, many of them alike
    rows = read_records(ROOT / "corpus" / "dev.jsonl")[:60]
    texts = {f"{row['id']}/{n}": " ".join(row["text"].split()[n : n + 10]) for row in rows for n in (0, 1, 2, 3)}
    sets = {identifier: set(words_of(text)) for identifier, text in texts.items()}
    ids = list(sets)
    expected = {
        (one, two)
        for at, one in enumerate(ids)
        for two in ids[at + 1 :]
        if len(sets[one] & sets[two]) > ALIKE * len(sets[one] | sets[two])
    }
    assert expected
    assert {(repeat.first, repeat.second) for repeat in repeats(texts)} == expected


def data_folder(path: Path, text: str) -> Path:
    (path / "asks").mkdir(parents=True)
    row = {"id": "other-1", "source": "mail", "text": text}
    (path / "asks" / "train.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (path / "asks" / "dev.jsonl").write_text("", encoding="utf-8")
    return path


def test_text_of_others_is_told_and_set_phrases_are_excused(tmp_path: Path) -> None:
    from training.corpus.check import check_against

    # which words are common is only seen in the whole corpus
    copy = Path(shutil.copytree(ROOT / "corpus", tmp_path / "corpus"))
    taken = "the goats of the lower paddock have eaten half of the prayer flags again"
    phrase = "let me know if you have any questions about this"
    edit(copy / "train.jsonl", lambda rows: rows.extend([asking("zz-1", taken), asking("zz-2", phrase)]))
    data = data_folder(tmp_path / "data", f"Dear all, {taken.upper()}! {phrase}.")
    problems, excused = check_against(data, copy)
    told = [str(problem) for problem in problems if "text of others" in str(problem)]
    assert len(told) == 1
    assert "zz-1 and mail other-1" in told[0]
    assert any(repeat.first == "zz-2" for repeat in excused)


def test_data_of_another_version_is_told(tmp_path: Path) -> None:
    from training.corpus.sources import file_problems, read_sources

    data = data_folder(tmp_path / "data", "Hello")
    told = [str(problem) for problem in file_problems(read_sources(), data)]
    assert any("asks/train.jsonl: is another version" in problem for problem in told)
    assert any("en_ewt-ud-train.conllu: is not in" in problem for problem in told)


def test_a_source_with_an_unknown_use_is_refused(tmp_path: Path) -> None:
    from training.corpus.sources import read_sources

    path = tmp_path / "data.toml"
    path.write_text(
        '[[source]]\nid = "x"\nname = "X"\nversion = "1"\nlicence = "MIT"\nuse = "sell"\npurpose = "none"\n',
        encoding="utf-8",
    )
    with pytest.raises(ValueError, match="use 'sell' is none of"):
        read_sources(path)


def test_agreement_of_two_readings() -> None:
    from training.corpus.agreement import agreement

    names = [asking(f"zz-{n}", person={"level": n % 3}, overall=1 + n % 5) for n in range(1, 13)]
    same = agreement(names, names)
    assert (same.rows, same.asks, same.differ) == (12, 12, 0)
    assert same.kappa["person"] == same.has_ask == same.kind == pytest.approx(1.0)  # type: ignore[index]
    assert same.overall == pytest.approx(1.0)
    turned = [row | {"person": {"level": 2 - row["person"]["level"]}, "overall": 6 - row["overall"]} for row in names]
    other = agreement(names, [*turned[:11], {"id": "zz-12", "has_ask": False}])
    assert other.overall == pytest.approx(-1.0)
    assert other.kappa["person"] < 0  # type: ignore[index]
    assert other.has_ask == pytest.approx(11 / 12)
    assert other.differ == 12 - sum(row["person"]["level"] == 1 and row["overall"] == 3 for row in names[:11])


def test_readings_of_different_messages_are_refused() -> None:
    from training.corpus.agreement import agreement

    with pytest.raises(ValueError, match="share no ask"):
        agreement([asking("zz-1")], [asking("zz-2")])
