"""`asklint hook sendmail --help`; the command itself is started without click."""

from __future__ import annotations

import click


@click.command(
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "allow_interspersed_args": False}
)
@click.option("--program", metavar="COMMAND", help="What really sends; else hook-sendmail, else the system's sendmail.")
@click.option("--profile", metavar="NAME", help="The profile to judge with.")
@click.option("--time-limit", metavar="SECONDS", help="How long a check may take.  [default: 3]")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def sendmail(program: str | None, profile: str | None, time_limit: str | None, arguments: tuple[str, ...]) -> int:
    """Check the mail on standard input, then hand it to the real sendmail with ARGUMENTS.

    \b
    set sendmail = "asklint hook sendmail --program msmtp --"

    The same bytes and arguments go on. A held mail ends with status 65 and leaves a copy (`asklint hook held`).
    ASKLINT=off in the environment or a header `X-Asklint: off`, which is taken out, sends without a check; so
    does sending the same mail once more within ten minutes.
    """  # noqa: D301 - \b keeps click from joining lines
    from asklint.hooks.sendmail import main

    named = {"--program": program, "--profile": profile, "--time-limit": time_limit}
    own = [word for name, value in named.items() if value is not None for word in (name, value)]
    return main([*own, *(["--"] if own else []), *arguments])
