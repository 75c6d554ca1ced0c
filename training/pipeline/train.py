"""Trains the statistical parts: tagger and parser on a shared tok2vec, then the entity recognizer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as run_loop
from spacy.util import load_config

from asklint.nlp import load
from asklint.nlp.embed import set_lists
from training.pipeline import corpus
from training.pipeline.lists import build_lists

CONFIG = Path(__file__).with_name("config.cfg")
NAMES_CONFIG = Path(__file__).with_name("names.cfg")

# The first run, which config.cfg describes, ends while its rate is still high. The second goes on without the
# recognizer and lets the rate fall to nought: only so do the networks settle.
SETTLED: dict[str, Any] = {
    "system.seed": 2,
    "nlp.pipeline": ["tok2vec", "tagger", "parser"],
    "training.max_steps": 1600,
    "training.optimizer.learn_rate.initial_rate": 0.001,
    "training.optimizer.learn_rate.warmup_steps": 50,
    "training.optimizer.learn_rate.total_steps": 1600,
    "training.batcher.size.start": 1600,
    "corpora.train.tweets": 0.0,
    "corpora.train.lines": 0,
}

# The same for the recognizer.
NAMES_SETTLED: dict[str, Any] = {
    "system.seed": 4,
    "training.max_steps": 660,
    "training.eval_frequency": 330,
    "training.optimizer.learn_rate.initial_rate": 0.0006,
    "training.optimizer.learn_rate.warmup_steps": 20,
    "training.optimizer.learn_rate.total_steps": 660,
    "training.batcher.size.start": 2000,
}

LEFT_OUT_IN_TRAINING = (0, 1, 2)
LEFT_OUT = (0,)
"""Tenths of the names that are on no list, see `lists.build_lists`."""


def train(data: Path, out: Path, overrides: dict[str, Any] | None = None, start: Path | None = None) -> Path:
    """Trains as `config.cfg` says on the data under `data`; returns the folder of the best on EWT dev.

    `overrides` are settings such as `{"training.max_steps": 200}`; `start`: a trained pipeline to go on from.
    Progress goes to standard output. The run is repeatable on one machine and one set of library versions:
    every random choice hangs on `system.seed`.
    """
    config = _config(CONFIG, data, overrides)
    if start is not None:
        _go_on_from(start, config)
    _run(_initialized(config), out)
    return out / "model-best"


def train_names(data: Path, out: Path, shared: Path, overrides: dict[str, Any] | None = None) -> Path:
    """Trains the entity recognizer as `names.cfg` says; its tok2vec starts as that of the pipeline `shared`.

    Returns the folder of the best on the entities of EWT dev.
    """
    nlp = _initialized(_config(NAMES_CONFIG, data, overrides))
    model: Any = nlp.get_pipe("name_tok2vec")
    source: Any = spacy.load(shared).get_pipe("tok2vec")
    copy_weights(source.model, model.model)
    set_lists(model.model, build_lists(data, LEFT_OUT_IN_TRAINING))
    _run(nlp, out / "first")
    config = _config(NAMES_CONFIG, data, NAMES_SETTLED | (overrides or {}))
    _go_on_from(out / "first" / "model-best", config)
    _run(_initialized(config), out)
    best = out / "model-best"
    nlp = spacy.load(best)
    model = nlp.get_pipe("name_tok2vec")
    set_lists(model.model, build_lists(data, LEFT_OUT))
    nlp.to_disk(best)
    return best


def copy_weights(source: Any, target: Any) -> None:
    """Copies a tok2vec's weights into one that differs only in having word lists besides.

    The inputs from the lists come last, so the mixing layer's other weights keep their places.
    """

    def weighted(model: Any) -> list[Any]:
        lists = {id(node) for chain in model.walk() if _is_list_branch(chain) for node in chain.walk()}
        return [node for node in model.walk() if node.param_names and id(node) not in lists]

    for old, new in zip(weighted(source), weighted(target), strict=True):
        for name in old.param_names:
            value, place = old.get_param(name), new.get_param(name).copy()
            place[..., : value.shape[-1]] = value
            new.set_param(name, place)


def _is_list_branch(node: Any) -> bool:
    return len(node.layers) == 3 and node.layers[0].name == "word_lists"


def _config(file: Path, data: Path, overrides: dict[str, Any] | None) -> Any:
    load.register()
    assert corpus  # Imported because it registers the corpus readers.
    return load_config(file, overrides={"paths.data": str(data), **(overrides or {})}, interpolate=False)


def _go_on_from(start: Path, config: Any) -> None:
    for name in config["nlp"]["pipeline"]:
        config["components"][name] = {"source": str(start)}


def _initialized(config: Any) -> Language:
    # A streaming corpus (-1) would be initialized on its first hundred texts and lack the rarer labels.
    config["training"]["max_epochs"] = 0
    nlp: Language = init_nlp(config)
    nlp.config["training"]["max_epochs"] = -1
    return nlp


def _run(nlp: Language, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    run_loop(nlp, out, stdout=sys.stdout, stderr=sys.stderr)
