"""What the heads look at: one dense vector a message, gathered from sentence scores, signals and forms of words.

Every number here comes from something that stands at a place in the text, so that a level can always show its words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from asklint.judging.analysis import Analysis
from asklint.judging.asking import ASKING_TASKS
from asklint.signals.acts import ACTS
from asklint.signals.signal import Signals
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

_POOLS = ("top", "second", "third", "any", "total", "ask", "before", "after")


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
    seen: Analysis,
    scores: NDArray[np.float32],
    message_scores: NDArray[np.float32],
    asking: NDArray[np.float32],
    people: Signals,
    forms: Mapping[str, int],
) -> Reading:
    """Gather the vector of a message that has at least one sentence.

    `scores` has shape (sentences, `TASKS`), `message_scores` (`MESSAGE_TASKS`,), `asking` (sentences, `ASKING_TASKS`).
    """
    import numpy as np

    words, typed, matches, acts = seen.words, seen.typed, seen.matches, seen.acts
    count = len(words.sentences)
    # A tie goes to the earlier sentence; among near-equals the earlier one is the main ask more often.
    main = int(np.argmax(asking[:, ASKING_TASKS.index("ask")]))
    ordered = np.sort(scores, axis=0)[::-1]
    floor = np.full(scores.shape[1], -6.0, dtype=np.float32)
    clipped = np.clip(scores, -8, 8)
    chance = 1 / (1 + np.exp(-clipped))
    pools = np.stack(
        [
            ordered[0],
            ordered[1] if count > 1 else floor,
            ordered[2] if count > 2 else floor,
            np.log1p(-np.prod(1 - chance * 0.999, axis=0) + 1e-6),
            chance.sum(axis=0),
            scores[main],
            scores[main - 1] if main else floor,
            scores[main + 1] if main + 1 < count else floor,
        ]
    )
    vector = [pools.T.ravel(), message_scores]

    first, stop = words.sentences[main]
    here = words.span(first, stop)
    found: Counter[str] = Counter()
    seen_in_ask: Counter[str] = Counter()
    for signal in people:
        found[signal.name] += 1
        if here.overlaps(signal.span):
            seen_in_ask[signal.name] += 1
    vector.append(np.array([min(found[name], 2) for name in PEOPLE], dtype=np.float32))
    vector.append(np.array([min(seen_in_ask[name], 2) for name in PEOPLE], dtype=np.float32))

    in_ask = np.zeros(len(forms), dtype=np.float32)
    anywhere = np.zeros(len(forms), dtype=np.float32)
    for match in matches:
        number = forms.get(match.name)
        if number is not None:
            anywhere[number] = 1
            if first <= match.first < stop:
                in_ask[number] = 1
    vector += [in_ask, anywhere]

    done: Counter[str] = Counter(name for names in acts for name in names)
    vector.append(
        np.array(
            [
                *(min(done[f"act:{name}"], 3) for name in ACTS),
                *(f"act:{name}" in acts[main] for name in ACTS),
                min(done["act:sum=live"], 4),
                min(done["act:sum=dead"], 4),
            ],
            dtype=np.float32,
        )
    )

    own = [word for word in typed[first:stop] if word]
    vector.append(
        np.array(
            [
                np.log1p(count),
                np.log1p(sum(1 for word in typed if word)),
                np.log1p(len(own)),
                main / count,
                np.log1p(count - 1 - main),
                np.log1p(typed.count("?")),
                "?" in own,
                sum(word in ("<name>", "<person>", "<org>", "<loc>") for word in own),
                sum(word in ("<number>", "<date>", "<day>", "<web>") for word in own),
                sum(text.isupper() and len(text) > 1 for text in words.text[first:stop]),
                sum(word in ('"', "'", "``", "''", "“") for word in own),
                sum(word in ("you", "your", "u") for word in own),
                sum(word in ("i", "me", "my", "we", "us", "our") for word in own),
                np.log1p(sum(words.text[t].count("\n") for a, b in words.sentences for t in range(a, b))),
            ],
            dtype=np.float32,
        )
    )
    return Reading(scores, main, np.concatenate(vector).astype(np.float32))
