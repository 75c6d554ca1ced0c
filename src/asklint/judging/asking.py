"""Which sentence asks, told by its words and by what its clauses do: a second look after the linear scorers.

Linear scorers know words, the clause columns know syntax; trees over both find the main ask more often than either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from asklint.judging.groups import Groups, chances
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
    scores: NDArray[np.float32],
    message_scores: NDArray[np.float32],
    rows: NDArray[np.float32],
    groups: Groups | None = None,
) -> NDArray[np.float32]:
    """What the trees look at, one row a sentence.

    `scores` are the sentences' log odds by the linear scorers (`request` and `ask` in the first two columns),
    `message_scores` those of the message, `rows` the columns of `sentence_columns`. With `groups` the sentences are
    those of several messages, and `message_scores` has a row for each.
    """
    import numpy as np

    if groups is None:
        groups, message_scores = Groups.of([len(rows)]), message_scores[None]
    lead = scores[:, :2]
    forces = rows[:, :FORCE_COLUMNS]
    of_row, place = groups.of_row, groups.place
    count = groups.counts[of_row]
    return np.concatenate(
        [
            rows,
            scores,
            groups.before(lead, _NO_NEIGHBOUR),
            groups.after(lead, _NO_NEIGHBOUR),
            lead - groups.most(lead)[of_row],
            message_scores[of_row],
            np.stack([place / count, np.log1p(place), np.log1p(count - 1 - place), np.log1p(count)], axis=1).astype(
                np.float32
            ),
            groups.total(forces)[of_row] - forces,
            groups.before(forces, 0),
            groups.after(forces, 0),
        ],
        axis=1,
    )


@dataclass(frozen=True, slots=True)
class AskingScorer:
    """Trees over `asking_columns`."""

    forest: Forest
    """One class a task; each logit is that task's log odds."""

    def scores(self, columns: NDArray[np.float32]) -> NDArray[np.float32]:
        """Log odds, shape (sentences, `ASKING_TASKS`)."""
        return self.forest.logits_of_rows(columns).astype("float32")


def asking_features(scores: NDArray[np.float32], groups: Groups | None = None) -> NDArray[np.float32]:
    """The values of `ASKING_FEATURES`: for each task the highest log odds, that any does, and how many do.

    With `groups` the sentences are those of several messages, and each has a row.
    """
    import numpy as np

    each = groups or Groups.of([len(scores)])
    chance = chances(scores, 9)
    pools = [each.most(scores), -each.total(np.log1p(-chance * 0.999)), each.total(chance)]
    rows: NDArray[np.float32] = np.stack(pools, axis=-1).reshape(len(each.counts), -1)
    return rows if groups else rows[0]
