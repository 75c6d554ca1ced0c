"""mutt and neomutt: a question when you press y, and the wrapper behind it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from asklint.hooks.install.client import (
    Client,
    Here,
    Plan,
    Problem,
    last_setting,
    quoted,
    read,
    template,
    without_block,
)
from asklint.hooks.install.sendmail import path_of, problems_with, wrapper
from asklint.hooks.install.steps import Block, OwnFile

_OPTIONS = "-oem -oi"
"""What mutt calls sendmail with unless told otherwise."""


def _places(here: Here, client: str) -> list[Path]:
    """Where the client looks for its configuration, in its order."""
    mutt = [here.home / ".muttrc", here.home / ".mutt" / "muttrc", here.config / "mutt" / "muttrc"]
    if client == "mutt":
        return mutt
    own = [
        here.home / ".neomuttrc",
        here.home / ".neomutt" / "neomuttrc",
        here.config / "neomutt" / "neomuttrc",
        here.home / ".mutt" / "neomuttrc",
        here.config / "mutt" / "neomuttrc",
    ]
    return [*own, *mutt]


def _configuration(here: Here, client: str) -> Path:
    places = _places(here, client)
    return next((path for path in places if path.exists()), places[0])


def _owner(here: Here, client: str) -> str:
    """Whose scripts are used: mutt's, where neomutt reads mutt's configuration, so that it serves both."""
    return "mutt" if _configuration(here, client) in _places(here, "mutt") else client


def _plan(client: str, here: Here) -> Plan:
    muttrc = _configuration(here, client)
    owner = _owner(here, client)
    text = without_block(read(muttrc))
    used = last_setting(text, "sendmail")
    program, _, options = (used or "").partition(" ")
    script = wrapper(here, owner, program or None)
    folder = here.data / "hooks" / owner
    gate = OwnFile(folder / "gate", template("mutt/gate", python=quoted(here.python)), 0o755)
    rc = OwnFile(
        folder / "asklint.muttrc",
        template("mutt/asklint.muttrc", wrapper=str(script.path), options=options or _OPTIONS, gate=str(gate.path)),
    )
    block = Block(muttrc, (f'source "{rc.path}"',))
    notes = ["y checks and asks, Y sends without a check."]
    if owner != client:
        notes.append(f"neomutt reads {here.shown(muttrc)}, so mutt is wired by the same lines, or unwired.")
    if last_setting(text, "smtp_url"):
        notes.append(
            "smtp_url is set, so the mails go past sendmail: y still checks; `asklint hook install smtp-proxy` "
            "checks the mail that really leaves."
        )
    return Plan((script, gate, rc, block), tuple(notes))


def _problems(client: str, here: Here) -> Sequence[Problem]:
    muttrc = _configuration(here, client)
    found = problems_with(here, _owner(here, client))
    text = read(muttrc)
    rest = text.partition("<<< asklint")[2]
    for name in ("sendmail", "sendmail_wait"):
        if last_setting(rest, name) is not None:
            found.append(
                Problem(
                    f"{here.shown(muttrc)} sets {name} again below asklint's lines",
                    f"move that line above them, then asklint hook install {client}",
                )
            )
    if last_setting(text, "smtp_url"):
        found.append(
            Problem(
                f"{here.shown(muttrc)} sets smtp_url, so {client} goes past the wrapper; only y checks",
                "send by sendmail (msmtp, say), or use asklint hook install smtp-proxy",
            )
        )
    if not path_of(here, _owner(here, client)).exists():
        found.append(Problem("the wrapper is gone", f"asklint hook install {client}"))
    return found


CLIENTS = tuple(
    Client(name, "a question on y, and the wrapper behind it", (name,), partial(_plan, name), partial(_problems, name))
    for name in ("mutt", "neomutt")
)
