"""`asklint hook smtp-proxy`: check mails of any mail client on their way to the mail server."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from asklint.cli.status import ExitStatus
from asklint.errors import ConfigError

if TYPE_CHECKING:
    from asklint.hooks.smtp_proxy.address import Listening, NextHop


@click.command()
@click.argument("server", metavar="SERVER")
@click.option(
    "--listen",
    metavar="PORT",
    default="1587",
    show_default=True,
    help="Where mail clients connect; only on this machine.",
)
@click.option(
    "--tls",
    type=click.Choice(["implicit", "starttls", "none"]),
    help="Encryption to SERVER; else by its port: starttls on 25 and 587, implicit on others.",
)
@click.option(
    "--ca-file",
    type=click.Path(path_type=Path),
    help="Certificates to trust in place of the system's.",
)
@click.option("--profile", metavar="NAME", help="The profile to judge with.")
@click.option(
    "--time-limit",
    metavar="SECONDS",
    type=click.FloatRange(0.1, 60),
    help="How long a check may take; else hook-time-limit.  [default: 3]",
)
def smtp_proxy(
    server: str,
    listen: str,
    tls: str | None,
    ca_file: Path | None,
    profile: str | None,
    time_limit: float | None,
) -> int:
    """Check mails of any mail client on their way to SERVER, your provider's mail server.

    \b
    asklint hook smtp-proxy smtp.example.org
    asklint hook smtp-proxy smtp.example.org:587

    In the mail client, set the outgoing server to 127.0.0.1, port 1587, without encryption (it stays on this
    machine; from here to SERVER everything is encrypted, and its certificate is checked). User name and password
    stay as they are: they are passed on and not kept. A vague ask is refused with the reasons; the same mail sent
    once more within ten minutes leaves. Runs until it is interrupted.
    """  # noqa: D301 - \b keeps click from joining lines
    from asklint.hooks.smtp_proxy.address import Tls, listening, next_hop
    from asklint.settings import Profile

    if profile is not None and profile not in set(Profile):
        raise ConfigError(f"there is no profile {profile!r}: choose from {', '.join(Profile)}")
    hop = next_hop(server, Tls(tls) if tls else None, ca_file.absolute() if ca_file else None)
    where = listening(listen)
    try:
        import aiosmtpd.smtp  # noqa: F401
    except ImportError:
        raise ConfigError("the proxy needs aiosmtpd; install it with: pip install 'asklint[proxy]'") from None
    with suppress(OSError, RuntimeError):
        # Mails have nothing to do with the folder in which the proxy happens to be started.
        os.chdir(Path.home())
    asyncio.run(_serve(hop, where, profile, time_limit))
    return ExitStatus.OK


async def _serve(hop: NextHop, where: Listening, profile: str | None, time_limit: float | None) -> None:
    from asklint.cli.places import held_folder, passed_folder, trouble_file
    from asklint.hooks.smtp_proxy.gate import Folders, Gate
    from asklint.hooks.smtp_proxy.server import Proxy

    folders = Folders(held_folder(), passed_folder(), trouble_file())
    proxy = Proxy(hop, Gate(_log, folders, profile=profile, time_limit=time_limit), _log)
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)
    with suppress(NotImplementedError):  # Windows: asyncio.run ends on Ctrl-C by itself
        for number in signals:
            loop.add_signal_handler(number, ended.set)
    listens = await proxy.start(where)
    _log(f"listening on {listens}; mails go on to {hop} ({_encryption(hop)})")
    await ended.wait()
    _log("ending; mails on their way are finished first")
    for number in signals:  # who asks twice does not want to wait
        loop.remove_signal_handler(number)
    await proxy.stop()


def _encryption(hop: NextHop) -> str:
    if hop.tls != "none":
        return "encrypted"
    return "on this machine" if hop.is_here else "NOT encrypted, so logging in is not offered"


def _log(line: str) -> None:
    """A line on standard error, where systemd's journal or the terminal takes it; a closed one is no error."""
    try:
        click.echo(f"asklint: {line}", err=True)
    except OSError:
        return
