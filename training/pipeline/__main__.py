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
from training.pipeline.train import SETTLED, train, train_names


def build(data: Path, out: Path, work: Path | None, steps: int | None) -> None:
    """Trains all stages on `data` and puts the pipeline together at `out`."""
    few = {} if steps is None else {"training.max_steps": steps}
    with tempfile.TemporaryDirectory() as temporary:
        folder = work or Path(temporary)
        first = train(data, folder / "first", few)
        names = train_names(data, folder / "names", first, few)
        settled = train(data, folder / "settled", SETTLED | few, first)
        assemble(settled, names, data, out)


def main(arguments: list[str] | None = None) -> None:
    """See `--help`."""
    parser = argparse.ArgumentParser(prog="python -m training.pipeline", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with ewt/, gum/ and ner-extra/")
    parser.add_argument("--out", type=Path, default=models_dir() / PIPELINE, help="folder of the finished pipeline")
    parser.add_argument("--work", type=Path, help="folder for what training writes (default: a temporary one)")
    parser.add_argument("--steps", type=int, help="train only so many batches in each stage, to try things out")
    parser.add_argument("--only-measure", action="store_true", help="measure what is at --out, train nothing")
    options = parser.parse_args(arguments)
    if not options.only_measure:
        build(options.data, options.out, options.work, options.steps)
    # Choices are made on dev; test is only reported.
    results = {split: evaluate(options.data, options.out, split) for split in ("dev", "test")}
    for result in results.values():
        print(result["split"], table(result), sep="\n")
    METRICS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    report.update_documents(results)


if __name__ == "__main__":
    main()
