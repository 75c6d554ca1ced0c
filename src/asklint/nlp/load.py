"""Loading the shipped pipeline, quickly: a command-line tool pays for every import on every start."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from asklint.errors import ModelError
from asklint.garbage import collector_off

if TYPE_CHECKING:
    from spacy.language import Language

PIPELINE = "pipeline"
"""The pipeline's folder inside `models_dir()`."""

_REPAIR = "reinstall asklint, or train it anew with `python -m training.pipeline --data DIR`"

# `import spacy` loads its command line first (typer, requests, rich ...), a third of the import's time.
# Nothing here uses it, so an empty stand-in takes its place.
_STUBBED = ("spacy.cli", "spacy.cli.info")


def models_dir() -> Path:
    """Where the models are: inside the installed package, or beside `src` in a checkout."""
    package = Path(__file__).resolve().parent.parent
    packaged = package / "models"
    return packaged if packaged.is_dir() else package.parent.parent / "models"


class _Stub(ModuleType):
    """A module in which every public name is None."""

    def __getattr__(self, name: str) -> None:
        if name.startswith("__"):
            raise AttributeError(name)


_THREADS = "OPENBLAS_NUM_THREADS"


def _import_numpy() -> None:
    """Import numpy so that it multiplies matrices in one thread, unless it is imported already or told otherwise.

    The matrices here are small: more threads take twice the processor time and half as long again by the clock.
    """
    if "numpy" in sys.modules or _THREADS in os.environ:
        return
    os.environ[_THREADS] = "1"
    try:
        importlib.import_module("numpy")
    finally:
        del os.environ[_THREADS]


def import_spacy(*, stub: bool = True) -> ModuleType:
    """spaCy, imported without its command line where that works, else plainly.

    The stand-in relies on how spaCy is laid out inside; should a version no longer bear it, the plain import
    follows. A spaCy that is already imported is left as it is.
    """
    if "spacy" in sys.modules or not stub:
        return importlib.import_module("spacy")
    with collector_off():
        _import_numpy()
        before = set(sys.modules)
        stubs: dict[str, ModuleType] = {name: _Stub(name) for name in _STUBBED if name not in sys.modules}
        sys.modules.update(stubs)
        try:
            spacy = importlib.import_module("spacy")
        except (ImportError, AttributeError, TypeError):
            for name in set(sys.modules) - before:
                if name.partition(".")[0] == "spacy":
                    del sys.modules[name]
            return importlib.import_module("spacy")
        # The real command line can still be imported later by whoever wants it.
        for name, module in stubs.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
        return spacy


def register() -> None:
    """Makes the pipeline's own parts known to spaCy; loading a pipeline does this by itself."""
    from asklint.nlp import boundaries, embed, lexicon, names, tokenizer

    tokenizer.register()
    embed.register()
    boundaries.register()
    lexicon.register()
    names.register()


def load_pipeline(path: Path | None = None) -> Language:
    """The pipeline in the folder `path`, by default the shipped one.

    Raises `ModelError` where it is missing, incomplete or does not fit this version of asklint.
    """
    folder = path if path is not None else models_dir() / PIPELINE
    if not (folder / "config.cfg").is_file():
        raise ModelError(f"no language pipeline at {folder}: {_REPAIR}")
    try:
        import_spacy()
        register()
        with collector_off():
            return _read(folder)
    except ImportError as error:
        raise ModelError(f"spaCy cannot be imported ({error}): reinstall asklint") from error
    # What a damaged file raises depends on which file it is: msgpack's, numpy's, json's and spaCy's own
    # errors.
    except Exception as error:
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise ModelError(f"the language pipeline at {folder} is damaged ({reason}): {_REPAIR}") from error


def _read(folder: Path) -> Language:
    import spacy

    from asklint.nlp import fast, spacing

    # The tokenizer is made in code (`asklint.nlp.tokenizer`), so nothing of it is on disk.
    exclude: Any = ["tokenizer"]
    nlp = spacy.load(folder, exclude=exclude)
    fast.speed_up(nlp)
    nlp.tokenizer = spacing.ClosingUp(nlp.tokenizer)
    return nlp
