"""Write the parts of the documentation that asklint itself prints: `python docs/generate.py`.

They stand between `<!-- NAME:begin -->` and `<!-- NAME:end -->`; what is shown is always what is printed.
`python docs/generate.py --check` only says whether something is out of date.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
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


def json_example() -> str:
    """The JSON of the first example, with one of its findings."""
    document = json.loads(run_asklint("--format", "json", VAGUE))
    findings = document["files"][0]["diagnostics"]
    del findings[1:]
    return f"```json\n{json.dumps(document, ensure_ascii=False, indent=2)}\n```"


def statistics() -> str:
    """The counts of the examples."""
    paths = [
        path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "examples").iterdir()) if path.suffix != ".csv"
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


PARTS: dict[str, dict[str, Callable[[], str]]] = {
    "README.md": {"picture": picture},
    "docs/formats.md": {"statistics": statistics},
    "docs/json.md": {"example": json_example},
    "docs/rules.md": {"rules": rules},
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
