"""Emacs's message mode, and Vim."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from asklint.hooks.install.client import Client, Here, Plan, Problem, output_of, read, template
from asklint.hooks.install.steps import Block, OwnFile

_EMACS = "asklint-mail.el"


def _emacs_init(here: Here) -> Path:
    """Emacs's init file: the first that there is, in Emacs's order."""
    places = [
        here.home / ".emacs.el",
        here.home / ".emacs",
        here.home / ".emacs.d" / "init.el",
        here.config / "emacs" / "init.el",
    ]
    return next((path for path in places if path.exists()), here.home / ".emacs.d" / "init.el")


def _lisp(text: str) -> str:
    """A string of Lisp."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _emacs_plan(here: Here) -> Plan:
    file = OwnFile(here.data / "hooks" / "emacs" / _EMACS, template(f"emacs/{_EMACS}"))
    block = Block(
        _emacs_init(here),
        (
            f"(when (file-exists-p {_lisp(str(file.path))})",
            f"  (load {_lisp(str(file.path))} nil t)",
            f'  (setq asklint-mail-command \'({_lisp(here.python)} "-P" "-m" "asklint"))',
            "  (add-hook 'message-send-hook #'asklint-mail-check))",
        ),
        ";;",
    )
    return Plan((file, block), ("C-c C-c checks and asks; M-x asklint-mail-report checks at any time.",))


def _vim_plan(here: Here) -> Plan:
    file = OwnFile(here.home / ".vim" / "compiler" / "asklint.vim", template("vim/compiler/asklint.vim"))
    plugin = OwnFile(
        here.home / ".vim" / "after" / "ftplugin" / "mail" / "asklint.vim",
        template("vim/after/ftplugin/mail/asklint.vim"),
    )
    return Plan(
        (file, plugin), ("In a mail, :AsklintCheck fills the quickfix list; elsewhere :compiler asklint, then :make.",)
    )


def _vim_problems(_: Here) -> Sequence[Problem]:
    if shutil.which("asklint") is None:
        return [Problem("asklint is not on your PATH, where Vim looks for it", "add its folder to PATH")]
    return []


def _emacs_problems(here: Here) -> Sequence[Problem]:
    found = []
    init = _emacs_init(here)
    if here.python not in read(init):
        what = f"{here.shown(init)} names another Python than this asklint"
        found.append(Problem(what, "asklint hook install emacs"))
    if shutil.which("emacs") and not output_of("emacs", "--batch", "--eval", "(princ (emacs-version))"):
        found.append(Problem("emacs does not start in batch mode", "see what `emacs --batch` says"))
    return found


EMACS = Client("emacs", "message mode asks before it sends", ("emacs",), _emacs_plan, _emacs_problems)
VIM = Client("vim", "findings in the quickfix list", ("vim", "nvim", "vi"), _vim_plan, _vim_problems)
