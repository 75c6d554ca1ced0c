"""The SMTP proxy as a service of the user's own, for any mail client."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from asklint.errors import ConfigError
from asklint.hooks.install.client import Client, Here, Plan, Problem, read
from asklint.hooks.install.steps import OwnFile
from asklint.hooks.smtp_proxy.address import Listening, NextHop, Tls, listening, next_hop

_SERVICE = "asklint-smtp-proxy"
_UNIT = """\
# asklint: `asklint hook uninstall smtp-proxy` takes this file away
[Unit]
Description=asklint checks mails on their way to {hop}

[Service]
Type=exec
ExecStart={command}
Restart=on-failure
RestartSec=5
NoNewPrivileges=yes

[Install]
WantedBy=default.target
"""


def path_of(here: Here) -> Path:
    """Where the service is described."""
    return here.config / "systemd" / "user" / f"{_SERVICE}.service"


def _arguments(here: Here) -> list[str]:
    """The server, and options of `asklint hook smtp-proxy`: as the user says, else as installed.

    Raises `ConfigError`.
    """
    if here.program:
        return shlex.split(here.program)
    found = re.search(r"^ExecStart=.* smtp-proxy (.+)$", read(path_of(here)), re.MULTILINE)
    if found is None:
        raise ConfigError(
            "say which mail server your mail goes to: asklint hook install smtp-proxy --program smtp.example.org:587"
        )
    return [word.replace("%%", "%").replace("$$", "$") for word in shlex.split(found[1])]


def _understood(arguments: Sequence[str]) -> tuple[Listening, NextHop]:
    """Where the proxy would listen, and what it would pass mail on to. Raises `ConfigError`."""
    import click

    from asklint.cli.hook_smtp_proxy import smtp_proxy

    try:
        given = smtp_proxy.make_context("smtp-proxy", list(arguments)).params
    except click.ClickException as error:
        raise ConfigError(f"the proxy would not start so: {' '.join(error.format_message().split())}") from None
    except click.exceptions.Exit:
        raise ConfigError("--program takes the server, such as smtp.example.org:587") from None
    ca_file = given["ca_file"]
    if ca_file is not None and not ca_file.is_absolute():
        raise ConfigError(f"--ca-file {ca_file}: a service needs the whole path")
    return listening(given["listen"]), next_hop(given["server"], given["tls"] and Tls(given["tls"]), ca_file)


def _plan(here: Here) -> Plan:
    arguments = _arguments(here)
    where, hop = _understood(arguments)
    words = [here.python, "-P", "-m", "asklint", "hook", "smtp-proxy", *arguments]
    unit = _UNIT.format(hop=str(hop).replace("%", "%%"), command=" ".join(map(_word, words)))
    return Plan(
        (OwnFile(path_of(here), unit),),
        (
            "Start it, now and whenever you log in:",
            f"  systemctl --user daemon-reload && systemctl --user enable --now {_SERVICE}",
            f"Then set your mail client's outgoing server to {where.hosts[0]}, port {where.port}, without encryption;",
            "your user name and password stay as they are. From here to the server everything is encrypted.",
            f"Before you uninstall it: systemctl --user disable --now {_SERVICE}",
        ),
    )


def _word(word: str) -> str:
    """A word of a command as systemd reads it."""
    word = word.replace("%", "%%").replace("$", "$$")
    if re.fullmatch(r"[\w@%+=:,./$\[\]-]+", word):
        return word
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _problems(here: Here) -> list[Problem]:
    if find_spec("aiosmtpd") is None:
        return [Problem("aiosmtpd is missing, which the proxy needs", "pip install 'asklint[proxy]'")]
    from asklint.hooks.smtp_proxy.probe import greeting

    try:
        where, hop = _understood(_arguments(here))
    except ConfigError:
        return []  # told by the plan
    try:
        said = greeting(where)
    except OSError:
        return [Problem(f"no proxy answers on {where}", f"systemctl --user enable --now {_SERVICE}")]
    if said.startswith("220 ") and said.endswith(" asklint"):
        return []
    if said.startswith("220"):
        return [Problem(f"another program answers on {where}", "end it, or install the proxy with another --listen")]
    return [Problem(f"no mail gets through to {hop}: {said}", "look at the name, the port and the network")]


CLIENT = Client(
    "smtp-proxy",
    "any mail client, on the way to its mail server",
    (),
    _plan,
    _problems,
)
