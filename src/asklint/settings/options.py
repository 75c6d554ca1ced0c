"""Every setting of a configuration file: its key, what it may hold, and what it is for.

The reader, `asklint config` and docs/configuration.md all go by this table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asklint.formats import FORMATS
from asklint.settings.model import PerFileIgnore, Profile, Settings
from asklint.vocabulary import Severity

Read = Callable[[Any, Path], Any]
"""From a TOML value, and the folder that its paths are relative to, to a field of `Settings`.

Raises `ValueError` where the value is of the wrong sort.
"""


@dataclass(frozen=True, slots=True)
class Option:
    """One key of `asklint.toml`."""

    key: str
    expected: str
    """What the value must be, for errors: "must be `expected`"."""
    read: Read
    help: str
    example: str
    """A value as TOML has it."""

    @property
    def field(self) -> str:
        """The name in `Settings`."""
        return self.key.replace("-", "_")

    @property
    def default(self) -> Any:
        """The value where nothing is set."""
        return getattr(_DEFAULTS, self.field)


_DEFAULTS = Settings()


def _switch(value: Any, _: Path) -> bool:
    if not isinstance(value, bool):
        raise ValueError
    return value


def _one_of(choices: Sequence[str]) -> Read:
    def read(value: Any, _: Path) -> str:
        if not isinstance(value, str) or value not in choices:
            raise ValueError
        return next(choice for choice in choices if choice == value)

    return read


def _whole(low: int, high: int) -> Read:
    def read(value: Any, _: Path) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise ValueError
        return value

    return read


def _share(value: Any, _: Path) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError
    return float(value)


def _seconds(value: Any, _: Path) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0.1 <= value <= 60:
        raise ValueError
    return float(value)


def _words(value: Any, _: Path) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return value.strip()


def _selectors(value: Any, _: Path) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise ValueError
    return tuple(item.strip() for item in value)


def _path(value: Any, folder: Path) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return str(folder / Path(value).expanduser())


def _per_file(value: Any, folder: Path) -> tuple[PerFileIgnore, ...]:
    if not isinstance(value, dict):
        raise ValueError
    return tuple(PerFileIgnore(str(folder), pattern, _selectors(rules, folder)) for pattern, rules in value.items())


def _tables(value: Any, _: Path) -> tuple[Mapping[str, Any], ...]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ValueError
    return tuple(value)


def _table(value: Any, _: Path) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValueError
    return value


_RULES = 'a list of rules, such as ["WHO002", "OFR"]'

OPTIONS: tuple[Option, ...] = (
    Option(
        "profile",
        f"one of {', '.join(Profile)}",
        _one_of(tuple(Profile)),
        "Settings for one sort of message; what stands beside it wins.",
        '"networking"',
    ),
    Option(
        "select",
        _RULES,
        _selectors,
        "The rules that run; without it, all of the default tier.",
        '["WHO", "ACT"]',
    ),
    Option("extend-select", _RULES, _selectors, "Rules that run besides.", '["thin-reason"]'),
    Option("ignore", _RULES, _selectors, "Rules that do not run.", '["OFR"]'),
    Option(
        "per-file-ignores",
        'a table from file patterns to lists of rules, such as {"news/*.txt" = ["OFR"]}',
        _per_file,
        "Rules that do not run for some files, by glob, relative to this file.",
        '{ "news/*.txt" = ["OFR"] }',
    ),
    Option("picky", "true or false", _switch, "Run the rules of the picky tier too.", "true"),
    Option("expect-ask", "true or false", _switch, "Warn about a message that asks for nothing.", "true"),
    Option(
        "min-confidence",
        "a number from 0 to 1",
        _share,
        "Leave out findings of which the judge is less sure.",
        "0.6",
    ),
    Option(
        "fail-on",
        f"one of {', '.join(Severity)}",
        _one_of(tuple(Severity)),
        "The least severity that makes the exit status 1.",
        '"error"',
    ),
    Option(
        "min-score",
        "a whole number from 0 to 100",
        _whole(0, 100),
        "The score below which the exit status is 1.",
        "63",
    ),
    Option("format", f"one of {', '.join(FORMATS)}", _one_of(FORMATS), "How `check` prints results.", '"concise"'),
    Option("show-all", "true or false", _switch, "Show all findings, not only the three that help most.", "true"),
    Option(
        "comments",
        "true or false",
        _switch,
        "Heed `# asklint: ignore[...]` in plain text; on in the profile `training`.",
        "true",
    ),
    Option(
        "ignore-file",
        "the name of a file",
        _path,
        "The file that `asklint ignore --project` writes, relative to this one.",
        '"asklint-ignored.txt"',
    ),
    Option("rules", "a list of tables: [[rules]]", _tables, "Your own pattern rules.", "[]"),
    Option("words", "a table", _table, "Your own words, such as names of roles.", "{}"),
    Option(
        "hook-profile",
        f"one of {', '.join(Profile)}",
        _one_of(tuple(Profile)),
        "The profile that hooks in mail clients judge with; without it, `profile`.",
        '"networking"',
    ),
    Option(
        "hook-hold-below",
        "a whole number from 0 to 63",
        _whole(0, 63),
        "The score below which hooks hold a mail; 38 is `vague`, 0 holds only for errors.",
        "30",
    ),
    Option("hook-replies", "true or false", _switch, "Let hooks hold replies and forwarded mails too.", "true"),
    Option(
        "hook-time-limit",
        "a number of seconds from 0.1 to 60",
        _seconds,
        "How long hooks may take; then the mail leaves unchecked, with a warning.",
        "5",
    ),
    Option(
        "hook-sendmail",
        'a command, such as "msmtp -a work"',
        _words,
        "The program that really sends, for `asklint hook sendmail`.",
        '"msmtp"',
    ),
)

BY_KEY = {option.key: option for option in OPTIONS}
