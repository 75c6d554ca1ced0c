"""`asklint web`: serve the page for people without a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from asklint.cli.options import linter_of, resolver_of, rule_options
from asklint.cli.status import ExitStatus

if TYPE_CHECKING:
    from asklint.web.address import Address


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), help="The port to serve at  [default: that of last time]")
@click.option("--browser/--no-browser", default=True, show_default=True, help="Open the page in the browser.")
@rule_options
@click.pass_context
def web(ctx: click.Context, port: int | None, browser: bool) -> int:
    """Serve a page to check and rewrite messages in, and to score a class; for this machine only.

    Nothing leaves the machine. The address holds a secret that lets you in; a page left open goes on after a new
    start. Ctrl-C ends it.
    """
    from importlib.util import find_spec
    from pathlib import Path

    from asklint.cli.places import web_address_file
    from asklint.errors import ConfigError
    from asklint.web.address import Address, new_address, remember, remembered
    from asklint.web.server import answers, bind, serve

    if not (find_spec("starlette") and find_spec("uvicorn")):
        raise ConfigError("the page needs two packages more: pip install 'asklint[web]'")
    linter = linter_of(resolver_of(ctx).for_folder(Path.cwd()))
    file = web_address_file()
    last = remembered(file)
    if last is not None and port in (None, last.port) and answers(last):
        click.echo(f"asklint is there already: {last.url}")
        _open(last, browser=browser)
        return ExitStatus.OK
    wanted = port if port is not None else last.port if last is not None else 0
    try:
        listener = bind(wanted)
    except Exception:
        if port is not None:
            raise
        listener = bind(0)
    address = Address(listener.getsockname()[1], (last or new_address()).token)
    remember(file, address)

    def ready() -> None:
        click.echo(f"asklint is at {address.url}\nNothing leaves this machine. Ctrl-C ends it.")
        sys.stdout.flush()
        _open(address, browser=browser)

    with listener:
        serve(linter, address, listener, ready)
    return ExitStatus.OK


def _open(address: Address, *, browser: bool) -> None:
    if browser:
        import webbrowser

        webbrowser.open(address.url)
