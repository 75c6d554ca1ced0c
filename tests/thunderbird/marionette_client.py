"""The part of Thunderbird's remote protocol (Marionette) that the tests need, over a plain socket."""

from __future__ import annotations

import json
import socket
import time
from typing import Any


class MarionetteError(Exception):
    """A command that Thunderbird refused."""


class Marionette:
    """One session, in the context of Thunderbird's own windows.

    A message is its length, a colon and JSON: `[0, number, command, parameters]` there, `[1, number, error, result]`
    back.
    """

    def __init__(self, port: int, patience: float = 60.0) -> None:
        self._socket = _connected(port, patience)
        self._socket.settimeout(60)
        self._pending = b""
        self._number = 0
        self._receive()
        self.command("WebDriver:NewSession", {})
        self.command("Marionette:SetContext", {"value": "chrome"})
        self.command("WebDriver:SetTimeouts", {"script": 30_000})

    def command(self, name: str, parameters: dict[str, Any]) -> Any:
        self._number += 1
        message = json.dumps([0, self._number, name, parameters]).encode()
        self._socket.sendall(str(len(message)).encode() + b":" + message)
        _, _, error, result = self._receive()
        if error:
            raise MarionetteError(f"{error['error']}: {error['message']}")
        return result["value"] if isinstance(result, dict) and list(result) == ["value"] else result

    def run(self, script: str, *arguments: Any) -> Any:
        """Run a function body in the current window."""
        return self._script("WebDriver:ExecuteScript", script, arguments)

    def wait_for(self, script: str, *arguments: Any) -> Any:
        """Run a function body whose last argument is a function to call with the result."""
        return self._script("WebDriver:ExecuteAsyncScript", script, arguments)

    def _script(self, command: str, script: str, arguments: tuple[Any, ...]) -> Any:
        return self.command(
            command, {"script": script, "args": list(arguments), "newSandbox": True, "sandbox": "default"}
        )

    def windows(self) -> list[str]:
        found: list[str] = self.command("WebDriver:GetWindowHandles", {})
        return found

    def switch(self, handle: str, *, focus: bool = False) -> None:
        self.command("WebDriver:SwitchToWindow", {"handle": handle, "name": handle, "focus": focus})

    def quit(self) -> None:
        # a question that is open on the screen would keep Thunderbird from answering
        self._socket.settimeout(10)
        try:
            self.command("Marionette:Quit", {"flags": ["eForceQuit"]})
        finally:
            self._socket.close()

    def _receive(self) -> Any:
        while b":" not in self._pending:
            self._more()
        length, _, self._pending = self._pending.partition(b":")
        while len(self._pending) < int(length):
            self._more()
        message, self._pending = self._pending[: int(length)], self._pending[int(length) :]
        return json.loads(message)

    def _more(self) -> None:
        received = self._socket.recv(65536)
        if not received:
            raise EOFError("Thunderbird closed the connection")
        self._pending += received


def _connected(port: int, patience: float) -> socket.socket:
    deadline = time.monotonic() + patience
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), 5)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
