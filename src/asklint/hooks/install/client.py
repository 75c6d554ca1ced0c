"""What is known of a mail client: whether it is here, how it is wired, what may be wrong with it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from asklint.errors import ConfigError
from asklint.hooks.install.steps import Step


@dataclass(frozen=True, slots=True)
class Here:
    """The surroundings in which a client is wired; handed in, so that nothing here reads the environment."""

    home: Path
    data: Path
    """asklint's folder for what it keeps."""
    config: Path
    """Where programs keep their configuration: usually `~/.config`."""
    folder: Path
    """The working directory; git is wired for the repository that it is in."""
    environment: Mapping[str, str] = field(default_factory=dict)
    program: str | None = None
    """What the user wants mails sent with; None for what the client uses now."""

    @property
    def python(self) -> str:
        """The interpreter that runs asklint."""
        return sys.executable

    def shown(self, path: Path) -> str:
        """A path as people write it."""
        try:
            return f"~/{path.relative_to(self.home)}"
        except ValueError:
            return str(path)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that keeps a hook from working, and how to mend it."""

    what: str
    mend: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What wiring a client takes."""

    steps: tuple[Step, ...]
    notes: tuple[str, ...] = ()
    """What the user should know or do besides, a sentence each."""


@dataclass(frozen=True, slots=True)
class Client:
    """A mail client that can be wired."""

    name: str
    about: str
    """What is checked, in a few words."""
    programs: tuple[str, ...]
    """Commands by which it is known to be here; empty for what needs none."""
    plan: Callable[[Here], Plan]
    """Raises `ConfigError` where it cannot be wired."""
    problems: Callable[[Here], Sequence[Problem]] = lambda _: ()
    """What may be wrong once it is wired."""

    def is_here(self) -> bool:
        """Whether one of its programs is installed."""
        return not self.programs or any(shutil.which(program) for program in self.programs)


def integrations() -> Path:
    """Where the files for mail clients are: inside the installed package, or beside `src` in a checkout."""
    package = Path(__file__).resolve().parents[2]
    packaged = package / "integrations"
    return packaged if packaged.is_dir() else package.parent.parent / "integrations"


def template(name: str, **values: str) -> str:
    """A file of `integrations` with each `@NAME@` filled in."""
    text = (integrations() / name).read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"@{key.upper()}@", value)
    return text


def output_of(*command: str, cwd: Path | None = None) -> str:
    """What a program prints, stripped; empty where it fails or is not there."""
    try:
        done = subprocess.run(  # noqa: S603 - programs of the user's, with arguments of ours
            command, capture_output=True, text=True, errors="replace", timeout=10, check=False, cwd=cwd
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def last_setting(text: str, name: str) -> str | None:
    """The value that the last `set NAME=VALUE` of a mutt- or mailx-like file gives, without its quotation marks."""
    found = re.findall(rf"""^[ \t]*set[ \t]+{name}[ \t]*=[ \t]*("[^"\n]*"|'[^'\n]*'|[^\s#]+)""", text, re.MULTILINE)
    return found[-1].strip("\"'") if found else None


def read(path: Path) -> str:
    """A file of the user's as text; empty where there is none."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def without_block(text: str) -> str:
    """A configuration file without the lines that asklint put there."""
    return re.sub(r"^\S+ >>> asklint:.*?^\S+ <<< asklint\n?", "", text, flags=re.MULTILINE | re.DOTALL)


def quoted(text: str) -> str:
    """A word for a shell."""
    return shlex.quote(text)


def sending(here: Here, used: str | None = None) -> str:
    """The command that really sends: what the user names, else what the client uses, else the system's.

    Raises `ConfigError` where there is none.
    """
    from asklint.hooks.programs import NotFoundError, sending_program

    try:
        return shlex.join(sending_program(here.program, used))
    except NotFoundError as error:
        raise ConfigError(f"{error}; or give --program") from None


def wrapper_text(here: Here, program: str) -> str:
    """The script that stands in for sendmail."""
    return template("sendmail/sendmail", python=quoted(here.python), program=program, command=quoted(program))


def environment_here(program: str | None = None) -> Here:
    """The surroundings of this process. Raises `ConfigError` for a user without a home."""
    from asklint.cli.places import data_folder

    data = data_folder()
    if data is None:
        raise ConfigError("you have no home folder, so there is nothing to wire: set HOME")
    config = os.environ.get("XDG_CONFIG_HOME", "")
    return Here(
        home=Path.home(),
        data=data,
        config=Path(config) if os.path.isabs(config) else Path.home() / ".config",  # noqa: PTH117 - of a string
        folder=Path.cwd(),
        environment=dict(os.environ),
        program=program,
    )
