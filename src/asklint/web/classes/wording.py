"""Errors in words of the page."""

from __future__ import annotations

_WORDS = (
    (", and the gradebook with --gradebook", ", and this one as the gradebook"),
    ("Name it with --text-field", "Choose its column"),
    ("Name it with --assignment", "Choose it"),
    ("start the same command again with fewer --jobs, it goes on where it was", "try again"),
    (" for --text-field", ""),
)


def in_words_of_the_page(text: str) -> str:
    """An error without the options of the command line, which a page has not got."""
    for old, new in _WORDS:
        text = text.replace(old, new)
    return text
