"""The clients that can be wired, by name."""

from __future__ import annotations

from importlib import import_module

from asklint.hooks.install.client import Client

_MODULES = ("sendmail", "git", "mutt", "mailx", "editors", "thunderbird", "smtp_proxy")


def clients() -> dict[str, Client]:
    """All of them, in the order in which they are listed."""
    found: dict[str, Client] = {}
    for name in _MODULES:
        module = import_module(f"asklint.hooks.install.{name}")
        for value in vars(module).values():
            for client in value if isinstance(value, tuple) else (value,):
                if isinstance(client, Client):
                    found[client.name] = client
    return found
