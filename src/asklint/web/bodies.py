"""What requests bring, and answers that say what was wrong with it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response

from asklint.errors import InputError

if TYPE_CHECKING:
    from starlette.requests import Request

MOST_BYTES = 4 * 1024 * 1024
"""Of a request; a draft has a few thousand."""


class TooLargeError(InputError):
    """More was sent than is taken."""


async def body(request: Request, most: int = MOST_BYTES, advice: str = "take the part with the message") -> bytes:
    """What was sent, up to `most` bytes.

    Raises `TooLargeError` for more, of which no more is read.
    """
    pieces, size = [], 0
    async for piece in request.stream():
        size += len(piece)
        if size > most:
            raise TooLargeError(f"This is larger than {most // 2**20} MB: {advice}")
        pieces.append(piece)
    return b"".join(pieces)


async def json_object(request: Request) -> dict[str, Any]:
    """The object that was sent. Raises `InputError` for anything else."""
    sent = await body(request)
    try:
        asked = json.loads(sent)
    except (ValueError, RecursionError):
        asked = None
    if not isinstance(asked, dict):
        raise InputError("the request is not a JSON object")
    return asked


def file_name(request: Request, default: str) -> str:
    """The name of the file that was sent, without folders."""
    name = request.query_params.get("name", default).replace("\\", "/").rpartition("/")[2]
    return "".join(character for character in name if character.isprintable())[-120:] or default


def problem(text: str, status: int) -> Response:
    """An answer that says in a line why there is none."""
    return JSONResponse({"error": text}, status)
