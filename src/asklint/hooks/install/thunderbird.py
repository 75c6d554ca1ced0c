"""Thunderbird: the program that the add-on starts, the file by which Thunderbird finds it, and the add-on itself."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from asklint.errors import ConfigError
from asklint.files import write_whole
from asklint.hooks.install.client import Client, Here, Plan, Problem, integrations, quoted, read
from asklint.hooks.install.steps import OwnFile
from asklint.hooks.native_answers import PROTOCOL
from asklint.hooks.xpi import packed

HOST = "asklint"
"""What the add-on calls its host; also in the add-on's `lib/host.js`."""
_BY_HAND = "Add-ons and Themes, the gear, Install Add-on From File"
_ANSWERS_WITHIN = 20.0
"""Seconds; the first answer after a start of the machine loads everything."""
_PACKED_ELSEWHERE = {
    "Snap": "snap/thunderbird",
    "Flatpak": ".var/app/org.mozilla.Thunderbird",
}


@dataclass(frozen=True)
class AddOn:
    """The add-on as a file to install by hand: Thunderbird lets no program do that."""

    path: Path

    @cached_property
    def content(self) -> bytes:
        """The packed add-on."""
        return packed(_extension())

    def is_there(self) -> bool:
        """Whether a packed add-on lies there."""
        return self.path.is_file()

    def is_taken(self) -> bool:
        """Whether it is this version's."""
        try:
            return self.path.read_bytes() == self.content
        except OSError:
            return False

    def describe(self) -> list[str]:
        """What is written."""
        return [f"write {self.path} (the add-on, {len(self.content):,} bytes)"]

    def take(self) -> None:
        """Write the add-on."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(self.path, self.content)

    def take_back(self) -> None:
        """Remove it; in Thunderbird it stays until it is removed there."""
        self.path.unlink(missing_ok=True)
        try:
            self.path.parent.rmdir()
        except OSError:
            return


def _extension() -> Path:
    return integrations() / "thunderbird" / "extension"


def _addon_manifest() -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((_extension() / "manifest.json").read_text(encoding="utf-8"))
    return manifest


def _addon_id() -> str:
    identifier: str = _addon_manifest()["browser_specific_settings"]["gecko"]["id"]
    return identifier


def _host_manifest_path(here: Here) -> Path:
    if sys.platform == "win32":
        raise ConfigError("the Thunderbird add-on cannot be set up on Windows yet: it finds programs by the registry")
    folder = ("Library", "Mozilla", "NativeMessagingHosts") if sys.platform == "darwin" else (
        ".mozilla",
        "native-messaging-hosts",
    )  # fmt: skip
    return here.home.joinpath(*folder, f"{HOST}.json")


def _launcher(here: Here) -> OwnFile:
    script = f"""\
#!/bin/sh
# asklint: answers the Thunderbird add-on. Written by `asklint hook install`, taken away by `asklint hook uninstall`.
exec {quoted(here.python)} -P -m asklint.hooks.native_host "$@"
"""
    return OwnFile(here.data / "thunderbird" / "native-host", script, 0o755)


def _host_manifest(here: Here) -> OwnFile:
    entry = {
        "name": HOST,
        "description": "asklint: says whether your ask is clear",
        "path": str(_launcher(here).path),
        "type": "stdio",
        "allowed_extensions": [_addon_id()],
    }
    path = _host_manifest_path(here)
    return OwnFile(path, f"{json.dumps(entry, indent=2)}\n", mark='"description": "asklint: ')


def _plan(here: Here) -> Plan:
    addon = AddOn(here.data / "thunderbird" / "asklint.xpi")
    return Plan(
        (_launcher(here), _host_manifest(here), addon),
        (
            f"In Thunderbird, once: {_BY_HAND}, and choose {here.shown(addon.path)}.",
            "Its settings are there too. To take the add-on out again, remove it there.",
        ),
    )


def _problems(here: Here) -> Sequence[Problem]:
    return list(_found(here))


def _found(here: Here) -> Iterator[Problem]:
    trouble = _trouble_with_host(_launcher(here).path)
    if trouble is not None:
        yield Problem(f"the program for the add-on {trouble}", "asklint hook install thunderbird")
    for kind, folder in _PACKED_ELSEWHERE.items():
        if (here.home / folder).is_dir():
            yield Problem(
                f"there is a Thunderbird packed as {kind}, which may not start programs such as asklint",
                "use the Thunderbird of your distribution or of thunderbird.net with the add-on",
            )
    versions = dict(_installed(here))
    version = _addon_manifest()["version"]
    by_hand = f"in Thunderbird, {_BY_HAND}, and choose {here.shown(here.data / 'thunderbird' / 'asklint.xpi')}"
    if not versions:
        yield Problem("the add-on is in none of your Thunderbird profiles", by_hand)
    for profile, (installed, is_on) in versions.items():
        if not is_on:
            yield Problem(f"the add-on is switched off in the profile {profile}", "switch it on in Add-ons and Themes")
        elif installed != version:
            yield Problem(f"the profile {profile} has version {installed} of the add-on, not {version}", by_hand)


def _trouble_with_host(program: Path) -> str | None:
    """What is wrong with the program, found by asking it something, or None."""
    if not program.is_file():
        return "is not there"
    if not os.access(program, os.X_OK):
        return "may not be run"
    question = json.dumps({"protocol": PROTOCOL, "id": 1, "op": "hello"}).encode()
    framed = struct.pack("=I", len(question)) + question
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [program], input=framed, capture_output=True, timeout=_ANSWERS_WITHIN, check=False
        )
        answer = json.loads(done.stdout[4:])
    except subprocess.TimeoutExpired:
        return f"gave no answer within {_ANSWERS_WITHIN:.0f} seconds"
    except (OSError, ValueError):
        return "ends without an answer"
    return None if answer.get("version") else f"failed: {answer.get('error') or 'it is of another version'}"


def _installed(here: Here) -> Iterator[tuple[str, tuple[str, bool]]]:
    """The profiles that have the add-on, each with its version and whether it is switched on."""
    root = here.home / ("Library/Thunderbird/Profiles" if sys.platform == "darwin" else ".thunderbird")
    for path in sorted(root.glob("*/extensions.json")):
        try:
            addons = json.loads(read(path))["addons"]
            for addon in addons:
                if addon["id"] == _addon_id():
                    yield path.parent.name, (str(addon["version"]), bool(addon["active"]))
        except (ValueError, KeyError, TypeError):
            continue


CLIENT = Client(
    "thunderbird",
    "the add-on asks on Send, and offers a clearer text",
    ("thunderbird",),
    _plan,
    _problems,
)
