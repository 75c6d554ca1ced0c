"""What the resident process does for hooks, by name: functions from bytes to bytes.

A handler runs in a process of its own, with the environment and the working directory of whoever asks, and with the
models loaded. Prints of it go nowhere. It may raise `AsklintError`, whose message the client gets.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

Handler = Callable[[bytes], bytes]

HANDLERS = {
    "hook": "asklint.hooks.checking:handle",
    "compose": "asklint.hooks.native_answers:handle",
}
"""Name to module and function."""


def load_handler(name: str) -> Handler:
    """The handler of this name; raises `KeyError` where there is none, and what importing it raises."""
    module, _, function = HANDLERS[name].partition(":")
    handler: Handler = getattr(import_module(module), function)
    return handler
