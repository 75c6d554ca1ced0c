"""What the clause scorers see of reasons."""

from __future__ import annotations

from itertools import accumulate

from asklint.signals.phrases import Match
from asklint.signals.reasons.grounds import CLASSES, KINDS, Ground

FORMS = (
    *("because so-that otherwise if-not purpose for-which need want interested situation stuck deadline".split()),
    *("you-know i-saw mean means help-us wait asked".split()),
)
"""Phrases of `lexicons/reasons.txt`, each a feature of its own."""

LOOKALIKES = (
    "thin.generic",
    *(
        f"lookalike.{name}"
        for name in "topic which because-not thanks questions more-info send-draft no-cost easier".split()
    ),
)
"""Phrases that only look like a reason or an offer, and stock phrases that hint at one."""

REASON_FEATURES = (
    "reason:linked",
    "reason:first-of-kind",
    "reason:plainer-before",
    "reason:plainer-after",
    *(f"reason:class-{name}" for name in (*CLASSES, "negative")),
    *(f"reason:kind-{kind}" for kind in KINDS),
    *(f"reason:form-{form}" for form in FORMS),
    *(f"reason:{name}" for name in LOOKALIKES),
)
"""The features of one clause."""

# How plainly a kind gives a reason, to compare a clause with its neighbours: readers point at the plainest.
_PLAIN = {
    **dict.fromkeys(("cause", "consequence"), 4),
    **dict.fromkeys(("purpose", "need", "goal", "trouble", "lack", "interest"), 3),
    **dict.fromkeys(("deadline", "situation", "reader"), 2),
    "affairs": 1,
}
_OF_KIND = {kind: f"reason:kind-{kind}" for kind in KINDS}
_OF_CLASS = {name: f"reason:class-{name}" for name in (*CLASSES, "negative")}
_OF_FORM = {
    **{f"reason.{form}": f"reason:form-{form}" for form in FORMS},
    **{name: f"reason:{name}" for name in LOOKALIKES},
}


def reason_features(forms: list[list[Match]], classes: list[set[str]], grounds: list[Ground]) -> list[dict[str, float]]:
    """The features of each clause that are not 0, by name."""
    plain = [0] * len(forms)
    rows: list[dict[str, float]] = [{} for _ in forms]
    seen: set[str] = set()
    for ground in grounds:
        row = rows[ground.clause]
        plain[ground.clause] = _PLAIN.get(ground.kind, 0)
        row[_OF_KIND[ground.kind]] = 1
        if ground.linked:
            row["reason:linked"] = 1
        if ground.kind not in seen:
            row["reason:first-of-kind"] = 1
            seen.add(ground.kind)
    # The plainest up to each clause, and the plainest from each on; beyond the first and the last there is none.
    before, after = [0, *accumulate(plain, max)], [*accumulate([0, *reversed(plain)], max)][::-1]
    for number, row in enumerate(rows):
        row["reason:plainer-before"] = before[number] - plain[number]
        row["reason:plainer-after"] = after[number + 1] - plain[number]
        for name in classes[number]:
            if name in _OF_CLASS:
                row[_OF_CLASS[name]] = 1
        for match in forms[number]:
            if match.name in _OF_FORM:
                row[_OF_FORM[match.name]] = 1
    return rows
