"""Colours, or none: every function returns its text unchanged when colour is off."""

from __future__ import annotations

from asklint.vocabulary import Level, Severity

_RESET = "\x1b[0m"
_BOLD, _DIM, _RED, _GREEN, _YELLOW, _CYAN = "1", "2", "31", "32", "33", "36"
_SEVERITY = {Severity.ERROR: _RED, Severity.WARNING: _YELLOW, Severity.SUGGESTION: _CYAN}
_LEVEL = {Level.MISSING: _RED, Level.PARTLY: _YELLOW, Level.CLEAR: _GREEN}


class Paint:
    """ANSI styles from the sixteen colours every theme defines, light or dark."""

    def __init__(self, on: bool) -> None:
        self._on = on

    def _style(self, text: str, *codes: str) -> str:
        return f"\x1b[{';'.join(codes)}m{text}{_RESET}" if self._on and text else text

    def bold(self, text: str) -> str:
        """What the eye should find first."""
        return self._style(text, _BOLD)

    def dim(self, text: str) -> str:
        """What may be skipped."""
        return self._style(text, _DIM)

    def hint(self, text: str) -> str:
        """What to write instead."""
        return self._style(text, _CYAN)

    def removed(self, text: str) -> str:
        """Words that go, in a diff."""
        return self._style(text, _RED)

    def added(self, text: str) -> str:
        """Words that come, in a diff."""
        return self._style(text, _GREEN)

    def severity(self, text: str, severity: Severity) -> str:
        """In the colour of a severity."""
        return self._style(text, _BOLD, _SEVERITY[severity])

    def level(self, text: str, level: Level) -> str:
        """In the colour of a level."""
        return self._style(text, _LEVEL[level])

    def good(self, text: str) -> str:
        """In the colour of things in order."""
        return self._style(text, _BOLD, _GREEN)

    def middling(self, text: str) -> str:
        """In the colour of things half in order."""
        return self._style(text, _BOLD, _YELLOW)

    def bad(self, text: str) -> str:
        """In the colour of things to mend."""
        return self._style(text, _BOLD, _RED)
