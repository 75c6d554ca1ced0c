"""What a user can decide, as one frozen value with sensible defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from asklint.errors import ConfigError
from asklint.vocabulary import SURE, Severity


class Profile(StrEnum):
    """A set of settings for one sort of message."""

    NETWORKING = "networking"
    """Asks to people you hardly know: everything counts, the offer too."""
    WORKPLACE = "workplace"
    """Asks to colleagues: nobody expects an offer for a task at work."""
    TRAINING = "training"
    """Exercises: every message is meant to ask, and comments may silence rules."""


@dataclass(frozen=True, slots=True)
class PerFileIgnore:
    """Rules left out for the files that a pattern names."""

    folder: str
    """What the pattern is relative to: the folder of the configuration file; empty for the working directory."""
    pattern: str
    """A glob, matched with the file's name and with its path below `folder`; `*` also crosses folders."""
    selectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """Which rules run, what they are held to, and how the outcome counts.

    Rules are named by selectors: a code (`WHO002`), a name (`asked-of-anyone`), the beginning of codes (`WHO`)
    or `ALL`. Raises `ConfigError` for numbers out of range; unknown selectors are found when rules are chosen.

    >>> Settings(ignore=("OFR",), min_confidence=0.8)
    Settings(...)
    """

    profile: Profile | None = None
    """The profile these settings came from; naming one here changes nothing else, `for_profile` does."""
    select: tuple[str, ...] = ()
    """The rules that run; empty for all rules of the default tier."""
    extend_select: tuple[str, ...] = ()
    """Rules that run besides."""
    ignore: tuple[str, ...] = ()
    """Rules that do not run."""
    picky: bool = False
    """Whether rules of the picky tier run too; one named by code or name always does."""
    expect_ask: bool = False
    """Whether a message that asks for nothing gets a warning."""
    min_confidence: float = SURE
    """Findings of which the judge is less sure, 0 to 1, are left out."""
    fail_on: Severity = Severity.WARNING
    """The least severity that makes the exit status 1."""
    min_score: int | None = None
    """The score, 0 to 100, below which the exit status is 1."""
    format: str = "full"
    """The output format of the command line."""
    show_all: bool = False
    """Whether the human format shows every finding instead of the three of most worth."""
    comments: bool = False
    """Whether `# asklint: ignore[...]` in plain text is heeded, and not read as part of the message."""
    ignore_file: str | None = None
    """A file with findings to leave out, as `asklint ignore --project` writes it."""
    per_file_ignores: tuple[PerFileIgnore, ...] = ()
    rules: tuple[Mapping[str, Any], ...] = ()
    """Your own pattern rules, as the tables of the configuration give them."""
    words: Mapping[str, Any] | None = None
    """Your own words, as the table of the configuration gives them."""
    hook_profile: str | None = None
    """The name of the profile that hooks judge mails with; None for `profile`."""
    hook_hold_below: int = 38
    """The score, 0 to 63, below which hooks hold a mail; at 38 that is the verdict `vague`, at 0 only errors hold."""
    hook_replies: bool = False
    """Whether hooks hold replies and forwarded mails too."""
    hook_time_limit: float = 3.0
    """Seconds after which hooks let a mail leave unchecked, with a warning."""
    hook_sendmail: str | None = None
    """The program that really sends, with its first arguments, for `asklint hook sendmail`."""

    def __post_init__(self) -> None:
        if not 0 <= self.min_confidence <= 1:
            raise ConfigError(f"min_confidence goes from 0 to 1, and is {self.min_confidence}")
        if self.min_score is not None and not 0 <= self.min_score <= 100:
            raise ConfigError(f"min_score goes from 0 to 100, and is {self.min_score}")

    @classmethod
    def for_profile(cls, profile: Profile | str, **changes: Any) -> Settings:
        """The settings of a profile, with changes; raises `ConfigError` where there is no such profile."""
        try:
            known = Profile(profile)
        except ValueError:
            raise ConfigError(f"there is no profile {profile!r}: choose from {', '.join(Profile)}") from None
        return replace(cls(profile=known, **PROFILES[known]), **changes)


PROFILES: Mapping[Profile, Mapping[str, Any]] = {
    Profile.NETWORKING: {"expect_ask": False, "extend_select": ("OFR001", "OFR002")},
    Profile.WORKPLACE: {"expect_ask": False, "ignore": ("OFR",)},
    Profile.TRAINING: {
        "expect_ask": True,
        "comments": True,
        "extend_select": ("ACT003", "WHY002", "OFR001", "OFR002"),
    },
}
"""What each profile sets; a setting given beside the profile wins."""
