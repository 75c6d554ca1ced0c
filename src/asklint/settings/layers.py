"""Layers of settings: what one file, one profile or the command line says, and where it says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from asklint.errors import ConfigError
from asklint.settings.options import BY_KEY
from asklint.settings.toml import Table, line_of, load

TABLE = ("tool", "asklint")
"""Where the settings stand in a `pyproject.toml`."""

_ELSEWHERE = {
    "extend": "it belongs in a file",
    "exit-zero": "it belongs on the command line",
    "output-file": "it belongs on the command line",
    "color": "it belongs on the command line",
    "width": "it belongs on the command line",
    "all": "did you mean 'show-all'?",
    "output-format": "did you mean 'format'?",
    "rule": "did you mean 'rules'? A rule begins with [[rules]]",
}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value comes from."""

    source: str
    """A file's path, `command line`, `environment NAME`, `default`, with `profile NAME of` before it for a profile."""
    line: int | None = None

    def __str__(self) -> str:
        return self.source if self.line is None else f"{self.source}:{self.line}"


DEFAULT = Origin("default")
COMMAND_LINE = Origin("command line")


@dataclass(frozen=True, slots=True)
class Layer:
    """Some settings, by field of `Settings`, with the origin of each."""

    values: Mapping[str, Any] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict)
    path: Path | None = None


def layer_of(values: Mapping[str, Any], origin: Origin = COMMAND_LINE) -> Layer:
    """A layer whose values have been read already and come from one place."""
    return Layer(dict(values), dict.fromkeys(values, origin))


def read_chain(path: Path) -> tuple[Layer, ...]:
    """The layers of a configuration file: those it extends first, itself last.

    Raises `ConfigError`, naming file and line, for anything in them that is not a setting.
    """
    layers: list[Layer] = []
    seen: list[Path] = []
    named = f"{path}"
    while True:
        real = path.resolve()
        if real in seen:
            raise ConfigError(f"{named}: this extends itself, by way of {path}: take one 'extend' out")
        seen.append(real)
        table, text, prefix = _settings_table(path, required=True)
        layers.insert(0, _layer(path, table, text, prefix))
        if "extend" not in table:
            return tuple(layers)
        base = table["extend"]
        named = f"{path}:{line_of(text, *prefix, 'extend')}"
        if not isinstance(base, str) or not base.strip():
            raise ConfigError(f"{named}: 'extend' must be the name of a file, not {_shown(base)}")
        path = path.parent / Path(base).expanduser()
        if not path.is_file():
            raise ConfigError(f"{named}: {path}, which this extends, does not exist: check the name")


def has_settings(path: Path) -> bool:
    """Whether a file holds settings: any file but a `pyproject.toml` without `[tool.asklint]` does."""
    if path.name != "pyproject.toml":
        return True
    try:
        mentioned = b"asklint" in path.read_bytes()
    except OSError:
        return False
    # Only a file that speaks of asklint is read, so that somebody else's broken file is not our error.
    return mentioned and bool(_settings_table(path, required=False)[2])


def _settings_table(path: Path, *, required: bool) -> tuple[Table, str, tuple[str, ...]]:
    """The table of settings, the file's text, and the keys that lead to the table."""
    table, text = load(path)
    if path.name != "pyproject.toml":
        if set(table) == {"tool"}:
            raise ConfigError(f"{path}:1: outside pyproject.toml, settings stand at the top: leave [tool.asklint] out")
        return table, text, ()
    own = table.get("tool", {})
    own = own.get("asklint") if isinstance(own, dict) else None
    if own is None:
        if required:
            raise ConfigError(f"{path} has no table [tool.asklint]: add one, or name another file")
        return {}, text, ()
    if not isinstance(own, dict):
        raise ConfigError(f"{path}:{line_of(text, *TABLE)}: 'tool.asklint' must be a table: [tool.asklint]")
    return own, text, TABLE


def _layer(path: Path, table: Table, text: str, prefix: tuple[str, ...]) -> Layer:
    values: dict[str, Any] = {}
    origins: dict[str, Origin] = {}
    for key, raw in table.items():
        if key == "extend":
            continue
        line = line_of(text, *prefix, key)
        name, value = read_setting(key, raw, path.parent, f"{path}:{line}")
        values[name] = value
        origins[name] = Origin(str(path), line)
    return Layer(values, origins, path)


def read_setting(key: str, raw: Any, folder: Path, where: str) -> tuple[str, Any]:
    """The field of `Settings` and the value that a key and its TOML value mean.

    `where` begins the message of the `ConfigError` raised for an unknown key or an impossible value.
    """
    option = BY_KEY.get(key)
    if option is None:
        close = get_close_matches(key.lower().replace("_", "-"), BY_KEY, n=1)
        if key in _ELSEWHERE:
            hint = _ELSEWHERE[key]
        elif close:
            hint = f"did you mean {close[0]!r}?"
        else:
            hint = f"the settings are {', '.join(BY_KEY)}"
        raise ConfigError(f"{where}: there is no setting {key!r}; {hint}")
    try:
        return option.field, option.read(raw, folder)
    except ValueError:
        raise ConfigError(f"{where}: {key!r} must be {option.expected}, not {_shown(raw)}") from None


def _shown(value: Any) -> str:
    """A value as a configuration file would have it, cut short."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + (value if len(value) <= 40 else f"{value[:39]}…") + '"'
    if isinstance(value, dict):
        return "a table"
    text = str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"
