"""The routes of the page: the page itself, and what it asks of asklint."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import anyio
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from asklint import __version__
from asklint.errors import AsklintError, InputError
from asklint.rewriting.model import Fills
from asklint.web import answers

if TYPE_CHECKING:
    from collections.abc import Callable

    from asklint.linter import Linter
    from asklint.rewriting.rewriter import Rewriter

PAGE = {
    "": ("index.html", "text/html; charset=utf-8"),
    "style.css": ("style.css", "text/css; charset=utf-8"),
    "icon.svg": ("icon.svg", "image/svg+xml"),
    **{
        name: (name, "text/javascript; charset=utf-8")
        for name in ("main.js", "server.js", "editor.js", "findings.js", "rewriting.js", "drafts.js", "dom.js")
    },
}
"""Path to file and type."""

MOST_BYTES = 4 * 1024 * 1024
"""Of a request; a draft has a few thousand."""


class Service:
    """Answers one request at a time with the linter's models."""

    def __init__(self, linter: Linter, rewriter: Rewriter) -> None:
        self._linter = linter
        self._rewriter = rewriter
        self._turn = anyio.CapacityLimiter(1)

    async def check(self, request: Request) -> Response:
        """Judge a draft."""
        text = _text(await _json(request))
        return await self._answer(request, lambda: answers.check(self._linter, text))

    async def rewrite(self, request: Request) -> Response:
        """Rewrite a draft."""
        asked = await _json(request)
        text, fills = _text(asked), asked.get("fills") or {}
        if not isinstance(fills, dict):
            raise InputError("fills are an object of names and answers")
        answered = Fills.of(fills)
        return await self._answer(request, lambda: answers.rewrite(self._rewriter, text, answered))

    async def open(self, request: Request) -> Response:
        """Read the text out of a file that was opened or dropped."""
        data = await _body(request)
        name = request.query_params.get("name", "file.txt").replace("/", "_")[-120:]
        return await self._answer(request, lambda: answers.opened(data, name))

    async def _answer(self, request: Request, work: Callable[[], answers.Record]) -> Response:
        async with self._turn:
            # Who types on has a newer question in the queue and has hung up on this one.
            if await request.is_disconnected():
                return Response(status_code=204)
            try:
                return JSONResponse(await anyio.to_thread.run_sync(work))
            except AsklintError as error:
                return _problem(str(error), 422)


def create_app(linter: Linter, rewriter: Rewriter) -> Starlette:
    """The application without its guard."""
    service = Service(linter, rewriter)
    return Starlette(
        routes=[
            Route("/api/health", _health),
            Route("/api/check", service.check, methods=["POST"]),
            Route("/api/rewrite", service.rewrite, methods=["POST"]),
            Route("/api/open", service.open, methods=["POST"]),
            Route("/{name:path}", _page),
        ],
        exception_handlers={InputError: _refused, ClientDisconnect: _gone},
    )


async def _health(_: Request) -> Response:
    return JSONResponse({"version": __version__})


async def _page(request: Request) -> Response:
    found = PAGE.get(request.path_params["name"])
    if found is None:
        return Response("There is nothing here.\n", 404, media_type="text/plain")
    name, kind = found
    return Response((files("asklint.web") / "page" / name).read_bytes(), media_type=kind)


async def _body(request: Request) -> bytes:
    """The body, up to `MOST_BYTES`.

    Raises `InputError` for a longer one, of which no more is read.
    """
    pieces, size = [], 0
    async for piece in request.stream():
        size += len(piece)
        if size > MOST_BYTES:
            raise InputError(f"This is larger than {MOST_BYTES // 2**20} MB: take the part with the message")
        pieces.append(piece)
    return b"".join(pieces)


async def _json(request: Request) -> dict[str, Any]:
    body = await _body(request)
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError):
        asked = None
    if not isinstance(asked, dict):
        raise InputError("the request is not a JSON object")
    return asked


def _text(asked: dict[str, Any]) -> str:
    text = asked.get("text")
    if not isinstance(text, str):
        raise InputError("the request has no text")
    return text


def _problem(text: str, status: int) -> Response:
    return JSONResponse({"error": text}, status)


async def _refused(_: Request, error: Exception) -> Response:
    return _problem(str(error), 413 if "larger" in str(error) else 400)


async def _gone(_: Request, __: Exception) -> Response:
    return Response(status_code=204)
