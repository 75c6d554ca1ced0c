"""The judge: from the words of a message to levels, evidence and score."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asklint.draft import Draft
from asklint.errors import ModelError
from asklint.judging import evidence
from asklint.judging.analysis import Analysis, analysed
from asklint.judging.asking import AskingScorer, asking_columns, asking_features
from asklint.judging.clauses import (
    CLAUSE_TASKS,
    OFFERS_FROM,
    REASONS_FROM,
    Clauses,
    ClauseScorer,
    features_of_clauses,
    read_clauses,
)
from asklint.judging.encoder import Encoder, Logits
from asklint.judging.feature_rows import FeatureRows
from asklint.judging.groups import Groups
from asklint.judging.judgement import Judgement
from asklint.judging.kinds import ANY, ASK, KindMessage, KindModel, joined_kinds
from asklint.judging.messages import MESSAGE_TASKS, TASKS, read_messages
from asklint.judging.neutral import neutral_words
from asklint.judging.numbering import Vocabulary
from asklint.judging.overall import OverallModel, score_of, verdict_of
from asklint.judging.sentences import PLACE_FEATURES
from asklint.judging.tables import Forest, Head, LinearTable, flat
from asklint.report import ElementReport
from asklint.signals.own_words import OwnWords
from asklint.signals.people import find_people
from asklint.signals.requests import columns_of_sentences, features_of_requests
from asklint.signals.shapes import find_shapes
from asklint.signals.signal import Signals
from asklint.signals.words import Words
from asklint.spans import Span
from asklint.vocabulary import Element, Kind, Level, Verdict

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NO_OWN_WORDS = OwnWords()

FORMAT = 4
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
    encoder: Encoder | None = None
    """Reads the message as a whole; the heads' chances are joined with what it says. What ships has one."""
    kind_shares: tuple[float, float] = (1.0, 0.0)
    """How much `kinds` and the encoder count where the kind is told."""
    _vocabulary: Vocabulary = field(init=False, repr=False, compare=False)
    """The features of sentences that `table` knows or `kinds` does, those of their places first."""

    def __post_init__(self) -> None:
        tables = ("", self.table.row_of), (ANY, self.kinds.table.row_of), (ASK, self.kinds.table.row_of)
        object.__setattr__(self, "_vocabulary", Vocabulary(*tables, first=PLACE_FEATURES))

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
            with np.load(folder / "arrays.npz", allow_pickle=False) as arrays:
                held = {name: arrays[name] for name in arrays.files}
            if card["format"] != FORMAT:
                raise ModelError(
                    f"{folder}: the judge's model has format {card['format']}, this asklint reads {FORMAT}; "
                    "reinstall asklint so that both come from one release"
                )
            sentences = _rows(folder, "sentences", held)
            return cls(
                version=card["version"],
                table=_table("sentences", TASKS, sentences, held),
                messages=_table("messages", MESSAGE_TASKS, sentences, held),
                kinds=KindModel(
                    _table("kinds", tuple(card["kinds"]), _rows(folder, "kinds", held), held), held["kinds_rarity"]
                ),
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
                encoder=Encoder.load(folder) if card["encoder"] else None,
                kind_shares=(card["kind_shares"][0], card["kind_shares"][1]),
            )
        except (OSError, KeyError, ValueError) as problem:
            raise ModelError(f"{folder}: the judge's model cannot be read ({problem}); reinstall asklint") from None

    def judge(self, draft: Draft, words: Words, own: OwnWords = NO_OWN_WORDS) -> Judgement:
        """Judge one parsed draft; `words` come from the draft's `own_text`, `own` from the user's settings."""
        [judgement] = self.judge_many([(draft, words)], own)
        return judgement

    def judge_many(self, messages: Iterable[tuple[Draft, Words]], own: OwnWords = NO_OWN_WORDS) -> list[Judgement]:
        """Judge several messages at once, which is cheaper than one after another; each as `judge` would."""
        judged: list[Judgement | None] = []
        parsed: list[tuple[Draft, Words, Signals]] = []
        for draft, words in messages:
            in_text = find_people(words, draft)
            people = Signals.of(own.applied(in_text, words) if own else in_text)
            if words.sentences:
                judged.append(None)
                parsed.append((draft, words, people))
            else:
                judged.append(Judgement(draft, people, Verdict.NO_ASK, words=words))
        seen = analysed([words for _, words, _ in parsed], self._vocabulary)
        looked = [_Looked(*message, each) for message, each in zip(parsed, seen, strict=True)]
        rest = iter(self._judged(looked) if looked else ())
        return [judgement or next(rest) for judgement in judged]

    def _judged(self, looked: list[_Looked]) -> list[Judgement]:
        """Judge messages, each with a sentence at least, from what the detectors see in them."""
        import numpy as np

        every = [message.seen for message in looked]
        sentences = Groups.of([len(seen.words.sentences) for seen in every])
        anywhere = [list(dict.fromkeys(chain.from_iterable(seen.features))) for seen in every]
        scores, message_scores = self._scored(every, anywhere)
        columns = columns_of_sentences((seen.words, seen.requests) for seen in every)
        asking = self.asking.scores(asking_columns(scores, message_scores, columns, sentences))
        mains, vectors = read_messages(
            every, scores, message_scores, asking, [message.people for message in looked], self.forms, sentences
        )
        cuts = [read_clauses(seen.words, seen.matches, main) for seen, main in zip(every, mains, strict=True)]
        clauses = Groups.of([len(cut.all) for cut in cuts])
        of_clause = [
            start + clause.sentence for start, cut in zip(sentences.starts, cuts, strict=True) for clause in cut.all
        ]
        texts = [(seen.words, seen.typed, cut) for seen, cut in zip(every, cuts, strict=True)]
        clause_scores = self.clauses.scores_of(texts, scores[of_clause], clauses)
        vectors = np.concatenate([vectors, features_of_clauses(cuts, clause_scores, clauses)], axis=1)
        features = features_of_requests(
            [(seen.words, seen.requests) for seen in every], mains, columns, sentences.starts
        )
        said = [self._said(message, main) for message, main in zip(looked, mains, strict=True)]
        asks = self.ask.probabilities_of_rows(
            np.concatenate([asking_features(asking, sentences), features, vectors], axis=1),
            [own.ask for own in said if own],
        )[:, 1].tolist()
        asked = [place for place, chance in enumerate(asks) if chance >= self.ask_from]
        heard = [own for place in asked if (own := said[place])]
        levels = {
            element: head.probabilities_of_rows(vectors[asked], [own.levels[element] for own in heard]).tolist()
            for element, head in self.levels.items()
        }
        order = {place: number for number, place in enumerate(asked)}
        odds = sentences.split(asking)
        kinds = self._kinds(every, anywhere, odds, said, asked)
        acts = sentences.split(scores[:, [TASKS.index("act2"), TASKS.index("act1")]].max(axis=1))
        reasons = clauses.split(clause_scores[:, CLAUSE_TASKS.index("why")])
        offers = clauses.split(clause_scores[:, CLAUSE_TASKS.index("off")])
        return [
            self._told(
                message,
                _Scored(
                    main=mains[place],
                    ask_chance=asks[place],
                    asking=odds[place],
                    acts=acts[place],
                    clauses=cuts[place],
                    reasons=reasons[place],
                    offers=offers[place],
                    levels={element: rows[order[place]] for element, rows in levels.items()},
                    kind=kinds[order[place]],
                ),
            )
            if place in order
            else Judgement(message.draft, message.people, Verdict.NO_ASK, ask_chance=asks[place], words=message.every)
            for place, message in enumerate(looked)
        ]

    def _scored(
        self, every: list[Analysis[int]], anywhere: list[list[int]]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The log odds of all sentences by `TASKS`, and those of all messages by `MESSAGE_TASKS`."""
        import numpy as np

        vocabulary = self._vocabulary
        numbers, sizes = flat(list(chain.from_iterable(seen.features for seen in every)))
        scores = self.table.scores_of_rows(vocabulary.in_table(0, numbers), sizes)
        numbers, sizes = flat(anywhere)
        # Where in its message a sentence stands says nothing of the message.
        rows = np.where(numbers < vocabulary.first, -1, vocabulary.in_table(0, numbers))
        return scores, self.messages.scores_of_rows(rows, sizes)

    def _kinds(
        self,
        every: list[Analysis[int]],
        anywhere: list[list[int]],
        odds: list[list[list[float]]],
        said: list[Logits | None],
        asked: list[int],
    ) -> list[Kind]:
        """The kinds of those messages that ask; `odds` of sentences by `ASKING_TASKS`."""
        messages = [
            KindMessage(every[place].words, every[place].features, anywhere[place], [ask for _, ask in odds[place]])
            for place in asked
        ]
        if not messages:
            return []
        chances = self.kinds.chances_of_messages(messages, self._vocabulary)
        kinds = self.kinds.table.tasks
        heard = [own.kinds for place in asked if (own := said[place])]
        if heard:
            chances = joined_kinds(chances, heard, kinds, self.kind_shares)
        return [Kind(kinds[place]) for place in chances.argmax(axis=1).tolist()]

    def _said(self, message: _Looked, main: int) -> Logits | None:
        """What the encoder says of a message whose main ask is likely this sentence."""
        if not self.encoder:
            return None
        words = message.seen.words
        return self.encoder.read(neutral_words(words, message.seen.typed, message.people), words.sentences[main][0])

    def _told(self, message: _Looked, scored: _Scored) -> Judgement:
        """What is told of a message that asks for something."""
        draft, people, seen = message.draft, message.people, message.seen
        words, matches, main, odds = seen.words, seen.matches, scored.main, scored.asking
        reasons = evidence.scored_clauses(words, scored.clauses.all, scored.reasons, REASONS_FROM)
        offers = evidence.scored_clauses(words, scored.clauses.all, scored.offers, OFFERS_FROM)
        others = [
            number
            for number in sorted(range(len(odds)), key=lambda number: (-odds[number][1], number))
            if number != main and odds[number][0] >= self.sentence_asks_from
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
            chances = scored.levels[element]
            level = Level(self.levels[element].level(chances))
            if level > most_clear[element]:
                level = most_clear[element]
                chances = _capped(chances, level)
            found: tuple[Span, ...]
            vague: tuple[Span, ...] = ()
            if element is Element.PERSON:
                found, vague = evidence.person_evidence(people, level, asks[0])
            elif element is Element.ACTION:
                found, vague = evidence.action_evidence(words, matches, main, level, seen.requests, scored.acts)
            else:
                found = () if level is Level.MISSING else reasons if element is Element.REASON else offers
            if draft.blanks and level > Level.MISSING:
                most, found = evidence.without_blanks(words, element, found, draft.blanks)
                if level > most:
                    level = most
                    chances = _capped(chances, level)
            expected[element] = self.levels[element].grade(chances)
            lacking[element] = sum(chances[: Level.CLEAR])
            elements[element] = ElementReport(level, chances[level], found, vague)
        overall, gains = self.overall.predict_with_gains(expected)
        score = score_of(overall)
        return Judgement(
            draft=draft,
            signals=Signals.of([*people, *find_shapes(message.every)]),
            verdict=verdict_of(score),
            has_ask=True,
            asks=asks,
            kind=scored.kind,
            overall=overall,
            score=score,
            elements=elements,
            gains=gains,
            ask_chance=scored.ask_chance,
            lacking=lacking,
            words=message.every,
        )


@dataclass(frozen=True, slots=True)
class _Looked:
    """A message and what the detectors see in it."""

    draft: Draft
    every: Words
    """Its words with its courtesies, which `seen` leaves out."""
    people: Signals
    seen: Analysis[int]


@dataclass(frozen=True, slots=True)
class _Scored:
    """A message as the models see it."""

    main: int
    """The sentence of the main ask."""
    ask_chance: float
    asking: list[list[float]]
    """Log odds of each sentence by `ASKING_TASKS`."""
    acts: list[float]
    """Log odds of each sentence that it carries an act."""
    clauses: Clauses
    reasons: list[float]
    """Log odds of each clause that it carries a reason."""
    offers: list[float]
    """The same of an offer."""
    levels: Mapping[Element, list[float]]
    """The chance of each level."""
    kind: Kind


def _rows(folder: Path, name: str, held: Mapping[str, NDArray[Any]]) -> FeatureRows:
    return FeatureRows((folder / f"{name}.txt").read_bytes(), held[f"{name}_hashes"], held[f"{name}_rows"])


def _table(name: str, tasks: tuple[str, ...], rows: FeatureRows, held: Mapping[str, NDArray[Any]]) -> LinearTable:
    return LinearTable(tasks, rows, held[f"{name}_weights"], held[f"{name}_bias"])


def _clause_scorer(folder: Path, held: Mapping[str, NDArray[Any]]) -> ClauseScorer:
    return ClauseScorer(
        _table("clauses", CLAUSE_TASKS, _rows(folder, "clauses", held), held),
        _forest("clauses", int(held["clauses_forest_depth"]), held),
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
        blend=tuple((bias, trees, encoder) for bias, trees, encoder in about["blend"]),
    )


def _capped(chances: list[float], most: Level) -> list[float]:
    """Move the chance of levels that no words in the text could carry to the highest level that some can."""
    above = chances[most + 1 :]
    return [*chances[:most], chances[most] + sum(above), *[0.0 for _ in above]]
