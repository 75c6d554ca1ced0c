"""asklint, the linter for asks.

It reads a draft request and says how clear it is: is somebody named, is the action concrete, is the reason
stated, is something offered in return?

>>> import asklint
>>> report = asklint.lint("Ana, can you send me the signed lease by noon? The bank needs it today.")
>>> report.verdict
<Verdict.CLEAR: 'clear'>

Importing this package loads nothing heavy: each public name is fetched from its module on first use.
"""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` would take longer to import than a light client's whole run
if TYPE_CHECKING:
    from asklint.draft import Draft
    from asklint.errors import AsklintError, ConfigError, InputError, ModelError
    from asklint.linter import Linter, lint
    from asklint.reading import read, read_file, read_text
    from asklint.report import Diagnostic, Edit, ElementReport, Failure, Report, Suggestion
    from asklint.rewriting.model import Fills, Rewrite
    from asklint.rewriting.rewriter import Rewriter, rewrite
    from asklint.settings import PerFileIgnore, Profile, Settings, load_settings
    from asklint.spans import LineIndex, Location, Span
    from asklint.vocabulary import Applicability, Element, Kind, Level, Severity, Verdict

__version__ = "0.1.0"

__all__ = [
    "Applicability",
    "AsklintError",
    "ConfigError",
    "Diagnostic",
    "Draft",
    "Edit",
    "Element",
    "ElementReport",
    "Failure",
    "Fills",
    "InputError",
    "Kind",
    "Level",
    "LineIndex",
    "Linter",
    "Location",
    "ModelError",
    "PerFileIgnore",
    "Profile",
    "Report",
    "Rewrite",
    "Rewriter",
    "Settings",
    "Severity",
    "Span",
    "Suggestion",
    "Verdict",
    "__version__",
    "lint",
    "load_settings",
    "read",
    "read_file",
    "read_text",
    "rewrite",
]

_HOMES = {
    "asklint.draft": ("Draft",),
    "asklint.errors": ("AsklintError", "ConfigError", "InputError", "ModelError"),
    "asklint.linter": ("Linter", "lint"),
    "asklint.reading": ("read", "read_file", "read_text"),
    "asklint.report": ("Diagnostic", "Edit", "ElementReport", "Failure", "Report", "Suggestion"),
    "asklint.rewriting.model": ("Fills", "Rewrite"),
    "asklint.rewriting.rewriter": ("Rewriter", "rewrite"),
    "asklint.settings": ("PerFileIgnore", "Profile", "Settings", "load_settings"),
    "asklint.spans": ("LineIndex", "Location", "Span"),
    "asklint.vocabulary": ("Applicability", "Element", "Kind", "Level", "Severity", "Verdict"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
