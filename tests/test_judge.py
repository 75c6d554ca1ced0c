"""The judge: score logic without models, the files that ship, and what they must hold to."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from asklint.errors import ModelError
from asklint.judging.asking import ASKING_FEATURES
from asklint.judging.clauses import CLAUSE_FEATURES
from asklint.judging.feature_rows import FeatureRows
from asklint.judging.groups import Groups
from asklint.judging.judge import Judge
from asklint.judging.messages import MESSAGE_TASKS, TASKS, feature_names, size_columns
from asklint.judging.numbering import SPELLED, Vocabulary
from asklint.judging.overall import OverallModel, score_of, verdict_of
from asklint.judging.tables import Forest, Head, LinearTable, flat, sums_of_rows
from asklint.linter import Linter
from asklint.nlp import models_dir
from asklint.signals.requests import REQUEST_FEATURES
from asklint.vocabulary import Element, Level, Verdict

LEVELS = st.fixed_dictionaries({element: st.floats(0, 2) for element in Element})


@pytest.fixture(scope="module")
def judge() -> Judge:
    return shared_judge()


@pytest.fixture(scope="module")
def linter() -> Linter:
    return shared_linter()


@given(LEVELS, st.sampled_from(list(Element)), st.floats(0, 2))
def test_the_score_never_falls_when_a_level_rises(levels: dict[Element, float], element: Element, by: float) -> None:
    model = shared_judge().overall
    higher = {**levels, element: min(2.0, levels[element] + by)}
    assert score_of(model.predict(higher)) >= score_of(model.predict(levels))


def test_no_weight_of_the_overall_score_is_negative(judge: Judge) -> None:
    assert all(weight >= 0 for weight in judge.overall.weights.values())


@pytest.mark.parametrize(
    ("overall", "score", "verdict"),
    [
        (1.0, 0, Verdict.VAGUE),
        (2.5, 38, Verdict.PARTLY),
        (2.49, 37, Verdict.VAGUE),
        (3.5, 63, Verdict.CLEAR),
        (3.49, 62, Verdict.PARTLY),
        (5.0, 100, Verdict.CLEAR),
    ],
)
def test_score_and_verdict(overall: float, score: int, verdict: Verdict) -> None:
    assert score_of(overall) == score
    assert verdict_of(score) is verdict


@given(LEVELS)
def test_overall_stays_on_the_scale(levels: dict[Element, float]) -> None:
    assert 1 <= OverallModel(-3, {"person": 9.0}).predict(levels) <= 5


def forest(*values: float) -> Forest:
    """One stump a class: `values[k]` where the only feature is above 0.5, else 0."""
    count = len(values)
    return Forest(
        owner=np.arange(count, dtype=np.int16),
        feature=np.zeros((count, 3), np.int16),
        threshold=np.full((count, 3), 0.5, np.float32),
        left=np.array([[1, 1, 2]] * count, np.int16),
        right=np.array([[2, 1, 2]] * count, np.int16),
        value=np.array([[0, 0, value] for value in values], np.float32),
        base=np.zeros(count, np.float32),
        depth=1,
    )


def test_a_forest_walks_left_up_to_the_threshold() -> None:
    trees = forest(1.0, 2.0)
    assert trees.logits(np.array([0.5], np.float32)).tolist() == [0, 0]
    assert trees.logits(np.array([0.6], np.float32)).tolist() == [1, 2]


def grown(seed: int) -> Forest:
    """Random trees of two classes, none of them full, with leaves that are their own children."""
    chance = np.random.default_rng(seed)
    trees, nodes, depth = 9, 13, 4
    left, right = (np.tile(np.arange(nodes, dtype=np.int16), (trees, 1)) for _ in range(2))
    for tree in range(trees):
        ends, free = [(0, 0)], list(range(1, nodes))
        while ends and len(free) > 1:
            node, level = ends.pop(chance.integers(len(ends)))
            if level < depth:
                left[tree, node], right[tree, node] = free.pop(0), free.pop(0)
                ends += [(int(left[tree, node]), level + 1), (int(right[tree, node]), level + 1)]
    return Forest(
        owner=chance.integers(0, 2, trees).astype(np.int16),
        feature=chance.integers(0, 5, (trees, nodes)).astype(np.int16),
        threshold=chance.integers(-2, 3, (trees, nodes)).astype(np.float32),
        left=left,
        right=right,
        value=chance.normal(size=(trees, nodes)).astype(np.float32),
        base=np.array([0.25, -1.0], np.float32),
        depth=depth,
    )


def walked(forest: Forest, vector: np.ndarray) -> list[float]:
    """The logits, tree by tree and node by node."""
    sums: list[float] = forest.base.astype(float).tolist()
    for tree, owner in enumerate(forest.owner):
        node = 0
        for _ in range(forest.depth):
            low = vector[forest.feature[tree, node]] <= forest.threshold[tree, node]
            node = (forest.left if low else forest.right)[tree, node]
        sums[owner] += float(forest.value[tree, node])
    return sums


@pytest.mark.parametrize("count", [1, 2, 8, 9, 33, 64, 65, 130])
def test_a_forest_walks_many_vectors_as_it_walks_each(count: int) -> None:
    trees = grown(count)
    vectors = np.random.default_rng(7).integers(-3, 4, (count, 5)).astype(np.float32)
    logits = trees.logits_of_rows(vectors)
    assert logits.shape == (count, 2)
    assert logits == pytest.approx(np.array([walked(trees, vector) for vector in vectors]))
    assert (trees.logits(vectors[-1]) == logits[-1]).all()


def test_groups_keep_to_their_own_rows() -> None:
    groups = Groups.of([1, 3, 2])
    rows = np.array([[5, 0], [1, 9], [3, 8], [2, 7], [4, -1], [6, -2]], np.float32)
    assert groups.most(rows).tolist() == [[5, 0], [3, 9], [6, -1]]
    assert groups.total(rows).tolist() == [[5, 0], [6, 24], [10, -3]]
    assert groups.before(rows, -6)[:, 0].tolist() == [-6, -6, 1, 3, -6, 4]
    assert groups.after(rows, -6)[:, 0].tolist() == [-6, 3, 2, -6, 6, -6]
    highest, second, third = groups.highest(rows, 3, -6)
    assert highest.tolist() == groups.most(rows).tolist()
    assert second.tolist() == [[-6, -6], [2, 8], [4, -2]]
    assert third.tolist() == [[-6, -6], [1, 7], [-6, -6]]
    assert groups.best(rows[:, 0]).tolist() == [0, 2, 5]
    assert rows[groups.rows_of(1), 0].tolist() == [1, 3, 2]


def test_an_empty_set_of_features_sums_to_nothing() -> None:
    table = np.array([[1, 2], [3, 4], [5, 6]], np.float32)
    assert sums_of_rows(table, *flat([[], [0, 2], [], [1]])).tolist() == [[0, 0], [6, 8], [0, 0], [3, 4]]
    assert sums_of_rows(table, *flat([[], [-1, 2], [-1], [1]])).tolist() == [[0, 0], [5, 6], [0, 0], [3, 4]]
    assert sums_of_rows(table, *flat([[], []])).tolist() == [[0, 0], [0, 0]]


@pytest.mark.parametrize("calls", [1, 300])
def test_a_vocabulary_tells_the_same_as_the_names(calls: int) -> None:
    own = {"w:send": 0, "w:send it": 1, "w:^ send": 2, "w:it $": 3, "w:$": 4, "at:0": 5, "w:it ^": 6, "f:x": 7}
    other = {"any:w:send": 0, "any:w:lost": 1, "ask:w:it": 2}
    vocabulary = Vocabulary(("", FeatureRows.of([*own])), ("any:", FeatureRows.of([*other])), first=("at:0", "at:1"))
    rows = [["send", "it"], [], ["pay", "$", "send", "^"], ["lost", "it"]]
    for _ in range(calls):
        words = vocabulary.rows(rows)
    others = list(vocabulary.others(["f:x", "f:y", "at:0"]))
    assert vocabulary.first == 1
    assert others[2] == 0
    for numbers, names in zip([*words, others], [*SPELLED.rows(rows), ["f:x", "f:y", "at:0"]], strict=True):
        told = np.array(numbers, dtype=np.intp)
        assert vocabulary.in_table(0, told).tolist() == [own.get(name, -1) for name in names]
        assert vocabulary.in_table(1, told).tolist() == [other.get(f"any:{name}", -1) for name in names]


def test_threads_that_share_a_vocabulary_are_told_the_same() -> None:
    own = {f"w:{number}": number for number in range(4000)}

    def told(first: int) -> list[int]:
        seen: list[int] = []
        for number in range(first, first + 1200):
            [[of_word, *_]] = vocabulary.rows([[str(number)]])
            seen += vocabulary.in_table(0, np.array([of_word], dtype=np.intp)).tolist()
        return seen

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        vocabulary = Vocabulary(("", FeatureRows.of([*own])))
        starts = [0, 400, 800, 2800]
        with ThreadPoolExecutor(len(starts)) as threads:
            for first, seen in zip(starts, threads.map(told, starts), strict=True):
                assert seen == list(range(first, first + 1200))
    finally:
        sys.setswitchinterval(before)


def test_a_level_nobody_would_give_gives_way_to_the_likeliest() -> None:
    head = Head(("0", "1", "2"), forest(0, 0, 0), cuts=(0.7, 1.4))
    assert head.level(np.array([0.3, 0.4, 0.3])) == 1
    assert head.level(np.array([0.40, 0.05, 0.55])) == 2


def test_a_table_ignores_features_it_does_not_know() -> None:
    table = LinearTable(("t",), FeatureRows.of(["a"]), np.array([[2.0]], np.float32), np.array([1.0], np.float32))
    assert table.scores([["a", "b"], []]).tolist() == [[3.0], [1.0]]


def test_the_vector_has_a_name_for_every_entry(judge: Judge) -> None:
    levels = [*feature_names(tuple(judge.forms)), *CLAUSE_FEATURES]
    asks = [*ASKING_FEATURES, *REQUEST_FEATURES, *levels]
    assert len(levels) == len(set(levels))
    assert all(head.forest.feature.max() < len(levels) for head in judge.levels.values())
    assert len(levels) <= judge.ask.forest.feature.max() + 1 <= len(asks)
    assert judge.table.tasks == TASKS
    assert judge.messages.tasks == MESSAGE_TASKS


def test_levels_do_not_look_at_the_size_of_the_message(judge: Judge) -> None:
    sizes = size_columns(tuple(judge.forms))
    for head in judge.levels.values():
        asks = head.forest.left != np.arange(head.forest.left.shape[1])  # a leaf is its own child
        assert not np.isin(head.forest.feature[asks], sizes).any()


def test_no_name_is_learned(judge: Judge) -> None:
    """Names become type tokens before any word is looked up, so no entry holds a capital letter or a digit."""
    for table in (judge.table, judge.kinds.table):
        words = [name.partition("w:")[2] for name in table.row_of if "w:" in name]
        assert words
        assert not [word for word in words if word != word.lower() or any(map(str.isdigit, word))]


def test_nothing_that_ships_is_a_pickle() -> None:
    with np.load(models_dir() / "judge" / "arrays.npz", allow_pickle=False) as arrays:
        assert all(arrays[name].dtype != object for name in arrays.files)


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda folder: (folder / "judge.json").unlink(), "judge.json"),
        (lambda folder: (folder / "arrays.npz").write_bytes(b"PK nothing"), "cannot be read"),
        (lambda folder: _edit(folder, "format", 99), "format 99"),
        (lambda folder: (folder / "encoder.npz").write_bytes(b"PK nothing"), "cannot be read"),
        (lambda folder: (folder / "pieces.npy").unlink(), "pieces.npy"),
        (lambda folder: (folder / "pieces.txt").write_text("a\n", encoding="utf-8"), "do not belong together"),
    ],
)
def test_a_damaged_model_is_one_clear_line(tmp_path: Path, damage, words: str) -> None:  # type: ignore[no-untyped-def]
    for path in (models_dir() / "judge").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    damage(tmp_path)
    with pytest.raises(ModelError) as caught:
        Judge.load(tmp_path)
    assert words in str(caught.value)
    assert "reinstall" in str(caught.value)
    assert "\n" not in str(caught.value)


def _edit(folder: Path, key: str, value: object) -> None:
    card = json.loads((folder / "judge.json").read_text(encoding="utf-8"))
    card[key] = value
    (folder / "judge.json").write_text(json.dumps(card), encoding="utf-8")


MESSAGES = [
    "Ines, could you send me the signed lease by noon? The bank needs it today.",
    "Hi all, if anybody hears of something in my line, let me know!",
    "hey folks any1 got a spare ladder?? need it for sat, beers on me",
    "Dear Dr. Adeyemi,\n\nI would be grateful for some advice on grants.\n\nBest,\nYuki",
    "Could you introduce me to Larry Sandoval at Quill? I want to learn how he moved into finance.",
]


@pytest.mark.parametrize("text", MESSAGES)
def test_every_level_above_missing_shows_its_words(linter: Linter, text: str) -> None:
    report = linter.lint(text)
    assert report.has_ask
    for element, part in report.elements.items():
        assert bool(part.evidence) is (part.level > Level.MISSING), element
        for span in (*part.evidence, *part.vague):
            words = span.of(text)
            assert words
            assert words == words.strip()


@example("\n[👍")
@given(st.text(alphabet=st.sampled_from("abcXYZ ,.!?\n'\"@[]()-0 1éßあ👍"), max_size=120))
def test_any_text_is_judged(text: str) -> None:
    if not text.strip():
        return
    report = shared_linter().lint(text)
    for span in report.asks:
        assert 0 <= span.start < span.end <= len(text)


@cache
def shared_judge() -> Judge:
    return Judge.load()


@cache
def shared_linter() -> Linter:
    return Linter()


def test_many_at_once_are_judged_like_one_at_a_time(linter: Linter) -> None:
    from asklint.reading import read_text

    together = list(linter.lint_many([read_text(text) for text in MESSAGES]))
    apart = [linter.lint(text) for text in MESSAGES]
    assert [report.score for report in together] == [report.score for report in apart]


@pytest.mark.parametrize(
    ("text", "element", "most"),
    [
        ("Marta, could you introduce me to [who you would like to meet]?", Element.ACTION, Level.PARTLY),
        ("Marta, could you [what she would do]? The bank needs it today.", Element.ACTION, Level.MISSING),
        ("Marta, could you send me the lease? I need it because [why it matters].", Element.REASON, Level.MISSING),
        ("Marta, could you send me the lease? In return I'll [what you would do].", Element.RECIPROCITY, Level.MISSING),
    ],
)
def test_a_blank_carries_nothing(linter: Linter, text: str, element: Element, most: Level) -> None:
    assert linter.lint(text).elements[element].level <= most


def test_an_act_with_only_its_time_open_stays_what_it_is(linter: Linter) -> None:
    report = linter.lint("Marta, could you send me the signed lease by [when]? The bank needs it.")
    assert report.elements[Element.ACTION].level is Level.CLEAR
