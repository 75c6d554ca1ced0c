"""git send-email: its hook sendemail-validate, in the repository of the working directory."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from asklint.errors import ConfigError
from asklint.hooks.install.client import Client, Here, Plan, Problem, output_of, quoted, template
from asklint.hooks.install.sendmail import path_of
from asklint.hooks.install.steps import KEPT, OwnFile

_HOOK = "sendemail-validate"
_SEES_EDITS = (2, 43)
"""The version from which git runs the hook after the editor, so that it sees what was typed there."""


def version() -> tuple[int, int] | None:
    """Git's version, or None where there is none."""
    found = re.search(r"(\d+)\.(\d+)", output_of("git", "--version"))
    return (int(found[1]), int(found[2])) if found else None


def _hooks_folder(here: Here) -> Path:
    """Where the repository's hooks lie. Raises `ConfigError` outside one."""
    named = output_of("git", "rev-parse", "--git-path", "hooks", cwd=here.folder)
    if not named:
        raise ConfigError(f"{here.folder} is in no git repository: go into the one that you send patches from")
    return here.folder / named


def _plan(here: Here) -> Plan:
    folder = _hooks_folder(here)
    hook = OwnFile(
        folder / _HOOK, template("git/sendemail-validate", python=quoted(here.python), kept=f"{_HOOK}{KEPT}"), 0o755
    )
    notes = ["Cover letters are checked, patches never. git send-email --no-validate goes without a check."]
    if output_of("git", "config", "core.hooksPath", cwd=here.folder):
        notes.append(f"core.hooksPath is set, so this holds wherever {folder} is used.")
    if problem := _old_git():
        notes.append(f"{problem.what}. {problem.mend}")
    return Plan((hook,), tuple(notes))


def _old_git() -> Problem | None:
    found = version()
    if found is None or found >= _SEES_EDITS:
        return None
    return Problem(
        f"git {found[0]}.{found[1]} runs the hook before your editor, so it never sees what you type with --compose or "
        "--annotate; git 2.43 does",
        "Write the cover letter first (git format-patch --cover-letter -o DIR), or wrap sendmail too: asklint hook "
        "install sendmail",
    )


def _problems(here: Here) -> Sequence[Problem]:
    found = []
    if output_of("git", "config", "sendemail.validate", cwd=here.folder) == "false":
        found.append(
            Problem("sendemail.validate is false, so git runs no hook", "git config --unset sendemail.validate")
        )
    command = output_of("git", "config", "sendemail.sendmailCmd", cwd=here.folder)
    if (old := _old_git()) is not None and str(path_of(here, "sendmail")) not in command:
        found.append(old)
    return found


CLIENT = Client("git", "cover letters of git send-email, in this repository", ("git",), _plan, _problems)
