"""The colours of asklint's pages, light and dark, for pages that carry their own style."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def palette() -> str:
    """CSS that names the colours; it goes before a page's own."""
    return files("asklint.formats").joinpath("palette.css").read_text(encoding="utf-8") + "\n"
