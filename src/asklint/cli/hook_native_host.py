"""`asklint hook native-host`: the program that the Thunderbird add-on starts."""

from __future__ import annotations

import click


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", metavar="[MANIFEST ADDON]", nargs=-1, type=click.UNPROCESSED)
def native_host(arguments: tuple[str, ...]) -> int:  # noqa: ARG001 - what Thunderbird says, and nobody needs
    """Answer the Thunderbird add-on, by native messaging.

    Thunderbird starts this by itself, with two arguments that are not needed; it is of no use on a terminal.
    `asklint hook install thunderbird` sets it up.
    """
    from asklint.hooks.native_host import main

    return main()
