"""Where mail goes on to, and where the proxy listens."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from asklint.errors import ConfigError

PORT = 1587
"""Where the proxy listens if nothing else is said."""


class Tls(StrEnum):
    """How the connection to the server is encrypted."""

    IMPLICIT = "implicit"
    """From the first byte, as on port 465."""
    STARTTLS = "starttls"
    """After a greeting in the clear, as on port 587; without it nothing is sent."""
    NONE = "none"
    """Not at all. Passwords then only go on to a server on this machine."""


_PORTS = {Tls.IMPLICIT: 465, Tls.STARTTLS: 587, Tls.NONE: 25}
_USUAL = {25: Tls.STARTTLS, 587: Tls.STARTTLS}
_SCHEMES = {"smtps": Tls.IMPLICIT, "submissions": Tls.IMPLICIT, "smtp": Tls.STARTTLS, "submission": Tls.STARTTLS}


@dataclass(frozen=True, slots=True)
class NextHop:
    """The server that mail goes on to."""

    host: str
    port: int
    tls: Tls
    ca_file: Path | None = None
    """Certificates to trust in place of the system's."""

    def __str__(self) -> str:
        """Host and port, as people write them."""
        return _joined(self.host, self.port)

    @property
    def is_here(self) -> bool:
        """Whether it is on this machine."""
        return _is_loopback(self.host)

    @property
    def takes_passwords(self) -> bool:
        """Whether a login may be passed on without anybody listening in."""
        return self.tls is not Tls.NONE or self.is_here


@dataclass(frozen=True, slots=True)
class Listening:
    """Addresses of this machine, and a port."""

    hosts: tuple[str, ...]
    port: int

    def __str__(self) -> str:
        """All of them, as people write them."""
        return " and ".join(_joined(host, self.port) for host in self.hosts)


def next_hop(server: str, tls: Tls | None = None, ca_file: Path | None = None) -> NextHop:
    """Read `HOST`, `HOST:PORT`, `smtps://HOST` or `smtp://HOST`. Raises `ConfigError`.

    Without `tls`, encryption goes by the scheme, else by the port (STARTTLS on 25 and 587, from the first byte on all
    others); a server on this machine is spoken to in the clear, unless the scheme is `smtps`.
    """
    scheme, separator, rest = server.strip().rpartition("://")
    if separator and scheme.lower() not in _SCHEMES:
        raise ConfigError(f"{server}: {scheme}:// is not a mail server's; write smtps://HOST or smtp://HOST")
    rest = rest.rstrip("/")
    if "@" in rest:
        raise ConfigError(f"{server}: leave out what stands before the @: your mail program logs in by itself")
    host, port = _split(rest, server)
    if not host:
        raise ConfigError(f"{server}: give the server as HOST or HOST:PORT, such as smtp.example.org:465")
    if tls is None:
        tls = _SCHEMES.get(scheme.lower())
        if _is_loopback(host) and tls is not Tls.IMPLICIT:
            tls = Tls.NONE
    if tls is None:
        tls = Tls.IMPLICIT if port is None else _USUAL.get(port, Tls.IMPLICIT)
    if ca_file is not None and not ca_file.is_file():
        raise ConfigError(f"{ca_file} does not exist; give a file of certificates")
    return NextHop(host, _PORTS[tls] if port is None else port, tls, ca_file)


def listening(where: str) -> Listening:
    """Read `PORT`, or `HOST:PORT` with an address of this machine. Raises `ConfigError`."""
    host, port = ("", _port(where, where)) if where.isdigit() else _split(where, where)
    if host in {"", "localhost"}:
        hosts: tuple[str, ...] = ("127.0.0.1", "::1")
    elif _is_loopback(host):
        hosts = (host,)
    else:
        raise ConfigError(f"--listen {where}: only addresses of this machine, such as 127.0.0.1:{port or PORT}")
    return Listening(hosts, PORT if port is None else port)


def _split(text: str, whole: str) -> tuple[str, int | None]:
    """Host and port; an IPv6 address is in brackets, or stands alone."""
    if text.startswith("["):
        host, bracket, rest = text[1:].partition("]")
        if not bracket or (rest and not rest.startswith(":")):
            raise ConfigError(f"{whole}: write [ADDRESS]:PORT")
        return host, _port(rest[1:], whole) if rest else None
    if text.count(":") > 1:
        return text, None
    host, colon, port = text.partition(":")
    if any(letter.isspace() or not letter.isprintable() or letter == "/" for letter in host):
        raise ConfigError(f"{whole}: {host!r} is not the name of a server")
    return host, _port(port, whole) if colon else None


def _port(text: str, whole: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65_535:
        raise ConfigError(f"{whole}: the port is a number up to 65535, not {text!r}")
    return int(text)


def _joined(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _is_loopback(host: str) -> bool:
    if host.lower() == "localhost" or host.lower().endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
