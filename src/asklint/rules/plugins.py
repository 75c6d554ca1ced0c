"""Rules that other packages bring, by the entry point group `asklint.rules`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from asklint.errors import ConfigError
from asklint.rules.custom import check_own_code
from asklint.rules.frame import Rule

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "asklint.rules"


@cache
def plugin_rules() -> tuple[Rule, ...]:
    """The rules of all installed plug-ins, by the names of their entry points; looked for once a process.

    Raises `ConfigError`, one line, for a plug-in that cannot be loaded or brings something else than rules.
    """
    return tuple(rule for point in sorted(entry_points(group=GROUP), key=_order) for rule in _load(point))


def entry_points(*, group: str) -> Iterable[EntryPoint]:
    """The installed entry points of a group.

    `importlib.metadata` takes longer to import than the rest of the rules, and most people have no plug-in: it
    is only imported where the file of some package speaks of the group.
    """
    if not any(_speaks_of(group, Path(folder)) for folder in sys.path):
        return ()
    from importlib.metadata import entry_points as installed

    return installed(group=group)


def _speaks_of(group: str, folder: Path) -> bool:
    """Whether a package in a folder of Python's path has entry points of the group; an archive may have."""
    if folder.is_file():
        return True
    wanted = group.encode()
    try:
        packages = [entry.path for entry in os.scandir(folder) if entry.name.endswith((".dist-info", ".egg-info"))]
    except OSError:  # a folder of the path that is not there, or may not be looked into
        return False
    return any(wanted in _entry_points_file(package) for package in packages)


def _entry_points_file(package: str) -> bytes:
    try:
        return Path(package, "entry_points.txt").read_bytes()
    except OSError:  # most packages have none
        return b""


def _order(point: EntryPoint) -> tuple[str, str]:
    return point.name, point.value


def _load(point: EntryPoint) -> tuple[Rule, ...]:
    where = f"plug-in {point.name!r}" + (f" of {point.dist.name}" if point.dist else "")
    try:
        found = point.load()
    except Exception as error:  # noqa: BLE001 - other people's code, which must end in one line
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        raise ConfigError(f"{where} cannot be loaded ({reason}): mend or uninstall it") from None
    rules = (found,) if isinstance(found, Rule) else tuple(found) if isinstance(found, Iterable) else (found,)
    for rule in rules:
        if not isinstance(rule, Rule):
            raise ConfigError(f"{where} brings {type(rule).__name__}: {point.value} must be a rule or a list of rules")
        if wrong := check_own_code(rule.code):
            raise ConfigError(f"{where}: {wrong}")
    return rules
