"""The command: train, put together, measure, and write the figures into the documentation."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from asklint.nlp import models_dir
from asklint.nlp.load import PIPELINE
from training.pipeline import report
from training.pipeline.assemble import assemble
from training.pipeline.evaluate import METRICS, evaluate, table
from training.pipeline.train import train


def main(arguments: list[str] | None = None) -> None:
    """See `--help`."""
    parser = argparse.ArgumentParser(prog="python -m training.pipeline", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with ewt/, gum/ and ner-extra/")
    parser.add_argument(
        "--out", type=Path, default=models_dir() / PIPELINE, help="folder of the finished pipeline"
    )
    parser.add_argument(
        "--work", type=Path, help="folder for what training writes (default: a temporary one)"
    )
    parser.add_argument("--steps", type=int, help="train this many batches instead of config.cfg's number")
    parser.add_argument("--trained", type=Path, help="skip training and use what an earlier run left here")
    options = parser.parse_args(arguments)
    overrides = {} if options.steps is None else {"training.max_steps": options.steps}
    with tempfile.TemporaryDirectory() as temporary:
        trained = options.trained or train(options.data, options.work or Path(temporary), overrides)
        assemble(trained, options.data, options.out)
    # Choices are made on dev; test is only reported.
    results = {split: evaluate(options.data, options.out, split) for split in ("dev", "test")}
    for result in results.values():
        print(result["split"], table(result), sep="\n")
    METRICS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    report.update_documents(results)


if __name__ == "__main__":
    main()
