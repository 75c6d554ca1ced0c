"""asklint as its users have it: the installed command, on the examples. Run by `.ci/run`."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


def main(command: str) -> None:
    """Run each check; the first that fails raises."""
    with tempfile.TemporaryDirectory() as folder:
        for name, check in list(globals().items()):
            if name.startswith("check_"):
                check(command, Path(folder))
                print("ok", name.removeprefix("check_").replace("_", " "))


def asklint(command: str, folder: Path, *arguments: str, stdin: str = "", status: int = 0) -> str:
    """The standard output of a run that must end with this status; no run may print a traceback."""
    done = subprocess.run(
        [command, *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env={**os.environ, "XDG_CONFIG_HOME": str(folder / "config"), "XDG_DATA_HOME": str(folder / "data")},
        check=False,
    )
    assert done.returncode == status, f"{arguments}: {done.returncode}, not {status}\n{done.stdout}\n{done.stderr}"
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout


def check_version_names_the_models(command: str, folder: Path) -> None:
    version = asklint(command, folder, "--version")
    assert "pipeline-" in version, version
    assert "judge-" in version, version


def check_a_vague_ask_is_found(command: str, folder: Path) -> None:
    text = asklint(command, folder, str(EXAMPLES / "vague.txt"), status=1)
    assert "vague.txt: vague," in text, text
    assert "WHO002" in text, text


def check_a_clear_ask_passes(command: str, folder: Path) -> None:
    assert "clear.txt: clear," in asklint(command, folder, str(EXAMPLES / "clear.txt"))


def check_a_mail_is_read_as_a_mail(command: str, folder: Path) -> None:
    text = asklint(command, folder, "--exit-zero", "--format", "json", str(EXAMPLES / "reply.eml"))
    (file,) = json.loads(text)["files"]
    assert file["source"]["kind"] == "email", text
    assert "anyone" not in {place["text"] for place in file["elements"]["person"]["vague"]}, text


def check_standard_input_gives_the_same(command: str, folder: Path) -> None:
    message = (EXAMPLES / "vague.txt").read_text(encoding="utf-8")
    first = asklint(command, folder, "--format", "jsonl", "-", stdin=message, status=1)
    again = asklint(command, folder, "--format", "jsonl", "-", stdin=message, status=1)
    assert first == again


def check_a_missing_file_is_an_error(command: str, folder: Path) -> None:
    asklint(command, folder, "nowhere.txt", status=2)


def check_rules_are_explained(command: str, folder: Path) -> None:
    for rule in json.loads(asklint(command, folder, "rules", "--format", "json"))["rules"]:
        assert rule["name"] in asklint(command, folder, "explain", rule["code"])


def check_settings_are_heeded_and_shown(command: str, folder: Path) -> None:
    place = folder / "configured"
    place.mkdir()
    (place / "asklint.toml").write_text('profile = "workplace"\nignore = ["WHO"]\n')
    (place / "vague.txt").write_bytes((EXAMPLES / "vague.txt").read_bytes())
    shown = asklint(command, place, "config")
    assert "# asklint.toml:1" in shown, shown
    found = asklint(command, place, "--format", "concise", "vague.txt", status=1)
    assert "ACT002" in found, found
    assert "WHO" not in found, found
    assert "OFR" not in found, found


def check_a_finding_can_be_ignored(command: str, folder: Path) -> None:
    vague = str(EXAMPLES / "vague.txt")
    assert "WHO002" in asklint(command, folder, "ignore", vague, "WHO002")
    assert "WHO002" not in asklint(command, folder, "--format", "concise", vague, status=1)
    (entry,) = asklint(command, folder, "ignore", "--list").splitlines()
    asklint(command, folder, "ignore", "--remove", entry.split()[0])
    assert "WHO002" in asklint(command, folder, "--format", "concise", vague, status=1)


def check_the_sendmail_wrapper_holds_a_vague_mail(command: str, folder: Path) -> None:
    asklint(command, folder, "hook", "install", "sendmail", "--program", "true")
    config = folder / "config" / "asklint" / "asklint.toml"
    config.parent.mkdir(parents=True)
    config.write_text("hook-time-limit = 60\n")
    wrapper = str(folder / "data" / "asklint" / "hooks" / "sendmail" / "sendmail")
    head = "To: tom@example.test\nSubject: A question\n\n"
    asklint(wrapper, folder, "tom@example.test", stdin=head + (EXAMPLES / "vague.txt").read_text(), status=65)
    asklint(wrapper, folder, "tom@example.test", stdin=head + (EXAMPLES / "clear.txt").read_text())
    assert "A question" in asklint(command, folder, "hook", "held")
    for client in ("mutt", "s-nail", "emacs", "vim", "thunderbird"):
        asklint(command, folder, "hook", "install", client, "--program", "true", "--dry-run")
    asklint(command, folder, "hook", "uninstall", "sendmail")
    config.unlink()


def check_the_manual_is_installed(command: str, folder: Path) -> None:
    manual = Path(command).resolve().parent.parent / "share" / "man" / "man1" / "asklint.1"
    assert ".SH NAME" in manual.read_text(encoding="utf-8")


def check_batch_gives_the_same_in_two_processes(command: str, folder: Path) -> None:
    source = str(EXAMPLES / "messages.csv")
    asklint(command, folder, "batch", source, "-o", "one.jsonl")
    asklint(command, folder, "batch", source, "-o", "two.jsonl", "--jobs", "2")
    assert (folder / "one.jsonl").read_bytes() == (folder / "two.jsonl").read_bytes()
    asklint(command, folder, "batch", source, "-o", "scores.csv")
    with (folder / "scores.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    verdicts = [json.loads(line)["verdict"] for line in (folder / "one.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["verdict"] for row in rows] == verdicts
    assert len(rows) == len(list(csv.DictReader((EXAMPLES / "messages.csv").open(encoding="utf-8", newline=""))))


if __name__ == "__main__":
    main(sys.argv[1])
