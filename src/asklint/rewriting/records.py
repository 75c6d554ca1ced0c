"""A rewrite as the plain dictionary of the JSON contract."""

from __future__ import annotations

from typing import Any

from asklint.rewriting.model import Rewrite, Standing


def rewrite_record(rewrite: Rewrite) -> dict[str, Any]:
    """The contract's keys, without the version of the schema and the path."""
    return {
        "shape": rewrite.shape.value,
        "before": _standing(rewrite.before),
        "after": _standing(rewrite.after),
        "text": rewrite.text,
        "blanks": [
            {
                "name": blank.name,
                "element": None if blank.element is None else blank.element.value,
                "question": blank.question,
                "start": blank.start,
                "end": blank.end,
            }
            for blank in rewrite.blanks
        ],
        "edits": [{"span": [edit.span.start, edit.span.end], "content": edit.content} for edit in rewrite.edits],
        "unchanged": rewrite.unchanged,
        "why_unchanged": None if rewrite.why_unchanged is None else rewrite.why_unchanged.value,
    }


def _standing(standing: Standing) -> dict[str, Any]:
    return {"score": standing.score, "verdict": standing.verdict.value}
