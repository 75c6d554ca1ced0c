"""Folders of the user's own, where the system keeps such things: configuration, and what asklint remembers.

All are None for a user without a home, such as a container's number without a name.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def config_folder() -> Path | None:
    """Where the user's own `asklint.toml` lies, whether or not there is one."""
    if sys.platform == "win32":
        return _below("APPDATA", "AppData", "Roaming")
    if sys.platform == "darwin":
        return _below("", "Library", "Application Support")
    return _below("XDG_CONFIG_HOME", ".config")


def data_folder() -> Path | None:
    """Where the list of ignored findings lies."""
    if sys.platform == "win32":
        return _below("LOCALAPPDATA", "AppData", "Local")
    if sys.platform == "darwin":
        return _below("", "Library", "Application Support")
    return _below("XDG_DATA_HOME", ".local", "share")


def ignored_file() -> Path | None:
    """The user's list of ignored findings, whether or not there is one."""
    folder = data_folder()
    return None if folder is None else folder / "ignored.txt"


def held_folder() -> Path | None:
    """Where hooks keep copies of held mails."""
    folder = data_folder()
    return None if folder is None else folder / "held"


def passed_folder() -> Path | None:
    """Where hooks note that a mail's writer has been asked; the same for all, whatever session they run in."""
    folder = data_folder()
    return None if folder is None else folder / "passed"


def trouble_file() -> Path | None:
    """Where hooks note what kept them from checking, without a word of any mail."""
    folder = data_folder()
    return None if folder is None else folder / "hook-trouble.log"


def web_address_file() -> Path | None:
    """Where the page's address is kept from one start to the next."""
    folder = data_folder()
    return None if folder is None else folder / "web.json"


def _below(variable: str, *in_home: str) -> Path | None:
    """The folder for asklint in the one that a variable names, else in one below the user's home."""
    # The XDG specification: a value that is not absolute counts as none.
    value = os.environ.get(variable, "")
    if os.path.isabs(value):  # noqa: PTH117 - of a string
        return Path(value, "asklint")
    try:
        return Path.home().joinpath(*in_home, "asklint")
    except RuntimeError:
        return None
