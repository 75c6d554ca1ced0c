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
from asklint.judging.analysis import Analysis
from asklint.judging.asking import AskingScorer, asking_columns, asking_features
from asklint.judging.clauses import (
    CLAUSE_TASKS,
    OFFERS_FROM,
    REASONS_FROM,
    ClauseScorer,
    clause_features,
    read_clauses,
)
from asklint.judging.judgement import Judgement
from asklint.judging.kinds import KindModel
from asklint.judging.messages import MESSAGE_TASKS, TASKS, Reading, read_message
from asklint.judging.overall import OverallModel, score_of, verdict_of
from asklint.judging.sentences import PLACE_FEATURES
from asklint.judging.tables import Forest, Head, LinearTable
from asklint.report import ElementReport
from asklint.signals.own_words import OwnWords
from asklint.signals.people import find_people
from asklint.signals.requests import request_features, sentence_columns
from asklint.signals.shapes import find_shapes
from asklint.signals.signal import Signals
from asklint.signals.words import Words
from asklint.spans import Span
from asklint.vocabulary import Element, Kind, Level, Verdict

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NO_OWN_WORDS = OwnWords()

FORMAT = 2
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
    kinds: KindModel
    forms: Mapping[str, int]
    """Phrase names the heads were trained with, by their place in the vector."""
    ask: Head
    levels: Mapping[Element, Head]
    overall: OverallModel
    ask_from: float
    """Probability from which a message counts as asking for something."""
    sentence_asks_from: float
    """Log odds from which a sentence besides the main one counts as an ask."""
    asking: AskingScorer
    """Finds the sentence of the main ask."""
    clauses: ClauseScorer
    """Finds reasons and offers clause by clause."""

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
                kinds=KindModel(_table("kinds", tuple(card["kinds"]), names, held), held["kinds_rarity"]),
                forms={name: place for place, name in enumerate(card["forms"])},
                ask=_head("ask", card, held),
                levels={element: _head(element.value, card, held) for element in Element},
                overall=OverallModel(
                    card["overall"]["base"],
                    card["overall"]["weights"],
                    tuple((low, shown) for low, shown in card["overall"].get("knots", ())),
                ),
                ask_from=card["ask_from"],
                sentence_asks_from=card["sentence_asks_from"],
                asking=AskingScorer(_forest("asking", int(held["asking_forest_depth"]), held)),
                clauses=_clause_scorer(folder, held),
            )
        except (OSError, KeyError, ValueError) as problem:
            raise ModelError(f"{folder}: the judge's model cannot be read ({problem}); reinstall asklint") from None

    def judge(self, draft: Draft, words: Words, own: OwnWords = NO_OWN_WORDS) -> Judgement:
        """Judge one parsed draft; `words` come from the draft's `own_text`, `own` from the user's settings."""
        in_text = find_people(words, draft)
        people = Signals.of(own.applied(in_text, words) if own else in_text)
        if not words.sentences:
            return Judgement(draft, people, Verdict.NO_ASK, words=words)
        return self._judged(draft, words, people, Analysis.of(words))

    def _judged(self, draft: Draft, every: Words, people: Signals, seen: Analysis) -> Judgement:
        """Judge a message from what the detectors see in it; `every` holds its courtesies too."""
        import numpy as np

        words, matches = seen.words, seen.matches
        rows = self.table.rows(seen.features)
        scores = self.table.scores_of_rows(rows)
        # The message's features are those of its sentences, so their rows are known already.
        [places] = self.table.rows([PLACE_FEATURES])
        in_message = dict.fromkeys(chain.from_iterable(rows))
        for row in places:
            in_message.pop(row, None)
        message_scores = self.messages.scores_of_rows([list(in_message)])[0]
        columns = sentence_columns(words, seen.requests)
        asking = self.asking.scores(asking_columns(scores, message_scores, columns))
        reading = read_message(seen, scores, message_scores, asking, people, self.forms)
        main = reading.main
        vector, reasons, offers = self._read_clauses(seen, reading)
        asks_vector = np.concatenate(
            [asking_features(asking), request_features(words, seen.requests, main, columns), vector]
        )
        ask_chance = float(self.ask.probabilities(asks_vector)[1])
        if ask_chance < self.ask_from:
            return Judgement(draft, people, Verdict.NO_ASK, ask_chance=ask_chance, words=every)

        others = [
            number
            for number in sorted(range(len(asking)), key=lambda number: (-float(asking[number, 1]), number))
            if number != main and asking[number, 0] >= self.sentence_asks_from
        ]
        asks = tuple(evidence.sentence_span(words, number) for number in [main, *others])

        most_clear = {
            Element.PERSON: evidence.most_clear_person(people),
            Element.ACTION: evidence.most_clear_act(words, matches, seen.acts, main),
            Element.REASON: evidence.most_clear_reason(words, matches, reasons),
            Element.RECIPROCITY: Level.CLEAR,
        }
        elements: dict[Element, ElementReport] = {}
        expected: dict[Element, float] = {}
        lacking: dict[Element, float] = {}
        for element in Element:
            chances = self.levels[element].probabilities(vector)
            level = Level(self.levels[element].level(chances))
            if level > most_clear[element]:
                level = most_clear[element]
                chances = _capped(chances, level)
            found: tuple[Span, ...]
            vague: tuple[Span, ...] = ()
            if element is Element.PERSON:
                found, vague = evidence.person_evidence(people, level, asks[0])
            elif element is Element.ACTION:
                found, vague = evidence.action_evidence(
                    words, matches, main, level, seen.requests, _best(scores, "act2", "act1")
                )
            else:
                found = () if level is Level.MISSING else reasons if element is Element.REASON else offers
            if draft.blanks and level > Level.MISSING:
                most, found = evidence.without_blanks(words, element, found, draft.blanks)
                if level > most:
                    level = most
                    chances = _capped(chances, level)
            expected[element] = float(chances @ range(3))
            lacking[element] = float(chances[: Level.CLEAR].sum())
            elements[element] = ElementReport(level, float(chances[level]), found, vague)
        overall = self.overall.predict(expected)
        gains = {element: self.overall.predict({**expected, element: 2.0}) - overall for element in Element}
        score = score_of(overall)
        return Judgement(
            draft=draft,
            signals=Signals.of([*people, *find_shapes(every)]),
            verdict=verdict_of(score),
            has_ask=True,
            asks=asks,
            kind=Kind(self.kinds.kind(words, seen.features, asking[:, 1])),
            overall=overall,
            score=score,
            elements=elements,
            gains=gains,
            ask_chance=ask_chance,
            lacking=lacking,
            words=every,
        )

    def _read_clauses(
        self, seen: Analysis, reading: Reading
    ) -> tuple[NDArray[np.float32], tuple[Span, ...], tuple[Span, ...]]:
        """The vector of the levels' heads, and the words of the reason and the offer if there is one."""
        import numpy as np

        message = read_clauses(seen.words, seen.matches, reading.main)
        scores = self.clauses.scores(seen.words, seen.typed, message, reading.scores)
        return (
            np.concatenate([reading.vector, clause_features(message, scores)]),
            evidence.scored_clauses(seen.words, message.all, scores[:, CLAUSE_TASKS.index("why")], REASONS_FROM),
            evidence.scored_clauses(seen.words, message.all, scores[:, CLAUSE_TASKS.index("off")], OFFERS_FROM),
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


def _clause_scorer(folder: Path, held: Mapping[str, NDArray[Any]]) -> ClauseScorer:
    names = {"clauses": (folder / "clauses.txt").read_text(encoding="utf-8").splitlines()}
    return ClauseScorer(
        _table("clauses", CLAUSE_TASKS, names, held), _forest("clauses", int(held["clauses_forest_depth"]), held)
    )


def _forest(name: str, depth: int, held: Mapping[str, NDArray[Any]]) -> Forest:
    return Forest(**{field: held[f"{name}_forest_{field}"] for field in FOREST_FIELDS}, depth=depth)


def _head(name: str, card: Mapping[str, Any], held: Mapping[str, NDArray[Any]]) -> Head:
    about = card["heads"][name]
    return Head(
        classes=tuple(about["classes"]),
        forest=_forest(name, about["forest_depth"], held),
        temperature=about["temperature"],
        cuts=tuple(about["cuts"]),
    )


def _capped(chances: NDArray[np.float64], most: Level) -> NDArray[np.float64]:
    """Move the chance of levels that no words in the text could carry to the highest level that some can."""
    capped = chances.copy()
    capped[most] += capped[most + 1 :].sum()
    capped[most + 1 :] = 0
    return capped
