"""Single sentences that help to tell an ask from what only looks like one, and one kind of ask from another."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from asklint.draft import Draft
from asklint.judging.sentences import sentence_features, typed_words
from asklint.nlp import load_pipeline
from asklint.signals.acts import sentence_acts
from asklint.signals.forms import find_forms
from asklint.signals.words import Words
from asklint.vocabulary import Kind
from training.judge.example import Example, example_of
from training.judge.rows import CORPUS, Row

_PLACE = ("at:", "left:", "of:")


@dataclass(frozen=True, slots=True)
class Helper:
    """One labelled sentence outside any message."""

    features: list[str]
    """Without those that tell its place in a message."""
    asks: bool
    of_kind: Example | None = None
    """What it teaches about kinds, where its kind shows without the message around it."""


def parakweet(data: Path) -> list[Helper]:
    """The training sentences of the Parakweet intent set (Apache-2.0) with our own labels in place of theirs.

    Raises:
        ValueError: the file is another version than the one the labels were made for.
    """
    return read_helpers(data / "parakweet" / "Ask0729-fixed.txt", CORPUS / "standoff" / "parakweet.tsv")


def read_helpers(path: Path, labels_path: Path) -> list[Helper]:
    """The sentences of `path`, second column of each line, that `labels_path` labels by the number of the line.

    Raises:
        ValueError: `path` is not the file whose SHA-256 the first line of the labels gives.
    """
    told = list(_told(path, labels_path))
    docs = load_pipeline().pipe((Draft(text).own_text for _, text, _, _ in told), batch_size=64)
    return [_helper(Words.from_doc(doc), asks, kind) for doc, (_, _, asks, kind) in zip(docs, told, strict=True)]


def parakweet_rows(data: Path, known: Iterable[str]) -> list[Row]:
    """The same sentences as messages of which is only known whether they ask, and of some for what.

    Those that stand in one of the `known` texts are left out: these are messages that are judged or learned from whole.

    Raises:
        ValueError: as above.
    """
    whole = "\n".join(_letters(text) for text in known)
    told = _told(data / "parakweet" / "Ask0729-fixed.txt", CORPUS / "standoff" / "parakweet.tsv")
    return [
        Row(
            f"parakweet-{number}",
            "parakweet",
            "train",
            text,
            asks,
            None,
            str(kind) if kind and asks else None,
            {},
            None,
        )
        for number, text, asks, kind in told
        if len(_letters(text)) <= _SHORT or _letters(text) not in whole
    ]


_SHORT = 25
"""Letters of a sentence that may stand in any message by chance: "Please call me."."""


def _letters(text: str) -> str:
    """A text's letters and digits, its words apart, whatever stands between them."""
    return re.sub(r"\W+", " ", text.lower()).strip()


def _told(path: Path, labels_path: Path) -> Iterator[tuple[int, str, bool, Kind | None]]:
    """The labelled sentences of a file: number of the line, text, whether it asks, and its kind where that is told."""
    raw = path.read_bytes()
    lines = labels_path.read_text(encoding="utf-8").splitlines()
    if hashlib.sha256(raw).hexdigest() not in lines[0]:
        raise ValueError(f"{path}: not the version that {labels_path} labels")
    label_of: dict[int, tuple[str, Kind | None]] = {}
    for line in lines:
        if not line.startswith("#"):
            number, label, *named = line.split("\t")
            label_of[int(number)] = label, Kind(named[0]) if named else None
    for place, line in enumerate(raw.decode("utf-8", "replace").split("\n")):
        label, kind = label_of.get(place, ("U", None))
        text = line.partition("\t")[2].strip()
        if label != "U" and text:
            yield place, text, label == "A", kind


def _helper(words: Words, asks: bool, kind: Kind | None) -> Helper:
    matches = find_forms(words)
    sentences = sentence_features(words, matches, sentence_acts(words, matches), typed_words(words))
    names = dict.fromkeys(name for names in sentences for name in names if not name.startswith(_PLACE))
    return Helper(list(names), asks, example_of(words, sentences, kind) if kind else None)


def of_kinds(helpers: Iterable[Helper]) -> list[Example]:
    """What helpers teach about kinds."""
    return [helper.of_kind for helper in helpers if helper.of_kind is not None]
