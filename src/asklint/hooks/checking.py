"""A mail checked before it leaves: read, judged, ruled upon, and put into words.

`check` is what every hook calls in the end; `handle` is the same between processes, for the resident process and
for one that is started for a single mail: bytes in, bytes out, nothing written anywhere.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from asklint.cli.options import ignored_findings, linter_of
from asklint.cli.places import passed_folder
from asklint.draft import Draft
from asklint.errors import AsklintError, InputError
from asklint.formats.records import file_record
from asklint.hooks import message, passed, wording
from asklint.hooks.policy import Circumstances, Decision, Reason, decide, exempt
from asklint.hooks.settings import HookSettings, configuration_for, hook_settings
from asklint.linter import Linter
from asklint.report import Report

Kind = Literal["email", "text", "patch"]
_KINDS: tuple[Kind, ...] = ("email", "text", "patch")


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check came to."""

    decision: Decision
    key: str | None = None
    """What `passed` knows the mail by; None where it was not read."""
    heading: str = ""
    """For a held mail: one sentence on what happened."""
    findings: tuple[str, ...] = ()
    """For a held mail: one paragraph each, the most useful last."""
    report: Report | None = None

    @property
    def holds(self) -> bool:
        """Whether the mail is held."""
        return self.decision.holds


def check(
    raw: bytes,
    kind: Kind = "email",
    *,
    known: Circumstances | None = None,
    folder: Path | None = None,
    profile: str | None = None,
) -> Checked:
    """Check one mail, given as the bytes of an e-mail, of plain text or of a git patch.

    `known` adds what the bytes do not say, such as that a client knows the mail for a reply; `folder` is where
    configuration is looked for, the working directory if None. Raises `ConfigError` and `ModelError`.
    """
    configuration = configuration_for(folder or Path.cwd(), profile)
    settings = hook_settings(configuration.settings)
    known = known or Circumstances()
    headers = message.headers(raw)
    known = replace(
        known,
        reply=known.reply or message.answers(headers),
        automatic=known.automatic or message.is_automatic(headers),
        patch=known.patch or message.is_patch(raw),
        overridden=known.overridden or message.is_overridden(headers),
    )
    if (reason := exempt(known, settings)) is not None:
        return Checked(Decision(reason))
    if message.is_sealed(headers):
        return Checked(Decision(Reason.NOT_JUDGED))
    try:
        draft = _read(raw, kind)
    except InputError as error:
        return Checked(Decision(Reason.NOT_JUDGED, trouble=str(error)))
    key = passed.key_of(draft.text)
    marks = passed_folder()
    known = replace(
        known,
        reply=known.reply or draft.is_reply,
        forward=known.forward or draft.is_forward,
        passed=known.passed or (marks is not None and passed.is_passed(marks, key)),
        words=len(draft.own_text.split()),
    )
    if (reason := exempt(known, settings)) is not None:
        return Checked(Decision(reason), key)
    linter = linter_of(configuration, ignored=ignored_findings(configuration, isolated=False))
    return _judged(draft, key, known, settings, linter)


def _judged(draft: Draft, key: str, known: Circumstances, settings: HookSettings, linter: Linter) -> Checked:
    report = linter.lint_draft(draft)
    decision = decide(file_record(report), known, settings)
    if not decision.holds:
        return Checked(decision, key, report=report)
    return Checked(decision, key, wording.heading(report), tuple(wording.findings(report)), report)


def _read(raw: bytes, kind: Kind) -> Draft:
    """The one message in `raw`. Raises `InputError`."""
    from asklint.reading import read

    return read(raw, "<mail>", kind)[0]


# --- between processes ------------------------------------------------------------------------------------


def handle(payload: bytes) -> bytes:
    """Check a mail for another process.

    `payload` is a line of words parted by spaces, then the mail. The first word is its kind, the others are any of
    `reply` and `profile=NAME`. The answer is a line `holds` or `leaves` or `trouble`, the reason and the key (`-`
    without one), then the heading and the findings, a line each. What fails is an answer too.
    """
    first, _, raw = payload.partition(b"\n")
    kind, *words = first.decode("ascii", "replace").split()
    profile = next((word.partition("=")[2] for word in words if word.startswith("profile=")), None)
    try:
        done = check(raw, _kind(kind), known=Circumstances(reply="reply" in words), profile=profile)
    except AsklintError as error:
        return f"trouble {Reason.TROUBLE} -\n{_one_line(str(error))}\n".encode()
    except Exception as error:  # noqa: BLE001 - whatever it is, the mail must leave, and its writer be told
        reason = _one_line(f"{type(error).__name__}: {error}")
        return f"trouble {Reason.TROUBLE} -\nasklint failed ({reason}); please report it\n".encode()
    lines = [done.heading, *done.findings] if done.holds else [done.decision.trouble or ""]
    verb = "holds" if done.holds else "leaves"
    text = "\n".join((f"{verb} {done.decision.reason} {done.key or '-'}", *map(_one_line, lines)))
    return f"{text}\n".encode("utf-8", "replace")


def _kind(word: str) -> Kind:
    return next((kind for kind in _KINDS if kind == word), "email")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def main() -> None:
    """Answer one payload on standard input, where there is no resident process."""
    sys.stdout.buffer.write(handle(sys.stdin.buffer.read()))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
