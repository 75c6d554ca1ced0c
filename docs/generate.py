"""Write the parts of the documentation that asklint itself prints: `python docs/generate.py`.

They stand between `<!-- NAME:begin -->` and `<!-- NAME:end -->`; what is shown is always what is printed.
`python docs/generate.py --check` only says whether something is out of date.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import command_pages
from asklint.cli.explain import when
from asklint.rules.frame import Example, Rule
from asklint.rules.measured import measured
from asklint.rules.registry import RULES

ROOT = Path(__file__).resolve().parent.parent
VAGUE = "examples/vague.txt"


def run_asklint(*arguments: str) -> str:
    """What a check prints on standard output, from the root of the repository, whoever runs it."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "asklint", *arguments, "--isolated"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode == 2 or not done.stdout:
        raise SystemExit(done.stderr)
    return done.stdout


def picture() -> str:
    """The report on the first example, as a terminal shows it."""
    return f"```text\n{run_asklint(VAGUE)}```"


ANSWERS = {
    "reader": "Priya",
    "person": "dana whitlock at the harbour office",
    "reason": "my firm closes in june",
    "offer": "can do her invoices for a month",
}
"""What the writer of the first example answers."""
_TYPED = {
    "Who will read": "priya\n",
    "introduce you to": f"{ANSWERS['person']}\n",
    "why do you ask": f"{ANSWERS['reason']}\n",
    "do for them": f"{ANSWERS['offer']}\n",
}


def rewrite_command(*names: str) -> list[str]:
    """A rewrite of the first example with the answers of these names."""
    return ["rewrite", VAGUE, *(part for name in names for part in ("--fill", f"{name}={ANSWERS[name]}"))]


def rewrite_with_blanks() -> str:
    """A rewrite without answers, and what is said beside it."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "asklint", *rewrite_command(), "--isolated"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "COLUMNS": "80"},
    )
    return f"```text\n{done.stdout}\n{done.stderr}```"


def rewrite_with_answers() -> str:
    """The command with all answers, and the message that comes of them."""
    command = rewrite_command(*ANSWERS)
    shown = shlex.join(command).replace(" --fill ", " \\\n    --fill ").replace("'--fill", "--fill")
    return f"```console\n$ asklint {shown}\n```\n\n```text\n{run_asklint(*command)}```"


def interview() -> str:
    """The questions at a terminal, with answers, as the screen shows them."""
    from terminal_session import run_at_terminal

    session = run_at_terminal(
        ["rewrite", "-i", VAGUE, "--isolated"], _TYPED, folder=ROOT, environment={"NO_COLOR": "1", "TERM": "dumb"}
    )
    if session.status:
        raise SystemExit(session.screen)
    return f"```text\n{session.screen}```"


def alternatives() -> str:
    """The versions that read differently."""
    return f"```text\n{run_asklint(*rewrite_command(*ANSWERS), '--alternatives', '3')}```"


def rewrite_json() -> str:
    """The JSON of a rewrite in which blanks are left."""
    document = json.loads(run_asklint(*rewrite_command("reader", "offer"), "--format", "json"))
    return f"```json\n{json.dumps(document, ensure_ascii=False, indent=2)}\n```"


def held() -> str:
    """What the writer of the first example is told when it is about to be sent."""
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder, "asklint.toml")
        config.write_text("hook-time-limit = 60\n", encoding="utf-8")
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "asklint", "hook", "check", "--as", "text", VAGUE],
            cwd=ROOT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            env={**os.environ, "ASKLINT_CONFIG": str(config), "XDG_DATA_HOME": folder, "ASKLINT_RESIDENT": "off"},
        )
    if done.returncode != 65:
        raise SystemExit(done.stderr)
    return f"```text\n{done.stdout}```"


def json_example() -> str:
    """The JSON of the first example, with one of its findings."""
    document = json.loads(run_asklint("--format", "json", VAGUE))
    findings = document["files"][0]["diagnostics"]
    del findings[1:]
    return f"```json\n{json.dumps(document, ensure_ascii=False, indent=2)}\n```"


def statistics() -> str:
    """The counts of the examples."""
    paths = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "examples").iterdir())
        if path.is_file() and path.suffix != ".csv"
    ]
    return f"```text\n{run_asklint('--statistics', *paths)}```"


def rules() -> str:
    """All rules with their documentation and examples."""
    return "\n\n".join(map(_rule, RULES))


def _rule(rule: Rule) -> str:
    about = rule.documentation
    lines = [f"## {rule.code} {rule.name}", "", about.summary, "", when(rule), ""]
    for title, text in (("Why", about.why), ("Instead", about.instead), ("Known gaps", about.known_gaps)):
        lines += [f"**{title}.** {text}", ""]
    if (figures := measured(rule.code)) is not None:
        lines += [f"**Measured.** {figures}", ""]
    for title, flagged in (("Found in", True), ("Fine", False)):
        lines += [f"**{title}**", ""]
        lines += [f"- {_example(example)}" for example in rule.examples if example.flagged is flagged]
        lines.append("")
    return "\n".join(lines).rstrip()


def _example(example: Example) -> str:
    words = example.shown().replace("[", "\\[").split()
    return " ".join(words if len(words) <= 60 else [*words[:15], "…", *words[-15:]])


CLASS = (
    "batch submissions.csv -o scores.csv --report report.html --feedback feedback"
    " --overrides trainer.csv --contact 'Dana Okafor'"
)


def class_example() -> str:
    """The command of the worked example for trainers and what it says."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples" / "class", folder, dirs_exist_ok=True)
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "asklint", *shlex.split(CLASS), "--isolated"],
            cwd=folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    if "Report in" not in done.stderr:
        raise SystemExit(done.stderr)
    return f"```sh\ncd examples/class\nasklint {CLASS}\n```\n\n```text\n{done.stderr}```"


PARTS: dict[str, dict[str, Callable[[], str]]] = {
    "README.md": {"picture": picture, "rewrite": rewrite_with_answers},
    "docs/formats.md": {"statistics": statistics},
    "docs/json.md": {"example": json_example, "rewrite": rewrite_json},
    "docs/rewrites.md": {
        "blanks": rewrite_with_blanks,
        "answers": rewrite_with_answers,
        "interview": interview,
        "alternatives": alternatives,
    },
    "docs/mail-clients.md": {"held": held},
    "docs/rules.md": {"rules": rules},
    "docs/training.md": {"class": class_example},
    "docs/commands.md": {"commands": command_pages.commands},
    "docs/configuration.md": {"settings": command_pages.settings},
}
WHOLE: dict[str, Callable[[], str]] = {"docs/asklint.1": command_pages.manual}
"""Files that are generated from beginning to end."""


def filled(page: str, name: str, content: str) -> str:
    """The page with this content between the marks of a name."""
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    marked = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if len(marked.findall(page)) != 1:
        raise SystemExit(f"a page needs {begin} and {end} once")
    return marked.sub(lambda _: f"{begin}\n{content}\n{end}", page)


def main(*, check: bool) -> int:
    """Bring every page up to date, or count those that are not."""
    stale = 0
    for path in (*PARTS, *WHOLE):
        before = (ROOT / path).read_text(encoding="utf-8") if (ROOT / path).exists() else ""
        page = WHOLE[path]() if path in WHOLE else before
        for name, content in PARTS.get(path, {}).items():
            page = filled(page, name, content())
        if page != before:
            stale += 1
            print(f"{path} {'is out of date: run python docs/generate.py' if check else 'written'}")
            if not check:
                (ROOT / path).write_text(page, encoding="utf-8", newline="\n")
    return stale if check else 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
