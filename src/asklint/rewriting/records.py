"""A rewrite as the plain dictionary of the JSON contract."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from asklint.rewriting.model import Rewrite, Standing

if TYPE_CHECKING:
    from asklint.draft import Draft

SCHEMA_VERSION = 1


def document(draft: Draft, versions: Sequence[Rewrite]) -> dict[str, Any]:
    """The whole of `--format json`: the first version at the top, the others under `alternatives`."""
    source = draft.source
    return {
        "schema_version": SCHEMA_VERSION,
        "path": draft.path,
        "source": {
            "kind": source.kind.value,
            "part": source.part,
            "charset": source.charset,
            "message_index": source.message_index,
        },
        **version_record(versions[0]),
        "alternatives": [version_record(version) for version in versions[1:]],
        "error": None,
    }


def failure_document(path: str, error: str) -> dict[str, Any]:
    """The same keys for a message that could not be read; `error` says why in one line."""
    return {
        "schema_version": SCHEMA_VERSION,
        "path": path,
        "source": None,
        "shape": None,
        "before": None,
        "after": None,
        "text": None,
        "blanks": [],
        "edits": [],
        "unchanged": True,
        "why_unchanged": None,
        "alternatives": [],
        "error": error,
    }


def version_record(rewrite: Rewrite) -> dict[str, Any]:
    """One version with the contract's keys."""
    return {
        "shape": rewrite.shape.value,
        "before": _standing(rewrite.before),
        "after": _standing(rewrite.after),
        "text": rewrite.text,
        "blanks": [
            {
                "name": blank.name or None,
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
