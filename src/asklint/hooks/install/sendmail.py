"""The wrapper alone, for any program that calls sendmail: Alpine, aerc, scripts."""

from __future__ import annotations

import re
from pathlib import Path

from asklint.hooks.install.client import Client, Here, Plan, Problem, read, sending, wrapper_text
from asklint.hooks.install.steps import OwnFile


def wrapper(here: Here, client: str, used: str | None = None) -> OwnFile:
    """The script that a client calls in place of sendmail.

    `used` is what the client calls now. Raises `ConfigError` where there is nothing to send with.
    """
    program = sending(here, _installed(path_of(here, client)) or used)
    return OwnFile(path_of(here, client), wrapper_text(here, program), 0o755)


def _installed(path: Path) -> str | None:
    """What a wrapper that is installed sends with."""
    found = re.search(r'^ +exec (.+) "\$@"$', read(path), re.MULTILINE)
    return found[1] if found else None


def path_of(here: Here, client: str) -> Path:
    """Where the script lies."""
    return here.data / "hooks" / client / "sendmail"


def _plan(here: Here) -> Plan:
    step = wrapper(here, "sendmail")
    return Plan(
        (step,),
        (
            f"Name {step.path} wherever your mail program has a path to sendmail:",
            f"  Alpine (.pinerc):      sendmail-path={step.path} -oem -t -oi",
            f"  aerc (accounts.conf):  outgoing = {step.path}",
            f"  git:                   git config sendemail.sendmailCmd {step.path}",
        ),
    )


def problems_with(here: Here, client: str) -> list[Problem]:
    """What is wrong with a client's wrapper, where it is installed."""
    path = path_of(here, client)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        return []
    if f"python={here.python}\n" not in text and f"python='{here.python}'\n" not in text:
        return [Problem(f"{path} runs another Python than this asklint", f"asklint hook install {client}")]
    return []


CLIENT = Client(
    "sendmail",
    "a script to name wherever a program calls sendmail",
    (),
    _plan,
    lambda here: problems_with(here, "sendmail"),
)
