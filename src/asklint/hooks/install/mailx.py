"""s-nail and bsd-mailx: the wrapper, named in `~/.mailrc`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from asklint.errors import ConfigError
from asklint.hooks.install.client import Client, Here, Plan, Problem, last_setting, read, without_block
from asklint.hooks.install.sendmail import problems_with, wrapper
from asklint.hooks.install.steps import Block

_VARIABLES = {"s-nail": "mta", "mailx": "sendmail"}
"""What each calls its path to sendmail."""


def _configuration(here: Here) -> Path:
    return Path(here.environment.get("MAILRC") or here.home / ".mailrc")


def _plan(client: str, here: Here) -> Plan:
    mailrc, variable = _configuration(here), _VARIABLES[client]
    used = last_setting(without_block(read(mailrc)), variable)
    if used is not None and "://" in used and not used.startswith("file://"):
        raise ConfigError(
            f"{mailrc} has {client} send by SMTP ({variable}={used.partition('://')[0]}://...), past any wrapper: "
            "use asklint hook install smtp-proxy"
        )
    script = wrapper(here, client, (used or "").removeprefix("file://") or None)
    block = Block(mailrc, (f"set {variable}={script.path}",), f"# {client}")
    notes = (f"To send a mail without a check: ASKLINT=off {client} ...", "asklint hook held shows what was held.")
    return Plan((script, block), notes)


def _problems(client: str, here: Here) -> Sequence[Problem]:
    mailrc, variable = _configuration(here), _VARIABLES[client]
    found = problems_with(here, client)
    rest = read(mailrc).partition(f"# {client} <<< asklint")[2]
    if last_setting(rest, variable) is not None and f"/{client}/sendmail" not in str(last_setting(rest, variable)):
        found.append(
            Problem(
                f"{here.shown(mailrc)} sets {variable} again below asklint's lines",
                f"move that line above them, then asklint hook install {client}",
            )
        )
    return found


CLIENTS = tuple(
    Client(name, "the wrapper as its path to sendmail", programs, partial(_plan, name), partial(_problems, name))
    for name, programs in (("s-nail", ("s-nail",)), ("mailx", ("bsd-mailx",)))
)
