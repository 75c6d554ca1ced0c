"""Lets the page in and nobody else: other sites, other machines and other users are refused before anything is read.

A page on the web can make a browser send requests to this machine; it can neither know the token nor set another
`Host` or `Origin` (DNS rebinding is refused by the `Host`). Every answer carries a policy that lets the page load
nothing from elsewhere and send nothing away.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (b"cache-control", b"no-store"),
)
_NAMES = ("127.0.0.1", "localhost", "[::1]")


class Guard:
    """Wraps an application; paths below `/TOKEN/` reach it, with the token taken off."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self._app = app
        self._token = token
        self._hosts = frozenset(f"{name}:{port}" for name in _NAMES)
        self._origins = frozenset(f"http://{host}" for host in self._hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await _refuse(*refusal, send)
            return
        below = "/" + scope["path"].split("/", 2)[2]

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in message.get("headers", [])}
                extra = [(name, value) for name, value in HEADERS if name not in own]
                message = {**message, "headers": [*message.get("headers", []), *extra]}
            await send(message)

        await self._app({**scope, "path": below, "raw_path": below.encode()}, receive, with_headers)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        if headers.get(b"host") not in self._hosts:
            return 403, "This page answers on this machine only."
        origin = headers.get(b"origin")
        if origin is not None and origin not in self._origins:
            return 403, "Other pages may not use asklint."
        if headers.get(b"sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return 403, "Other pages may not use asklint."
        first, slash, _ = scope["path"][1:].partition("/")
        if not slash or not hmac.compare_digest(first.encode(), self._token.encode()):
            return 404, "There is no page here. Open the address that asklint web printed, with all of its letters."
        return None


async def _refuse(status: int, why: str, send: Send) -> None:
    body = f"{why}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": [*headers, *HEADERS]})
    await send({"type": "http.response.body", "body": body})
