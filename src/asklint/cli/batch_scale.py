"""How `asklint batch` goes at large inputs: the processes, going on after a break, and how far it is."""

from __future__ import annotations

import functools
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from asklint.cli.sections import option

if TYPE_CHECKING:
    from asklint.batch.checkpoint import Journal
    from asklint.batch.progress import Progress
    from asklint.batch.rows import Row
    from asklint.batch.scores import Extra, Record
    from asklint.settings import Settings

_option = functools.partial(option, section="Scale")
_DRAW_EVERY = 0.2


def scale_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of scale; the command gets them as `scale`."""

    @functools.wraps(command)
    def with_scale(*args: Any, jobs: int, engine: str, scheduler: str | None, anew: bool, **options: Any) -> Any:
        if scheduler is not None and engine != "dask":
            raise click.UsageError("--scheduler needs --engine dask", click.get_current_context())
        return command(*args, scale=Scale(jobs, engine, scheduler, anew), **options)

    for add in (
        _option("--anew", is_flag=True, help="Score every message, also those that a broken-off run had done."),
        _option("--scheduler", metavar="ADDRESS", help="A running Dask scheduler, such as tcp://10.0.0.5:8786."),
        _option(
            "--engine",
            type=click.Choice(["local", "dask"]),
            default="local",
            show_default=True,
            help="What runs the processes: this machine, or a Dask cluster.",
        ),
        _option(
            "--jobs",
            type=click.IntRange(min=0),
            default=1,
            show_default=True,
            help="Processes; 0 is one for each processor.",
        ),
    ):
        with_scale = add(with_scale)
    return with_scale


@dataclass(frozen=True, slots=True)
class Scale:
    """What the options say."""

    jobs: int
    engine: str
    scheduler: str | None
    anew: bool

    @contextmanager
    def scoring(self, source: Path, out: Path, settings: Settings, extra: Extra | None = None) -> Iterator[Scoring]:
        """Everything that scoring `source` into `out` needs, while it lasts; it goes on where it was broken off."""
        from asklint import __version__
        from asklint.batch.checkpoint import digest_of, open_journal
        from asklint.batch.progress import Progress
        from asklint.batch.sources import Given
        from asklint.versions import model_version

        key = digest_of(__version__, model_version(), settings, getattr(extra, "__qualname__", extra))
        with open_journal(out, key, anew=self.anew) as journal:
            scoring = Scoring(self, settings, extra, journal, Progress(Given(str(source)).size))
            try:
                yield scoring
            except BaseException:
                scoring.clear()
                if not journal.is_empty:
                    click.echo("What is scored is kept: start the same command again and it goes on.", err=True)
                raise


class Scoring:
    """One run; call it with the rows."""

    def __init__(
        self, scale: Scale, settings: Settings, extra: Extra | None, journal: Journal, progress: Progress
    ) -> None:
        self._scale, self._settings, self._extra, self._journal = scale, settings, extra, journal
        self.progress = progress
        """Give its `on_bytes` to who reads the rows."""
        self._shown = sys.stderr.isatty()
        self._next_drawing = 0.0

    def __call__(self, rows: Iterable[Row]) -> Iterator[Record]:
        """The records, in order; on a terminal it is shown how far they are."""
        from asklint.batch.engines import Engine, EngineKind
        from asklint.batch.scores import score_rows

        engine = Engine(EngineKind(self._scale.engine), self._scale.jobs, self._scale.scheduler)
        told = False
        for record in score_rows(
            rows, self._settings, engine=engine, journal=self._journal, extra=self._extra, progress=self.progress
        ):
            if self.progress.known and self.progress.messages > self.progress.known and not told:
                told = True
                self._tell_known()
            yield record
            self._draw()
        if self.progress.known and not told:
            self._tell_known()
        self.clear()

    def _tell_known(self) -> None:
        self.clear()
        click.echo(f"{_messages(self.progress.known)} scored before, the others now.", err=True)

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)

    def _draw(self) -> None:
        if self._shown and time.monotonic() >= self._next_drawing:
            self._next_drawing = time.monotonic() + _DRAW_EVERY
            click.echo(f"\r{line(self.progress)}\x1b[K", nl=False, err=True)


def line(progress: Progress) -> str:
    """How far it is, in a line: `Scoring  41 %, 1,230 messages, 118 a second, about 12 s left`."""
    share, rate, left = progress.share, progress.rate, progress.seconds_left
    parts = ["Scoring" if share is None else f"Scoring {share:4.0%}".replace("%", " %"), _messages(progress.messages)]
    if rate is not None:
        parts.append(f"{rate:,.0f} a second" if rate >= 10 else f"{rate:.1f} a second")
    if left is not None:
        parts.append(f"about {_duration(left)} left")
    return ", ".join(parts)


def _messages(count: int) -> str:
    return "1 message" if count == 1 else f"{count:,} messages"


def _duration(seconds: float) -> str:
    whole = round(seconds)
    if whole < 90:
        return f"{whole} s"
    if whole < 90 * 60:
        return f"{round(whole / 60)} min"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
