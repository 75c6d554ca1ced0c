"""What the heads look at: one dense vector a message, gathered from sentence scores, signals and forms of words.

Every number here comes from something that stands at a place in the text, so that a level can always show its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asklint.judging.analysis import Analysis
from asklint.judging.asking import ASKING_TASKS
from asklint.judging.groups import Groups, chances
from asklint.signals.acts import ACTS
from asklint.signals.signal import Signal, Signals
from asklint.spans import Span
from asklint.vocabulary import Element, Level

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TASKS = ("ask", "request", "act2", "act1", "act0", "why2", "why1", "off2", "off1")
"""What the sentence scorers look for: the main ask; any ask; words that carry a clear, an open and a vague act; a
stated and a hinted reason; a particular and a general offer."""

MESSAGE_TASKS = (
    "has-ask",
    *(f"{element.value}>={level}" for element in Element for level in (Level.PARTLY.value, Level.CLEAR.value)),
)
"""What the whole message is scored for by its words: that it asks, and for each element that a level is reached."""

PEOPLE = (
    "person.addressee-name",
    "person.addressee-role",
    "person.addressee-group",
    "person.anybody",
    "person.anybody-narrowed",
    "person.third-name",
    "person.third-name-in-act",
    "person.third-role",
    "person.self-name",
    "person.to-header",
    "person.organisation",
    "person.organisation-in-act",
)

_NO_NEIGHBOUR = -6.0
_POOLS = ("top", "second", "third", "any", "total", "ask", "before", "after")


_SIZES = frozenset({"sentences", "words", "ask-position", "ask-left", "lines", *(f"{task}:total" for task in TASKS)})


def size_columns(forms: tuple[str, ...]) -> list[int]:
    """The entries of the vector that grow with the message, whatever is added to it.

    The heads of the levels are not shown them: a postscript about the weather must not change an offer.
    """
    return [place for place, name in enumerate(feature_names(forms)) if name in _SIZES]


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as the heads see it."""

    scores: NDArray[np.float32]
    """Log odds, shape (sentences, tasks)."""
    main: int
    """The sentence of the main ask."""
    vector: NDArray[np.float32]


def feature_names(forms: tuple[str, ...]) -> list[str]:
    """The names of the vector's entries; `forms` are the phrase names the model was trained with, in order."""
    names = [f"{task}:{pool}" for task in TASKS for pool in _POOLS]
    names += [f"message:{task}" for task in MESSAGE_TASKS]
    names += [f"people:{name}" for name in PEOPLE]
    names += [f"people-in-ask:{name}" for name in PEOPLE]
    names += [f"ask-form:{name}" for name in forms]
    names += [f"form:{name}" for name in forms]
    names += [f"acts:{name}" for name in ACTS] + [f"ask-acts:{name}" for name in ACTS] + ["acts:live", "acts:dead"]
    names += ["sentences", "words", "ask-words", "ask-position", "ask-left", "questions", "ask-is-question"]
    names += ["ask-names", "ask-numbers", "ask-capitals", "ask-quotes", "ask-second", "ask-first", "lines"]
    return names


def read_message(
    seen: Analysis[Any],
    scores: NDArray[np.float32],
    message_scores: NDArray[np.float32],
    asking: NDArray[np.float32],
    people: Signals,
    forms: Mapping[str, int],
) -> Reading:
    """Gather the vector of a message that has at least one sentence.

    `scores` has shape (sentences, `TASKS`), `message_scores` (`MESSAGE_TASKS`,), `asking` (sentences, `ASKING_TASKS`).
    """
    groups = Groups.of([len(scores)])
    [main], [vector] = read_messages([seen], scores, message_scores[None], asking, [people], forms, groups)
    return Reading(scores, main, vector)


