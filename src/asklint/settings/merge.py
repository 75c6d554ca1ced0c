"""From layers to the settings in force, each with its origin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from asklint.settings.layers import DEFAULT, Layer, Origin
from asklint.settings.model import PROFILES, PerFileIgnore, Profile, Settings
from asklint.vocabulary import Severity

SELECTION = ("select", "extend_select", "ignore")


@dataclass(frozen=True, slots=True)
class Configuration:
    """Settings in force, and where each comes from."""

    settings: Settings = field(default_factory=Settings)
    origins: Mapping[str, Origin] = field(default_factory=dict)
    """By field of `Settings`; one that is not here has its default."""
    files: tuple[Path, ...] = ()
    """The configuration files that were read, the one that wins last."""

    def origin(self, name: str) -> Origin:
        """Where a field's value comes from."""
        return self.origins.get(name, DEFAULT)


def merge(layers: Sequence[Layer]) -> Configuration:
    """One configuration; later layers win.

    `extend-select` and `ignore` add to those of earlier layers, unless a layer says `select`, which starts
    over. Tables grow key by key, lists of rules one after the other. Only the last profile named counts; it
    lies just below the layer that names it.
    """
    values: dict[str, Any] = {}
    origins: dict[str, Origin] = {}
    for layer in _with_profile(layers):
        _select(values, origins, layer)
        for name, value in layer.values.items():
            if name in SELECTION:
                continue
            values[name] = _joined(name, values.get(name), value)
            origins[name] = layer.origins[name]
    for name, kind in (("profile", Profile), ("fail_on", Severity)):
        if values.get(name) is not None:
            values[name] = kind(values[name])
    files = tuple(layer.path for layer in layers if layer.path is not None)
    return Configuration(Settings(**values), origins, files)


def _with_profile(layers: Sequence[Layer]) -> Iterable[Layer]:
    naming = next((layer for layer in reversed(layers) if layer.values.get("profile")), None)
    for layer in layers:
        if layer is naming:
            profile = Profile(layer.values["profile"])
            origin = Origin(f"profile {profile}")
            yield Layer(PROFILES[profile], dict.fromkeys(PROFILES[profile], origin))
        yield layer


def _select(values: dict[str, Any], origins: dict[str, Origin], layer: Layer) -> None:
    given = {name: tuple(layer.values[name]) for name in SELECTION if name in layer.values}
    if "select" in given:
        for name in SELECTION:
            values.pop(name, None)
            origins.pop(name, None)
    if "extend_select" in given and "ignore" in values:
        # What an earlier layer ignores and this one asks for by the same selector runs.
        wanted = {selector.casefold() for selector in given["extend_select"]}
        values["ignore"] = tuple(old for old in values["ignore"] if old.casefold() not in wanted)
    for name, selectors in given.items():
        values[name] = tuple(dict.fromkeys((*values.get(name, ()), *selectors)))
        origins[name] = layer.origins[name]


def _joined(name: str, old: Any, new: Any) -> Any:
    if old is None:
        return new
    if name == "per_file_ignores":
        replaced: set[tuple[str, str]] = {(entry.folder, entry.pattern) for entry in new}
        kept: tuple[PerFileIgnore, ...] = tuple(entry for entry in old if (entry.folder, entry.pattern) not in replaced)
        return (*kept, *new)
    if name == "rules":
        return (*old, *new)
    if name == "words":
        return _united(old, new)
    return new


def _united(old: Mapping[str, Any], new: Mapping[str, Any]) -> Mapping[str, Any]:
    both = dict(old)
    for key, value in new.items():
        before = both.get(key)
        both[key] = [*before, *value] if isinstance(before, list) and isinstance(value, list) else value
    return both
