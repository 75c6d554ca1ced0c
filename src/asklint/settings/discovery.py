"""Which configuration file holds for a message: the nearest one going up, else the user's own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from asklint.settings.layers import Layer, has_settings, read_chain
from asklint.settings.merge import Configuration, merge
from asklint.settings.model import Settings

OWN_NAME = "asklint.toml"
NAMES = (OWN_NAME, "pyproject.toml")
"""The names looked for in each folder, the first before the second."""


def find_config(folder: Path, user_folder: Path | None = None) -> Path | None:
    """The configuration file for messages in a folder, or None.

    It is the nearest `asklint.toml`, or `pyproject.toml` with a table `[tool.asklint]`, in the folder or above
    it; where there is none, `asklint.toml` in the user's own configuration folder. Only one file counts: what
    it is to build on, it says by `extend`.

    Raises `ConfigError` for a `pyproject.toml` that speaks of asklint and cannot be read.
    """
    folder = folder.absolute()
    for place in (folder, *folder.parents):
        for name in NAMES:
            path = place / name
            if _is_file(path) and has_settings(path):
                return _short(path)
    if user_folder is not None and _is_file(user_folder / OWN_NAME):
        return user_folder / OWN_NAME
    return None


def _short(path: Path) -> Path:
    """The path as people would write it here: relative where it lies below the working directory."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a folder above that may not be looked into holds nothing for us
        return False


class ConfigResolver:
    """Finds and reads the configuration for one message after another, each file once.

    `overrides` lie above what is found. An `explicit` file is taken instead of searching, and with `isolated`
    no file is read at all.
    """

    def __init__(
        self,
        overrides: Sequence[Layer] = (),
        *,
        explicit: Path | None = None,
        isolated: bool = False,
        user_folder: Path | None = None,
    ) -> None:
        self._overrides = tuple(overrides)
        self._explicit = explicit
        self._isolated = isolated
        self._user_folder = user_folder
        self._for_config = cache(self._read)
        self._for_folder = cache(self._find)

    def for_file(self, path: str | Path) -> Configuration:
        """The configuration for a message in a file of this name, which need not exist."""
        return self.for_folder(Path(path).parent)

    def for_folder(self, folder: Path) -> Configuration:
        """The configuration for messages in a folder."""
        return self._for_folder(folder.absolute())

    def _find(self, folder: Path) -> Configuration:
        if self._isolated:
            return self._for_config(None)
        return self._for_config(self._explicit or find_config(folder, self._user_folder))

    def _read(self, path: Path | None) -> Configuration:
        layers = () if path is None else read_chain(path)
        return merge((*layers, *self._overrides))


def load_settings(path: str | Path) -> Settings:
    """The settings in a configuration file, with what it extends.

    Raises `ConfigError`, one line that names file and line, for anything in it that is not a setting.
    """
    return merge(read_chain(Path(path))).settings
