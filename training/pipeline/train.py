"""Trains the statistical part of the pipeline: tok2vec, tagger, parser and entity recognizer together."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as run_loop
from spacy.util import load_config

from asklint.nlp import load
from training.pipeline import corpus

CONFIG = Path(__file__).with_name("config.cfg")


# After the run that config.cfg describes, a second one goes on from its result with a smaller rate: the first
# ends with its rate at nought before the data has given all it can.
CONTINUED = {
    "system.seed": 2,
    "training.max_steps": 4000,
    "training.optimizer.learn_rate.initial_rate": 0.0006,
    "training.batcher.size.start": 2000,
}


def train(data: Path, out: Path, overrides: dict[str, Any] | None = None, start: Path | None = None) -> Path:
    """Trains as `config.cfg` says on the data under `data`; returns the folder of the best on EWT dev.

    `overrides` are settings such as `{"training.max_steps": 200}`; `start`: a trained pipeline to go on from.
    Progress goes to standard output. The run is repeatable on one machine and one set of library versions:
    every random choice hangs on `system.seed`.
    """
    load.register()
    assert corpus  # Imported because it registers the corpus readers.
    config = load_config(CONFIG, overrides={"paths.data": str(data), **(overrides or {})}, interpolate=False)
    if start is not None:
        for name in config["nlp"]["pipeline"]:
            config["components"][name] = {"source": str(start)}
    # A streaming corpus (-1) would be initialized on its first hundred texts and lack the rarer labels.
    config["training"]["max_epochs"] = 0
    nlp: Language = init_nlp(config)
    nlp.config["training"]["max_epochs"] = -1
    out.mkdir(parents=True, exist_ok=True)
    run_loop(nlp, out, stdout=sys.stdout, stderr=sys.stderr)
    return out / "model-best"
