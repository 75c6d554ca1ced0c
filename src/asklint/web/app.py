"""The routes of the page: the page itself, and what it asks of asklint."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
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
from asklint.web.bodies import TooLargeError, body, file_name, json_object, problem
from asklint.web.classes.held import Classes
from asklint.web.classes.routes import ClassRoutes

if TYPE_CHECKING:
    from collections.abc import Callable

    from asklint.linter import Linter
    from asklint.rewriting.rewriter import Rewriter

_SCRIPTS = (
    *("main.js", "server.js", "dom.js", "notices.js"),
    *("message.js", "editor.js", "findings.js", "rewriting.js", "drafts.js"),
    *("classroom.js", "learners.js"),
)
PAGE = {
    "": ("web/page/index.html", "text/html; charset=utf-8"),
    "palette.css": ("formats/palette.css", "text/css; charset=utf-8"),
    "style.css": ("web/page/style.css", "text/css; charset=utf-8"),
    "class.css": ("web/page/class.css", "text/css; charset=utf-8"),
    "icon.svg": ("web/page/icon.svg", "image/svg+xml"),
    **{name: (f"web/page/{name}", "text/javascript; charset=utf-8") for name in _SCRIPTS},
}
"""Path to file, within the package, and type."""


class Service:
    """Answers one request at a time with the linter's models."""

    def __init__(self, linter: Linter, rewriter: Rewriter) -> None:
        self._linter = linter
        self._rewriter = rewriter
        self._turn = anyio.CapacityLimiter(1)

    async def check(self, request: Request) -> Response:
        """Judge a draft."""
        text = _text(await json_object(request))
        return await self._answer(request, lambda: answers.check(self._linter, text))

    async def rewrite(self, request: Request) -> Response:
        """Rewrite a draft."""
        asked = await json_object(request)
        text, fills = _text(asked), asked.get("fills") or {}
        if not isinstance(fills, dict):
            raise InputError("fills are an object of names and answers")
        answered = Fills.of(fills)
        return await self._answer(request, lambda: answers.rewrite(self._rewriter, text, answered))

    async def open(self, request: Request) -> Response:
        """Read the text out of a file that was opened or dropped."""
        data, name = await body(request), file_name(request, "file.txt")
        return await self._answer(request, lambda: answers.opened(data, name))

    async def _answer(self, request: Request, work: Callable[[], answers.Record]) -> Response:
        async with self._turn:
            # Who types on has a newer question in the queue and has hung up on this one.
            if await request.is_disconnected():
                return Response(status_code=204)
            try:
                return JSONResponse(await anyio.to_thread.run_sync(work))
            except AsklintError as error:
                return problem(str(error), 422)


def create_app(linter: Linter, rewriter: Rewriter) -> Starlette:
    """The application without its guard."""
    service, classes = Service(linter, rewriter), Classes(linter.settings)

    @asynccontextmanager
    async def forgetting(_: Starlette) -> AsyncIterator[None]:
        try:
            yield
        finally:
            await anyio.to_thread.run_sync(classes.forget_all)

    return Starlette(
        lifespan=forgetting,
        routes=[
            Route("/api/health", _health),
            Route("/api/check", service.check, methods=["POST"]),
            Route("/api/rewrite", service.rewrite, methods=["POST"]),
            Route("/api/open", service.open, methods=["POST"]),
            *ClassRoutes(classes).routes(),
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
    file, kind = found
    return Response(files("asklint").joinpath(file).read_bytes(), media_type=kind)


def _text(asked: dict[str, Any]) -> str:
    text = asked.get("text")
    if not isinstance(text, str):
        raise InputError("the request has no text")
    return text


async def _refused(_: Request, error: Exception) -> Response:
    return problem(str(error), 413 if isinstance(error, TooLargeError) else 400)


async def _gone(_: Request, __: Exception) -> Response:
    return Response(status_code=204)
