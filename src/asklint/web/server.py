"""Running the page's server on the loopback address, until it is stopped."""

from __future__ import annotations

import contextlib
import socket
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

from asklint.errors import InputError
from asklint.web.address import Address

if TYPE_CHECKING:
    from collections.abc import Callable

    from asklint.linter import Linter


def bind(port: int) -> socket.socket:
    """A socket on the loopback address; 0 takes any free port.

    Raises `InputError` where the port is taken.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    with contextlib.suppress(OSError):
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except (OSError, OverflowError) as error:
        listener.close()
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise InputError(f"port {port} cannot be had ({reason}): leave --port out, or give another one") from None
    return listener


def answers(address: Address) -> bool:
    """Whether a page is served at this address already."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{address.url}api/health", timeout=2) as response:
            return bool(response.status == 200)
    except (OSError, urllib.error.URLError, ValueError):
        return False


def serve(linter: Linter, address: Address, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Serve until interrupted; `ready` is called once the models are loaded."""
    import uvicorn

    from asklint.rewriting.rewriter import Rewriter
    from asklint.web.app import create_app
    from asklint.web.guard import Guard

    linter.load()
    rewriter = Rewriter(linter)
    # The first message costs more than any later one.
    linter.lint("Hi Ana, could you call me on Monday?")
    app = Guard(create_app(linter, rewriter), address.token, address.port)
    config = uvicorn.Config(
        app,
        log_level="critical",
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=2,
    )
    ready()
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])
