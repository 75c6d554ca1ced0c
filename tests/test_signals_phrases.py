"""The pattern language of the lexicons, on words made by hand; no model needed."""

from __future__ import annotations

import pytest

from asklint.signals.phrases import Phrases
from asklint.signals.words import Words


def words_of(text: str, tags: str = "") -> Words:
    """One sentence, split at spaces."""
    parts = text.split()
    starts = [len(" ".join(parts[:i])) + (i > 0) for i in range(len(parts))]
    count = len(parts)
    return Words(
        content=" ".join(parts),
        text=parts,
        lower=[part.lower() for part in parts],
        lemma=[part.lower().rstrip("s") for part in parts],
        tag=tags.split() or ["NN"] * count,
        pos=["NOUN"] * count,
        commands=[False] * count,
        dep=["dep"] * count,
        head=[0] * count,
        entity=[""] * count,
        start=starts,
        sentence_of=[0] * count,
        sentences=[(0, count)],
        children=[list(range(1, count)), *([] for _ in range(count - 1))],
    )


def found(pattern: str, text: str, tags: str = "") -> list[str]:
    lines = ["set soft = just maybe", "set modal = can could", f"a.b {pattern}"]
    words = words_of(text, tags)
    return [words.span(match.first, match.stop).of(words.content) for match in Phrases({"test": lines}).find(words)]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("let me know", "please let me know soon", ["let me know"]),
        ("let me know", "let us know", []),
        ("let me|us know", "let us know", ["let us know"]),
        ("<modal> you", "Could you come", ["Could you"]),
        ("<modal> you", "could maybe you come", ["could maybe you"]),
        ("help me out?", "help me out", ["help me out"]),
        ("help me out?", "help me now", ["help me"]),
        ("=file it", "he files it", ["files it"]),
        ("let me know $", "let me know .", ["let me know"]),
        ("let me know $", "let me know who", []),
        ("^ who", "who came", ["who"]),
        ("^ who", "guess who came", []),
        ("keep ... mind", "keep my dear old aunt mind", ["keep my dear old aunt mind"]),
        ("keep ... mind", "keep one two three four five mind", []),
    ],
)
def test_pattern(pattern: str, text: str, expected: list[str]) -> None:
    assert found(pattern, text) == expected


def test_a_tag_stands_for_any_word_that_bears_it() -> None:
    assert found("you {VB}", "you go", "PRP VB") == ["you go"]
    assert found("you {VB}", "you went", "PRP VBD") == []


def test_sets_belong_to_their_file() -> None:
    phrases = Phrases({"one": ["set x = red", "one.a <x>"], "two": ["set x = blue", "two.a <x>"]})
    assert [match.name for match in phrases.find(words_of("red"))] == ["one.a"]
    assert [match.name for match in phrases.find(words_of("blue"))] == ["two.a"]


def test_a_line_without_a_pattern_names_file_and_line() -> None:
    with pytest.raises(ValueError, match=r"test:2: .*lonely"):
        Phrases({"test": ["# a comment", "lonely"]})
