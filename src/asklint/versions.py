"""Which versions of the models are shipped; reads their cards only, imports nothing heavy."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from asklint.nlp import models_dir

CARDS = {"pipeline": "meta.json", "judge": "judge.json"}
"""Each model's folder and the file in it that names its version."""


@cache
def model_version() -> str:
    """The models' own versions, such as `pipeline-0.1.0+judge-0.1.0`; `none` where no model is shipped."""
    return "+".join(version for name in CARDS if (version := _version(models_dir(), name))) or "none"


def _version(folder: Path, name: str) -> str:
    try:
        card = json.loads((folder / name / CARDS[name]).read_text(encoding="utf-8"))
        version = str(card["version"])
        return version if version.startswith(f"{name}-") else f"{name}-{version}"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
