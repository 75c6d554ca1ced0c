"""The judge: from the words of a message to levels, evidence and score."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asklint.draft import Draft
from asklint.errors import ModelError
from asklint.judging import evidence
from asklint.judging.judgement import Judgement
from asklint.judging.messages import MESSAGE_TASKS, TASKS, read_message
from asklint.judging.overall import OverallModel, score_of, verdict_of
from asklint.judging.sentences import PLACE_FEATURES, kind_features, sentence_features, typed_words
from asklint.judging.tables import Forest, Head, LinearTable
from asklint.report import ElementReport
from asklint.signals.acts import sentence_acts
from asklint.signals.forms import find_forms
from asklint.signals.people import find_people
from asklint.signals.signal import Signals
from asklint.signals.words import Words
from asklint.spans import Span
from asklint.vocabulary import Element, Kind, Level, Verdict

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORMAT = 1
"""Raised whenever the files of a model change their meaning."""

FOREST_FIELDS = ("owner", "feature", "threshold", "left", "right", "value", "base")


@dataclass(frozen=True, slots=True)
class Judge:
    """All that was learned, ready to judge messages."""

    version: str
    table: LinearTable
    """Scores sentences by `TASKS`."""
    messages: LinearTable
    """Scores whole messages by `MESSAGE_TASKS`, with the same vocabulary."""
    kinds: LinearTable
    """Scores the main ask by kind."""
    forms: Mapping[str, int]
    """Phrase names the heads were trained with, by their place in the vector."""
    ask: Head
    levels: Mapping[Element, Head]
    overall: OverallModel
    ask_from: float
    """Probability from which a message counts as asking for something."""
    sentence_asks_from: float
    """Log odds from which a sentence besides the main one counts as an ask."""

    @classmethod
    def load(cls, folder: Path | None = None) -> Judge:
        """Read a model folder, by default the one that ships.

        Raises:
            ModelError: the folder is missing, damaged or written by another version.
        """
        import numpy as np

        if folder is None:
            from asklint.nlp import models_dir

            folder = models_dir() / "judge"
        try:
            card = json.loads((folder / "judge.json").read_text(encoding="utf-8"))
            names = {
                table: (folder / f"{table}.txt").read_text(encoding="utf-8").splitlines()
                for table in ("sentences", "kinds")
            }
            with np.load(folder / "arrays.npz", allow_pickle=False) as arrays:
                held = {name: arrays[name] for name in arrays.files}
            if card["format"] != FORMAT:
                raise ModelError(
                    f"{folder}: the judge's model has format {card['format']}, this asklint reads {FORMAT}; "
                    "reinstall asklint so that both come from one release"
                )
            return cls(
                version=card["version"],
                table=_table("sentences", TASKS, names, held),
                messages=_table("messages", MESSAGE_TASKS, {"messages": names["sentences"]}, held),
                kinds=_table("kinds", tuple(card["kinds"]), names, held),
                forms={name: place for place, name in enumerate(card["forms"])},
                ask=_head("ask", card, held),
                levels={element: _head(element.value, card, held) for element in Element},
                overall=OverallModel(card["overall"]["base"], card["overall"]["weights"]),
                ask_from=card["ask_from"],
                sentence_asks_from=card["sentence_asks_from"],
            )
        except (OSError, KeyError, ValueError) as problem:
            raise ModelError(f"{folder}: the judge's model cannot be read ({problem}); reinstall asklint") from None

    def judge(self, draft: Draft, words: Words) -> Judgement:
        """Judge one parsed draft; `words` come from the draft's `own_text`."""
        people = Signals.of(find_people(words, draft))
        if not words.sentences:
            return Judgement(draft, people, Verdict.NO_ASK)
        typed = typed_words(words)
        matches = find_forms(words)
        acts = sentence_acts(words, matches)
        features = sentence_features(words, matches, acts, typed)
        rows = self.table.rows(features)
        scores = self.table.scores_of_rows(rows)
        # The message's features are those of its sentences, so their rows are known already.
        [places] = self.table.rows([PLACE_FEATURES])
        in_message = dict.fromkeys(chain.from_iterable(rows))
        for row in places:
            in_message.pop(row, None)
        message_scores = self.messages.scores_of_rows([list(in_message)])[0]
        reading = read_message(words, typed, matches, acts, scores, message_scores, people, self.forms)
        if float(self.ask.probabilities(reading.vector)[1]) < self.ask_from:
            return Judgement(draft, people, Verdict.NO_ASK)

        main = reading.main
        others = [
            number
            for number in sorted(range(len(scores)), key=lambda number: (-float(scores[number, 0]), number))
            if number != main and scores[number, TASKS.index("request")] >= self.sentence_asks_from
        ]
        asks = tuple(evidence.sentence_span(words, number) for number in [main, *others])

        reasons = evidence.clause_evidence(words, matches, _best(reading.scores, "why2", "why1"), main, "reason")
        offers = evidence.clause_evidence(words, matches, _best(reading.scores, "off2", "off1"), main, "offer")
        most_clear = {
            Element.PERSON: evidence.most_clear_person(people),
            Element.ACTION: evidence.most_clear_act(words, matches, acts, main),
            Element.REASON: evidence.most_clear_reason(words, matches, reasons),
            Element.RECIPROCITY: Level.CLEAR,
        }
        elements: dict[Element, ElementReport] = {}
        expected: dict[Element, float] = {}
        for element in Element:
            head = self.levels[element]
            chances = head.probabilities(reading.vector)
            level = Level(head.level(chances))
            if level > most_clear[element]:
                level = most_clear[element]
                chances = _capped(chances, level)
            found: tuple[Span, ...]
            vague: tuple[Span, ...] = ()
            if element is Element.PERSON:
                found, vague = evidence.person_evidence(people, level, asks[0])
            elif element is Element.ACTION:
                found, vague = evidence.action_evidence(words, matches, main, level)
            else:
                found = () if level is Level.MISSING else reasons if element is Element.REASON else offers
            expected[element] = float(chances @ range(3))
            elements[element] = ElementReport(level, float(chances[level]), found, vague)
        overall = self.overall.predict(expected)
        gains = {element: self.overall.predict({**expected, element: 2.0}) - overall for element in Element}
        score = score_of(overall)
        return Judgement(
            draft=draft,
            signals=people,
            verdict=verdict_of(score),
            has_ask=True,
            asks=asks,
            kind=Kind(self.kinds.tasks[int(self.kinds.scores([kind_features(features, main)])[0].argmax())]),
            overall=overall,
            score=score,
            elements=elements,
            gains=gains,
        )


