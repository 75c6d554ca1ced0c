"""Messages that are cut out of a treebank: the text is put together again, and another text is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from asklint.spans import Span
from asklint.vocabulary import Element
from training.judge.treebank import FILES, LABELS, digest, joined, read_sentences, treebank_rows

CONLLU = """\
# newdoc id = mail-1
# sent_id = mail-1-0001
# newpar id = mail-1-p0001
# text = Ana,
1\tAna\tAna\tPROPN\tNNP\t_\t0\troot\t_\t_

# sent_id = mail-1-0002
# newpar id = mail-1-p0002
# text = Could you send me the March figures?
1\tCould\tcould\tAUX\tMD\t_\t0\troot\t_\t_

# sent_id = mail-1-0003
# text = The board meets on Monday.
1\tThe\tthe\tDET\tDT\t_\t0\troot\t_\t_

# newdoc id = mail-2
# sent_id = mail-2-0001
# text = Thanks = all fine.
1\tThanks\tthanks\tNOUN\tNNS\t_\t0\troot\t_\t_
"""
TEXT = "Ana,\n\nCould you send me the March figures? The board meets on Monday."


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "ewt").mkdir()
    for name in FILES:
        (tmp_path / "ewt" / name).write_text(CONLLU if name == FILES[0] else "", encoding="utf-8")
    return tmp_path


def label(**changes: object) -> str:
    record = {
        "first": "mail-1-0001",
        "last": "mail-1-0003",
        "sha256": digest(TEXT),
        "has_ask": True,
        "ask": [6, 42],
        "kind": "information",
        "person": {"level": 2, "evidence": [[0, 3]]},
        "action": {"level": 2, "evidence": [[16, 41]]},
        "reason": {"level": 2, "evidence": [[43, 68]]},
        "reciprocity": {"level": 0},
        "overall": 5,
    }
    return json.dumps({**record, **changes}) + "\n"


def test_sentences_and_where_paragraphs_begin(data: Path) -> None:
    sentences = list(read_sentences(data / "ewt" / FILES[0]))
    assert [sentence.id for sentence in sentences] == ["mail-1-0001", "mail-1-0002", "mail-1-0003", "mail-2-0001"]
    assert [sentence.begins_paragraph for sentence in sentences] == [True, True, False, True]
    assert sentences[3].text == "Thanks = all fine."
    assert joined(sentences[:3]) == TEXT


def test_a_row_has_its_text_and_its_places(data: Path) -> None:
    labels = data / "labels.jsonl"
    labels.write_text(label(), encoding="utf-8")
    [row] = treebank_rows(data, labels)
    assert row.text == TEXT
    assert (row.has_ask, row.kind, row.overall, row.use) == (True, "information", 5, "train")
    assert row.ask == Span(6, 42)
    assert [TEXT[place.start : place.end] for place in row.elements[Element.REASON].evidence] == [
        "The board meets on Monday"
    ]
    assert row.elements[Element.RECIPROCITY].evidence == ()


def test_another_text_than_the_labelled_one_is_refused(data: Path) -> None:
    labels = data / "labels.jsonl"
    labels.write_text(label(last="mail-1-0002"), encoding="utf-8")
    with pytest.raises(ValueError, match=r"mail-1-0001: not the text that labels\.jsonl labels"):
        treebank_rows(data, labels)


def test_the_labels_hold_no_text_and_name_each_sentence_once() -> None:
    records = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    assert len(records) > 300
    firsts = [record["first"] for record in records]
    assert len(set(firsts)) == len(firsts)
    fields = {"first", "last", "sha256", "has_ask", "ask", "kind", "overall", *(element.value for element in Element)}
    for record in records:
        assert set(record) <= fields, record["first"]
        if record["has_ask"]:
            places = [record["ask"], *(place for e in Element for place in record[e.value].get("evidence", ()))]
            assert all(0 <= start < end for start, end in places), record["first"]
