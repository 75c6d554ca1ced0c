"""Libraries that only some sources need."""

from __future__ import annotations

from importlib.util import find_spec

from asklint.errors import InputError


def extra(module: str, name: str, path: str) -> None:
    """Raise `InputError`, saying how to install it, where an optional library is not there."""
    if find_spec(module) is None:
        raise InputError(f"{path}: this kind of file needs {module}: pip install 'asklint[{name}]'")