def _best(scores: NDArray[np.float32], *tasks: str) -> NDArray[np.float32]:
    """For each sentence the best log odds among some tasks."""
    best: NDArray[np.float32] = scores[:, [TASKS.index(task) for task in tasks]].max(axis=1)
    return best


def _table(
    name: str, tasks: tuple[str, ...], names: Mapping[str, list[str]], held: Mapping[str, NDArray[Any]]
) -> LinearTable:
    rows = {feature: row for row, feature in enumerate(names[name])}
    return LinearTable(tasks, rows, held[f"{name}_weights"].astype("float32"), held[f"{name}_bias"])


def _head(name: str, card: Mapping[str, Any], held: Mapping[str, NDArray[Any]]) -> Head:
    about = card["heads"][name]
    return Head(
        classes=tuple(about["classes"]),
        forest=Forest(
            **{field: held[f"{name}_forest_{field}"] for field in FOREST_FIELDS}, depth=about["forest_depth"]
        ),
        temperature=about["temperature"],
        cuts=tuple(about["cuts"]),
    )


def _capped(chances: NDArray[np.float64], most: Level) -> NDArray[np.float64]:
    """Move the chance of levels that no words in the text could carry to the highest level that some can."""
    capped = chances.copy()
    capped[most] += capped[most + 1 :].sum()
    capped[most + 1 :] = 0
    return capped
