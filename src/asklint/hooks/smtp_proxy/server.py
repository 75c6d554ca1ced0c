"""The proxy as a whole: it listens on this machine only, and ends without losing a mail."""

from __future__ import annotations

import asyncio
import errno
import logging
from collections.abc import Callable
from contextlib import suppress

from asklint.errors import ConfigError
from asklint.hooks.smtp_proxy.address import Listening, NextHop
from asklint.hooks.smtp_proxy.gate import Gate
from asklint.hooks.smtp_proxy.next_hop import Patience
from asklint.hooks.smtp_proxy.session import Session

STOP_SECONDS = 30.0
"""How long mails that are on their way may take when the proxy is to end."""
_NO_SUCH_ADDRESS = frozenset({errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT})


class Proxy:
    """Mail clients connect here; mails go on to `hop`. `log` gets lines for people, never a word of a mail."""

    def __init__(self, hop: NextHop, gate: Gate, log: Callable[[str], None], patience: Patience | None = None) -> None:
        self.hop = hop
        self.gate = gate
        self.log = log
        self.patience = patience or Patience()
        self.sessions: set[Session] = set()
        self.is_stopping = False
        self._servers: list[asyncio.Server] = []
        # aiosmtpd logs each line it reads, and with it mails and passwords, wherever somebody set up logging.
        logging.getLogger("mail.log").disabled = True

    async def start(self, where: Listening) -> Listening:
        """Listen, and say where: port 0 becomes one that is free. Raises `ConfigError`."""
        hosts: list[str] = []
        port = where.port
        loop = asyncio.get_running_loop()
        for host in where.hosts:
            try:
                server = await loop.create_server(lambda: Session(self), host, port)
            except OSError as error:
                if error.errno in _NO_SUCH_ADDRESS and hosts:
                    continue  # a machine without IPv6
                await self._unlisten()
                reason = (error.strerror or str(error)).lower()
                if error.errno == errno.EADDRINUSE:
                    reason = "another program listens there; end it, or choose another port with --listen"
                raise ConfigError(f"cannot listen on {Listening((host,), port)}: {reason}") from None
            self._servers.append(server)
            hosts.append(host)
            port = server.sockets[0].getsockname()[1]
        if self.hop.is_here and self.hop.port == port:
            await self._unlisten()
            raise ConfigError(f"{self.hop} is the proxy itself; give the server that mail goes on to")
        return Listening(tuple(hosts), port)

    async def _unlisten(self) -> None:
        for server in self._servers:
            server.close()
        self._servers.clear()

    async def stop(self, seconds: float = STOP_SECONDS) -> None:
        """Take no more clients; let mails that are on their way get there, for so many seconds."""
        self.is_stopping = True
        await self._unlisten()
        for session in tuple(self.sessions):
            if not session.is_busy:
                session.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self.sessions:
                    await asyncio.sleep(0.02)
        for session in tuple(self.sessions):
            session.close()
        self.gate.close()
