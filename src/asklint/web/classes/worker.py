"""The process that reads or scores one class, so that the page stays quick and cancelling really ends the work.

Standard input brings a line of JSON, which says what to do, and the bytes of the file; answers go out as lines of
JSON on standard output. Nothing is written to disk. When standard input closes, whoever asked is gone: so is this.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Any, BinaryIO

from asklint.batch.progress import Progress
from asklint.batch.rows import Row
from asklint.batch.sources import FieldNames, Given, Intake, read_source
from asklint.errors import AsklintError, InputError
from asklint.settings.model import PerFileIgnore, Profile, Settings
from asklint.vocabulary import Severity

MOST_MESSAGES = 10_000
"""Of a class: all of it is kept in memory."""
MOST_CHARACTERS = 50_000_000
_SAMPLE = 280
"""Characters of the first message that are shown."""

Message = dict[str, Any]
Send = Callable[[Message], None]


def main() -> None:
    """Do what standard input says, once."""
    with contextlib.suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's, which then ends this
    output = _own_output()

    def send(message: Message) -> None:
        output.write(json.dumps(message, ensure_ascii=True, separators=(",", ":")).encode() + b"\n")
        output.flush()

    asked = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read(asked["bytes"])
    threading.Thread(target=_end_with_asker, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(5)  # who writes at the page comes first
    with contextlib.suppress(BrokenPipeError):
        try:
            answer(asked, data, send)
        except AsklintError as error:
            send({"problem": str(error)})
        except MemoryError:
            send({"problem": f"{asked['name']} does not fit into memory: split it"})


def answer(asked: Message, data: bytes, send: Send) -> None:
    """Look at a source or score it; what is found goes out through `send`.

    Raises `AsklintError` where the source cannot be read or the models cannot be loaded.
    """
    intake, names = Intake(), FieldNames(**asked["fields"])
    given = Given(asked["name"], data)
    if asked["do"] == "look":
        send(_look(given, names, intake))
        return
    from asklint.batch.scores import score_rows
    from asklint.grading.assess import extra
    from asklint.linter import Linter

    Linter.preload()
    send({"ready": True})
    rows = _bounded(read_source(given, names, intake=intake), given.name)
    for record in score_rows(rows, settings_of(asked["settings"]), extra=extra, progress=_Told(send)):
        send({"record": record})
    send({"scored": {"one_each": intake.one_each, "has_ids": intake.has_ids}})


class _Told(Progress):
    """Tells the asker of every chunk that is done."""

    def __init__(self, send: Send) -> None:
        super().__init__()
        self._send = send

    def done(self, messages: int, read: int, *, known: bool = False) -> None:  # noqa: ARG002 - nothing is known before
        """Some messages are done."""
        self._send({"done": messages})


def _look(given: Given, names: FieldNames, intake: Intake) -> Message:
    """What the source holds; where only the column of the message is in doubt, the columns to choose from."""
    sample: Row | None = None
    try:
        for row in _bounded(read_source(given, names, intake=intake), given.name):
            if sample is None and row.text and row.text.strip():
                sample = row
    except InputError as error:
        if intake.columns and "message" not in intake.fields:
            return {"columns": list(intake.columns), "kind": intake.kind, "problem": str(error)}
        raise
    if not intake.rows:
        raise InputError(f"{given.name} holds no messages")
    text = "" if sample is None else " ".join((sample.text or "").split())
    return {
        "found": {
            "kind": intake.kind,
            "columns": list(intake.columns),
            "fields": {role: list(fields) for role, fields in intake.fields.items()},
            "taken": intake.taken,
            "messages": intake.rows,
            "empty": intake.empty,
            "failed": intake.failed,
            "notes": dict(sorted(intake.notes.items())),
            "sample": {
                "text": text if len(text) <= _SAMPLE else f"{text[:_SAMPLE].rpartition(' ')[0]} …",
                "learner": None if sample is None else sample.learner,
            },
        }
    }


def _bounded(rows: Iterator[Row], name: str) -> Iterator[Row]:
    characters = 0
    for messages, row in enumerate(rows, 1):
        characters += len(row.text or "")
        if messages > MOST_MESSAGES:
            raise InputError(
                f"{name} holds more than {MOST_MESSAGES:,} messages, and the page keeps a class in memory: "
                "split it, or use asklint batch, which takes any number"
            )
        if characters > MOST_CHARACTERS:
            raise InputError(
                f"{name} holds more than {MOST_CHARACTERS // 10**6} million characters, and the page keeps a class in "
                "memory: split it, or use asklint batch, which takes any number"
            )
        yield row


def settings_record(settings: Settings) -> Message:
    """Settings as plain JSON values."""
    return asdict(settings)


def settings_of(record: Message) -> Settings:
    """Read what `settings_record` made, out of JSON."""
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in record.items()
    }
    values["profile"] = None if record["profile"] is None else Profile(record["profile"])
    values["fail_on"] = Severity(record["fail_on"])
    values["per_file_ignores"] = tuple(
        PerFileIgnore(one["folder"], one["pattern"], tuple(one["selectors"])) for one in record["per_file_ignores"]
    )
    return Settings(**values)


def _own_output() -> BinaryIO:
    """Standard output for the answers alone: what a library prints goes nowhere."""
    own = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    return own


def _end_with_asker() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
