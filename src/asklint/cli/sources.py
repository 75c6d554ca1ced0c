"""The messages that a command line names, judged under the configuration of each."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from asklint.cli.terminal import standard_input
from asklint.report import Failure, Report

if TYPE_CHECKING:
    from asklint.draft import Draft
    from asklint.linter import Linter
    from asklint.reading import As
    from asklint.rules.frame import Rule
    from asklint.settings import Configuration, Settings

STDIN = "-"
_NEAR = 0.75
"""How like a command's name a missing file's must be for the command to have been meant."""

Judged = tuple["Settings", Report | Failure]
"""A result, and the settings it was made under."""


class Sources:
    """The files of a command line, each with its configuration, and a linter for each configuration."""

    def __init__(
        self,
        files: Sequence[str],
        configuration_of: Callable[[str | Path], Configuration],
        linter_of: Callable[[Configuration, Linter | None], Linter],
        *,
        kind: As = "auto",
        stdin_filename: str | None = None,
    ) -> None:
        """Find every configuration, so that one that is wrong is told before anything is printed.

        Raises `ConfigError`.
        """
        self._files = tuple(files)
        self._kind = kind
        self._stdin_filename = stdin_filename
        self._stdin: bytes | None = None
        self._configurations = [configuration_of(self.path(name)) for name in files]
        self._linters: dict[int, Linter] = {}
        first: Linter | None = None
        for configuration in self._configurations:
            if id(configuration) not in self._linters:
                linter = linter_of(configuration, first)
                self._linters[id(configuration)] = linter
                first = first or linter

    @property
    def main(self) -> Settings:
        """The first file's settings, which say how the whole run is printed."""
        return self._configurations[0].settings

    @property
    def own_rules(self) -> tuple[Rule, ...]:
        """The rules of the first file's settings that asklint itself does not have."""
        from asklint.rules.registry import RULES
        from asklint.settings.selection import available_rules

        return tuple(rule for rule in available_rules(self.main) if rule not in RULES)

    @property
    def stdin(self) -> bytes:
        """Standard input, read once."""
        if self._stdin is None:
            self._stdin = standard_input()
        return self._stdin

    @stdin.setter
    def stdin(self, data: bytes) -> None:
        self._stdin = data

    def path(self, name: str) -> str:
        """What a file is called in reports."""
        return (self._stdin_filename or "<stdin>") if name == STDIN else name

    def judged(self) -> Iterator[Judged]:
        """The results in order; what goes wrong with one message never keeps the others back."""
        pairs = zip(self._files, self._configurations, strict=True)
        for _, group in groupby(pairs, key=lambda pair: id(pair[1])):
            members = list(group)
            linter = self._linters[id(members[0][1])]
            messages = self._messages(name for name, _ in members)
            for result in linter.lint_stream(messages):
                yield linter.settings, result

    def judged_again(self, name: str) -> Iterator[Judged]:
        """The results of one file, read anew."""
        linter = self._linters[id(self._configurations[self._files.index(name)])]
        for result in linter.lint_stream(self._messages([name])):
            yield linter.settings, result

    def _messages(self, names: Iterable[str]) -> Iterator[Draft | Failure]:
        from asklint.reading import iter_drafts, iter_file

        for name in names:
            path = self.path(name)
            try:
                if name == STDIN:
                    yield from iter_drafts(self.stdin, path, self._kind)
                    continue
                for message in iter_file(name, self._kind):
                    yield _with_hint(name, message) if isinstance(message, Failure) else message
            except Exception as error:  # noqa: BLE001 - our own failure is reported like any other, with status 2
                yield Failure(path, f"{path}: asklint failed ({type(error).__name__}: {error}); please report it")


def _with_hint(name: str, failure: Failure) -> Failure:
    """Where a missing file has almost the name of a command, say so: it may have been meant."""
    from difflib import get_close_matches

    from asklint.cli.app import COMMANDS

    close = get_close_matches(name, COMMANDS, n=1, cutoff=_NEAR)
    if not close or os.path.lexists(name):
        return failure
    return Failure(failure.path, f"{failure.error}; or did you mean the command `asklint {close[0]}`?")
