"""Which sentence asks, told by its words and by what its clauses do: a second look after the linear scorers.

Linear scorers know words, the clause columns know syntax; trees over both find the main ask more often than either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from asklint.judging.tables import Forest
from asklint.signals.requests import FORCE_COLUMNS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ASKING_TASKS = ("request", "ask")
"""What sentences are scored for: any ask, and the main one."""

ASKING_FEATURES = tuple(f"asking-{task}:{pool}" for task in ASKING_TASKS for pool in ("top", "any", "total"))
"""Names of what `asking_features` gives the head that tells whether a message asks."""

_NO_NEIGHBOUR = -6.0


def asking_columns(
    scores: NDArray[np.float32], message_scores: NDArray[np.float32], rows: NDArray[np.float32]
) -> NDArray[np.float32]:
    """What the trees look at, one row a sentence.

    `scores` are the sentences' log odds by the linear scorers (`request` and `ask` in the first two columns),
    `message_scores` those of the message, `rows` the columns of `sentence_columns`.
    """
    import numpy as np

    count = len(rows)
    outside = np.full((1, 2), _NO_NEIGHBOUR, dtype=np.float32)
    lead = scores[:, :2]
    forces = rows[:, :FORCE_COLUMNS]
    nothing = np.zeros((1, FORCE_COLUMNS), dtype=np.float32)
    place = np.arange(count)
    return np.hstack(
        [
            rows,
            scores,
            np.vstack([outside, lead[:-1]]),
            np.vstack([lead[1:], outside]),
            lead - lead.max(axis=0),
            np.tile(message_scores, (count, 1)),
            np.stack(
                [place / count, np.log1p(place), np.log1p(count - 1 - place), np.full(count, np.log1p(count))], axis=1
            ),
            forces.sum(axis=0) - forces,
            np.vstack([nothing, forces[:-1]]),
            np.vstack([forces[1:], nothing]),
        ]
    ).astype(np.float32)


@dataclass(frozen=True, slots=True)
class AskingScorer:
    """Trees over `asking_columns`."""

    forest: Forest
    """One class a task; each logit is that task's log odds."""

    def scores(self, columns: NDArray[np.float32]) -> NDArray[np.float32]:
        """Log odds, shape (sentences, `ASKING_TASKS`)."""
        return self.forest.logits_of_rows(columns).astype("float32")


def asking_features(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """The values of `ASKING_FEATURES`: for each task the highest log odds, that any does, and how many do."""
    import numpy as np

    chance = 1 / (1 + np.exp(-np.clip(scores, -9, 9)))
    pools = [scores.max(axis=0), -np.log1p(-chance * 0.999).sum(axis=0), chance.sum(axis=0)]
    return np.stack(pools, axis=1).ravel().astype(np.float32)
