"""What the clause scorers see of reasons."""

from __future__ import annotations

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
_KNOWN = frozenset(REASON_FEATURES)


def reason_features(forms: list[list[Match]], classes: list[set[str]], grounds: list[Ground]) -> list[dict[str, float]]:
    """The features of each clause that are not 0, by name."""
    ground_of = {ground.clause: ground for ground in grounds}
    count = len(forms)
    plain = [_PLAIN.get(ground_of[number].kind, 0) if number in ground_of else 0 for number in range(count)]
    seen: set[str] = set()
    rows = []
    for number in range(count):
        row: dict[str, float] = {}
        ground = ground_of.get(number)
        if ground:
            row[f"reason:kind-{ground.kind}"] = 1
            if ground.linked:
                row["reason:linked"] = 1
            if ground.kind not in seen:
                row["reason:first-of-kind"] = 1
                seen.add(ground.kind)
        row["reason:plainer-before"] = max(plain[:number], default=0) - plain[number]
        row["reason:plainer-after"] = max(plain[number + 1 :], default=0) - plain[number]
        for name in classes[number]:
            if (feature := f"reason:class-{name}") in _KNOWN:
                row[feature] = 1
        for match in forms[number]:
            if match.name.startswith("reason."):
                row[f"reason:form-{match.name[7:]}"] = 1
            elif (feature := f"reason:{match.name}") in _KNOWN:
                row[feature] = 1
        rows.append(row)
    return rows
