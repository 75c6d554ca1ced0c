"""Requests as JSON, one a line, for editors and other tools: what may be asked, and the answer after the contract."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asklint.errors import AsklintError, InputError

if TYPE_CHECKING:
    from asklint.draft import Draft
    from asklint.formats import FormatOptions
    from asklint.report import Failure
    from asklint.settings import Configuration

SOURCES = ("text", "message", "base64", "path")
"""Where the message is: as text, as the source of a mail, as bytes in base64, in a file."""
_KINDS = ("auto", "text", "email", "patch")
_FLAGS = ("include_text", "isolated")
_KEYS = frozenset((*SOURCES, *_FLAGS, "do", "as", "filename", "settings", "rewrite", "alternatives", "id"))
_MOST_ALTERNATIVES = 3

Process = Callable[[], Mapping[str, Any]]
"""Tells about the process that answers."""


def answer(line: bytes, process: Process) -> bytes:
    """The answer to one line, on one line; a request that is none is answered too, with its `error`."""
    from asklint.formats.records import dump

    mark: Any = None
    try:
        request = _parsed(line)
        mark = request.get("id")
        record = _answered(request, process)
    except AsklintError as error:
        record = _failed(str(error))
    except Exception as error:  # noqa: BLE001 - whoever asks must get an answer; no message text in it
        record = _failed(f"asklint failed ({type(error).__name__}); please report it")
    if mark is not None:
        record["id"] = mark
    return dump(record).encode() + b"\n"


def _parsed(line: bytes) -> dict[str, Any]:
    try:
        request = json.loads(line)
    except (ValueError, RecursionError):
        raise InputError('the request is no JSON: write one object on one line, such as {"text": "..."}') from None
    if not isinstance(request, dict):
        raise InputError('the request must be an object, such as {"text": "..."}')
    if unknown := sorted(set(request) - _KEYS):
        raise InputError(f"there is no key {unknown[0]!r}; the keys are {', '.join(sorted(_KEYS))}")
    return request


def _answered(request: Mapping[str, Any], process: Process) -> dict[str, Any]:
    do = request.get("do", "check")
    if do == "status":
        return {**_head(), "process": dict(process()), "error": None}
    if do != "check":
        raise InputError('"do" must be "check" or "status"')
    return _checked(request)


def _checked(request: Mapping[str, Any]) -> dict[str, Any]:
    """The contract's document of a check, with a rewrite beside it where one is wanted."""
    from asklint.cli.options import ignored_findings, linter_of
    from asklint.draft import Draft
    from asklint.formats import json as format_json

    name, messages = _messages(request)
    isolated = request.get("isolated", False)
    configuration = _configuration(request, name, isolated=isolated)
    linter = linter_of(configuration, ignored=ignored_findings(configuration, isolated=isolated))
    read = list(messages)
    options = _options(include_text=request.get("include_text", False))
    record = format_json.document(linter.lint_stream(read), options)
    record["error"] = None
    if "rewrite" in request:
        from asklint.rewriting import records
        from asklint.rewriting.model import Fills
        from asklint.rewriting.rewriter import Rewriter

        fills = Fills.of(_object(request["rewrite"] or {}, "rewrite"))
        if len(read) != 1:
            raise InputError(f"there are {len(read)} messages, and only one can be rewritten")
        if isinstance(read[0], Draft):
            versions = Rewriter(linter).alternatives(read[0], fills, _alternatives(request))
            record["rewrite"] = records.document(read[0], versions)
        else:
            record["rewrite"] = records.failure_document(name, read[0].error)
    return record


def _messages(request: Mapping[str, Any]) -> tuple[str, Iterable[Draft | Failure]]:
    """The name of what is to be read, and its messages."""
    from asklint.reading import iter_drafts, iter_file

    given = [key for key in SOURCES if key in request]
    if len(given) != 1:
        raise InputError(f"a request has one of {', '.join(SOURCES)}, and this one has {' and '.join(given) or 'none'}")
    source = given[0]
    value = _string(request, source)
    kind = request.get("as", "email" if source == "message" else "auto")
    if kind not in _KINDS:
        raise InputError(f'"as" must be one of {", ".join(_KINDS)}')
    for flag in _FLAGS:
        if not isinstance(request.get(flag, False), bool):
            raise InputError(f'"{flag}" must be true or false')
    if source == "path":
        if not Path(value).is_absolute():
            raise InputError('"path" must be absolute: the resident process is in no folder of yours')
        name = _string(request, "filename") if "filename" in request else value
        if name != value:
            raise InputError('"filename" names what has no path; leave it out beside "path"')
        return value, iter_file(value, kind)
    name = _string(request, "filename") if "filename" in request else "<string>"
    return name, iter_drafts(_bytes(source, value), name, kind)


def _bytes(source: str, value: str) -> bytes:
    if source == "base64":
        try:
            return base64.b64decode(value, validate=True)
        except (ValueError, binascii.Error):
            raise InputError('"base64" is not base64') from None
    # Half of a surrogate pair stands for a byte that is no UTF-8, as in Python; any other half is no character.
    return value.encode("utf-8", "surrogateescape" if source == "message" else "replace")


def _configuration(request: Mapping[str, Any], name: str, *, isolated: bool) -> Configuration:
    """The settings of the nearest configuration file to a named message, else the user's own, below the request's."""
    from asklint.cli.places import config_folder
    from asklint.settings import ConfigResolver
    from asklint.settings.layers import layer_of, read_setting

    table = _object(request.get("settings") or {}, "settings")
    layer = layer_of(dict(read_setting(key, raw, Path("/"), '"settings"') for key, raw in table.items()))
    return ConfigResolver((layer,), isolated=isolated, user_folder=config_folder()).for_file(name)


def _alternatives(request: Mapping[str, Any]) -> int:
    count = request.get("alternatives", 1)
    if not isinstance(count, int) or isinstance(count, bool) or not 1 <= count <= _MOST_ALTERNATIVES:
        raise InputError(f'"alternatives" goes from 1 to {_MOST_ALTERNATIVES}')
    return count


def _string(request: Mapping[str, Any], key: str) -> str:
    value = request[key]
    if not isinstance(value, str):
        raise InputError(f'"{key}" must be a string')
    return value


def _object(value: Any, key: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise InputError(f'"{key}" must be an object')
    return value


def _options(*, include_text: bool = False) -> FormatOptions:
    from asklint import __version__
    from asklint.formats import FormatOptions
    from asklint.versions import model_version

    return FormatOptions(version=__version__, model=model_version(), include_text=include_text)


def _head() -> dict[str, Any]:
    from asklint.formats.records import SCHEMA_VERSION, tool_record

    return {"schema_version": SCHEMA_VERSION, "tool": tool_record(_options())}


def _failed(error: str) -> dict[str, Any]:
    from asklint.formats.records import Summary

    return {**_head(), "files": [], "summary": Summary().record(), "error": error}