def read_messages(
    seen: Sequence[Analysis[Any]],
    scores: NDArray[np.float32],
    message_scores: NDArray[np.float32],
    asking: NDArray[np.float32],
    people: Sequence[Iterable[Signal]],
    forms: Mapping[str, int],
    groups: Groups,
) -> tuple[list[int], NDArray[np.float32]]:
    """The main sentence of each message, counted from its first, and the vectors, shape (messages, features).

    The sentences of all messages stand one under another in `scores` and `asking`, as `groups` tells.
    """
    import numpy as np

    # A tie goes to the earlier sentence; among near-equals the earlier one is the main ask more often.
    rows = groups.best(asking[:, ASKING_TASKS.index("ask")])
    mains = rows - groups.starts
    chance = chances(scores, 8)
    pools = np.stack(
        [
            *groups.highest(scores, 3, _NO_NEIGHBOUR),
            groups.any_of(chance),
            groups.total(chance),
            scores[rows],
            groups.before(scores, _NO_NEIGHBOUR)[rows],
            groups.after(scores, _NO_NEIGHBOUR)[rows],
        ],
        axis=-1,
    )
    places = list(map(int, mains))
    in_ask = np.zeros((len(seen), len(forms)), dtype=np.float32)
    anywhere = np.zeros_like(in_ask)
    for number, (message, main) in enumerate(zip(seen, places, strict=True)):
        inside, found = _forms_in(message, main, forms)
        anywhere[number, found] = 1
        in_ask[number, inside] = 1
    told = [_people_in(who, seen[n].words.span(*seen[n].words.sentences[places[n]])) for n, who in enumerate(people)]
    done = [_acts_in(message.acts, main) for message, main in zip(seen, places, strict=True)]
    shapes = np.array([_shape(message, main) for message, main in zip(seen, places, strict=True)], dtype=np.float64)
    shapes[:, _LOGARITHMS] = np.log1p(shapes[:, _LOGARITHMS])
    parts = [
        pools.reshape(len(seen), -1),
        message_scores,
        np.array(told, dtype=np.float32),
        in_ask,
        anywhere,
        np.array(done, dtype=np.float32),
        shapes.astype(np.float32),
    ]
    return places, np.concatenate(parts, axis=1)


def _forms_in(seen: Analysis[Any], main: int, forms: Mapping[str, int]) -> tuple[list[int], list[int]]:
    """The numbers of the forms found in the main ask, and of those found anywhere."""
    first, stop = seen.words.sentences[main]
    found = [(forms.get(match.name, -1), match.first) for match in seen.matches]
    return (
        [number for number, at in found if number >= 0 and first <= at < stop],
        [number for number, _ in found if number >= 0],
    )


_PLACE_OF = {name: place for place, name in enumerate(PEOPLE)}


def _people_in(people: Iterable[Signal], ask: Span) -> list[int]:
    """How many signals of each name of `PEOPLE` there are, two at most; then how many of them overlap the ask."""
    counts = [0] * (2 * len(PEOPLE))
    for signal in people:
        place = _PLACE_OF.get(signal.name, -1)
        if place >= 0:
            counts[place] += 1
            if ask.overlaps(signal.span):
                counts[place + len(PEOPLE)] += 1
    return [min(count, 2) for count in counts]


_MOST_OF_ACT = {
    **{f"act:{name}": (place, 3) for place, name in enumerate(ACTS)},
    "act:sum=live": (2 * len(ACTS), 4),
    "act:sum=dead": (2 * len(ACTS) + 1, 4),
}
"""The place of an act, and up to how many sentences with it are counted."""


def _acts_in(acts: list[list[str]], main: int) -> list[int]:
    """How many sentences do each of `ACTS`, whether the main ask does, how many ask and how many only seem to."""
    counts = [0] * (2 * len(ACTS) + 2)
    for names in acts:
        for name in names:
            place, most = _MOST_OF_ACT.get(name, _UNCOUNTED)
            if counts[place] < most:
                counts[place] += 1
    for name in acts[main]:
        place, _ = _MOST_OF_ACT.get(name, _UNCOUNTED)
        if place < len(ACTS) and name in _MOST_OF_ACT:
            counts[place + len(ACTS)] = 1
    return counts


_UNCOUNTED = (0, 0)
_LOGARITHMS = [0, 1, 2, 4, 5, 13]
"""The values of `_shape` that count for less the more there are."""
_CLASSES = {
    **dict.fromkeys(("<name>", "<person>", "<org>", "<loc>"), 0),
    **dict.fromkeys(("<number>", "<date>", "<day>", "<web>"), 1),
    **dict.fromkeys(('"', "'", "``", "''", "“"), 2),
    **dict.fromkeys(("you", "your", "u"), 3),
    **dict.fromkeys(("i", "me", "my", "we", "us", "our"), 4),
}
"""Classes of words that are counted in the main ask."""


def _shape(seen: Analysis[Any], main: int) -> list[float]:
    """The sizes of the message and of its main ask, where the ask stands, and what is in it."""
    words, typed = seen.words, seen.typed
    first, stop = words.sentences[main]
    own = list(filter(None, typed[first:stop]))
    counts = [0] * 5
    for word in own:
        kind = _CLASSES.get(word, -1)
        if kind >= 0:
            counts[kind] += 1
    names, numbers, quotes, second, self = counts
    count = len(words.sentences)
    lines = sum([words.content.count("\n", words.start[a], words.end(b - 1)) for a, b in words.sentences])
    return [
        count,
        len(typed) - typed.count(""),
        len(own),
        main / count,
        count - 1 - main,
        typed.count("?"),
        "?" in own,
        names,
        numbers,
        sum([len(text) > 1 and text.isupper() for text in words.text[first:stop]]),
        quotes,
        second,
        self,
        lines,
    ]
