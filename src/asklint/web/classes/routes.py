"""How the page asks for classes: what it may do with one, what it shows, and the files that are made of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from pathlib import PurePosixPath
from typing import TypeVar
from urllib.parse import quote

import anyio
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from asklint.errors import AsklintError, InputError
from asklint.grading.feedback import feedback_policy
from asklint.grading.report import report_policy
from asklint.web.bodies import TooLargeError, body, file_name, json_object, problem
from asklint.web.classes.held import Classes, GoneError, HeldClass, NotYetError, Role
from asklint.web.classes.results import NamedFile, Results
from asklint.web.classes.wording import in_words_of_the_page

MOST_CLASS_BYTES = 64 * 1024 * 1024
"""Of a class file: it is kept in memory."""
MOST_FILE_BYTES = 16 * 1024 * 1024
"""Of a file that goes with a class."""
_ALONE = "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

_STATUS: dict[type[AsklintError], int] = {GoneError: 404, NotYetError: 409, TooLargeError: 413}

Made = TypeVar("Made")
Answer = Callable[["ClassRoutes", Request], Awaitable[Response]]


def _answering(answer: Answer) -> Answer:
    """Errors as answers of one line."""

    @wraps(answer)
    async def answered(self: ClassRoutes, request: Request) -> Response:
        try:
            return await answer(self, request)
        except AsklintError as error:
            return problem(in_words_of_the_page(str(error)), _STATUS.get(type(error), 422))

    return answered


class ClassRoutes:
    """Answers for the classes held."""

    def __init__(self, classes: Classes) -> None:
        self._classes = classes

    def routes(self) -> list[Route]:
        """All paths of the trainer's side."""
        one = "/api/classes/{id}"
        return [
            Route("/api/classes", self.list, methods=["GET"]),
            Route("/api/classes", self.take, methods=["POST"]),
            Route(one, self.state, methods=["GET"]),
            Route(one, self.forget, methods=["DELETE"]),
            Route(f"{one}/columns", self.columns, methods=["PUT"]),
            Route(f"{one}/options", self.options, methods=["PUT"]),
            Route(f"{one}/files", self.add, methods=["POST"]),
            Route(f"{one}/files/{{role}}", self.add, methods=["PUT"]),
            Route(f"{one}/files/{{role}}", self.leave_out, methods=["DELETE"]),
            Route(f"{one}/start", self.start, methods=["POST"]),
            Route(f"{one}/results", self.results, methods=["GET"]),
            Route(f"{one}/feedback/{{number:int}}", self.read, methods=["GET"]),
            Route("/class/{id}/report.html", self.report, methods=["GET"]),
            Route("/class/{id}/anonymous.html", self.report, methods=["GET"]),
            Route("/class/{id}/feedback/{number:int}.html", self.feedback, methods=["GET"]),
            Route("/class/{id}/scores.csv", self.scores, methods=["GET"]),
            Route("/class/{id}/feedback.zip", self.archive, methods=["GET"]),
            Route("/class/{id}/gradebook.csv", self.gradebook, methods=["GET"]),
        ]

    # --- one class ----------------------------------------------------------------------------------------

    @_answering
    async def list(self, _: Request) -> Response:
        """The classes held."""
        return JSONResponse({"classes": self._classes.briefs()})

    @_answering
    async def take(self, request: Request) -> Response:
        """Begin with a class file."""
        self._classes.refuse_more()
        name = file_name(request, "class.csv")
        data = await body(request, MOST_CLASS_BYTES, "split it, or use asklint batch, which takes any size")
        return JSONResponse(self._classes.take(name, data).state(), 201)

    @_answering
    async def state(self, request: Request) -> Response:
        """How far a class is."""
        return JSONResponse(self._held(request).state())

    @_answering
    async def forget(self, request: Request) -> Response:
        """Cancel and let go of everything."""
        await anyio.to_thread.run_sync(self._classes.forget, request.path_params["id"])
        return JSONResponse({})

    @_answering
    async def columns(self, request: Request) -> Response:
        """Take other columns."""
        asked, held = await json_object(request), self._held(request)
        if not all(isinstance(name, str) for name in asked.values()):
            raise InputError("columns are named by texts")
        held.choose_columns(asked)
        return JSONResponse(held.state())

    @_answering
    async def options(self, request: Request) -> Response:
        """Change points, title, contact and the gradebook's column."""
        held, values = self._held(request), await json_object(request)
        return await self._changed(held, lambda: held.set_options(values))

    @_answering
    async def add(self, request: Request) -> Response:
        """Take a further file, for the role in the path or for the one that its content tells."""
        held = self._held(request)
        role = self._role(request) if "role" in request.path_params else None
        name = file_name(request, "file.csv")
        data = await body(request, MOST_FILE_BYTES, "this is no gradebook, table of points or rubric")
        return await self._changed(held, lambda: held.add(role, NamedFile(name, data)))

    @_answering
    async def leave_out(self, request: Request) -> Response:
        """Do without a further file."""
        held, role = self._held(request), self._role(request)
        return await self._changed(held, lambda: held.leave_out(role))

    @_answering
    async def start(self, request: Request) -> Response:
        """Score the class."""
        held = self._held(request)
        held.start()
        return JSONResponse(held.state())

    @_answering
    async def results(self, request: Request) -> Response:
        """What the page shows of a scored class."""
        return JSONResponse(await self._make(request, lambda results: results.summary))

    @_answering
    async def read(self, request: Request) -> Response:
        """One learner's feedback and text."""
        found = await self._make(request, lambda results: results.read(request.path_params["number"]))
        return problem("There is no such submission", 404) if found is None else JSONResponse(found)

    # --- what is opened in a tab or downloaded ------------------------------------------------------------

    @_answering
    async def report(self, request: Request) -> Response:
        """The class report, with names or without; with `?download`, to be kept beside the unpacked feedback."""
        anonymous = request.url.path.endswith("anonymous.html")
        download = "download" in request.query_params
        links = "" if anonymous else "feedback/{stem}.html" if download else "feedback/{number}.html"
        page = await self._make(request, lambda results: results.report(anonymous=anonymous, links=links))
        headers = {"Content-Security-Policy": report_policy() + _ALONE}
        if download:
            headers |= self._attached(request, "report-without-names.html" if anonymous else "report.html")
        return _html(page, headers)

    @_answering
    async def feedback(self, request: Request) -> Response:
        """One learner's feedback as a page; no name goes into the browser's history."""
        found = await self._make(request, lambda results: results.feedback(request.path_params["number"]))
        if found is None:
            return problem("There is no such submission", 404)
        return _html(found[1].html("Feedback"), {"Content-Security-Policy": feedback_policy() + _ALONE})

    @_answering
    async def scores(self, request: Request) -> Response:
        """A table with a row for each message."""
        table = await self._make(request, lambda results: results.scores())
        return Response(table, media_type="text/csv; charset=utf-8", headers=self._attached(request, "scores.csv"))

    @_answering
    async def archive(self, request: Request) -> Response:
        """The feedback of all learners in a zip."""
        archive = await self._make(request, lambda results: results.feedback_archive())
        return Response(archive, media_type="application/zip", headers=self._attached(request, "feedback.zip"))

    @_answering
    async def gradebook(self, request: Request) -> Response:
        """The gradebook with its grades."""
        filled = await self._make(request, lambda results: results.filled())
        name = self._held(request).state()["files"][Role.GRADEBOOK.value] or "gradebook.csv"
        path = PurePosixPath(name)
        headers = _disposition(f"{path.stem}-filled{path.suffix}")
        return Response(filled, media_type="text/csv", headers=headers)

    # --- within -------------------------------------------------------------------------------------------

    def _held(self, request: Request) -> HeldClass:
        return self._classes.get(request.path_params["id"])

    def _role(self, request: Request) -> Role:
        try:
            return Role(request.path_params["role"])
        except ValueError:
            raise InputError("A further file is a gradebook, a rubric or overrides") from None

    async def _make(self, request: Request, part: Callable[[Results], Made]) -> Made:
        """A part of the results; made beside the server, which answers others meanwhile."""
        held = self._held(request)
        return await anyio.to_thread.run_sync(lambda: part(held.results()))

    async def _changed(self, held: HeldClass, change: Callable[[], None]) -> Response:
        await anyio.to_thread.run_sync(change)
        return JSONResponse(held.state())

    def _attached(self, request: Request, what: str) -> dict[str, str]:
        stem = PurePosixPath(self._held(request).state()["name"]).stem
        return _disposition(f"{stem}-{what}")


def _disposition(name: str) -> dict[str, str]:
    plain = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-_.") else "_" for letter in name)
    return {"Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"}


def _html(page: str, headers: dict[str, str]) -> Response:
    return Response(page.encode("utf-8", "replace"), media_type="text/html; charset=utf-8", headers=headers)
