"""The collections that the project's models and figures come from, as `data.toml` names them."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.corpus.records import CORPUS, Problem

USES = ("train", "measure", "train and measure")


@dataclass(frozen=True, slots=True)
class Source:
    """One collection."""

    id: str
    name: str
    version: str
    licence: str
    use: str
    """One of `USES`: `measure` only ever measures and never shapes what ships."""
    purpose: str
    files: dict[str, str]
    """Paths under the data folder, with the SHA-256 sums of the versions used."""


def read_sources(path: Path = CORPUS / "data.toml") -> list[Source]:
    """The sources that a file names.

    Raises:
        ValueError: a source lacks a field, has one too many, or an unknown use.
    """
    sources = []
    for entry in tomllib.loads(path.read_text(encoding="utf-8"))["source"]:
        try:
            source = Source(**{"files": {}, **entry})
        except TypeError as error:
            raise ValueError(f"{path.name}: source {entry.get('id', '?')}: {error}") from None
        if source.use not in USES:
            raise ValueError(f"{path.name}: source {source.id}: use {source.use!r} is none of {', '.join(USES)}")
        sources.append(source)
    return sources


def file_problems(sources: list[Source], data: Path) -> Iterator[Problem]:
    """Files under `data` that are missing or are not the versions named."""
    for path, expected in {path: total for source in sources for path, total in source.files.items()}.items():
        if not (data / path).is_file():
            yield Problem(path, f"is not in {data}")
        elif hashlib.sha256((data / path).read_bytes()).hexdigest() != expected:
            yield Problem(path, "is another version than the one named in corpus/data.toml")
