"""What a user decides about hooks, taken from the settings of `asklint.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asklint.settings import Configuration, Settings

CLEAR_FROM, VAGUE_BELOW = 63, 38
"""The scores between which a message is partly clear."""
TIME_LIMIT = 3.0
"""Seconds after which a mail leaves unchecked."""


@dataclass(frozen=True, slots=True)
class HookSettings:
    """When a hook holds a mail."""

    profile: str | None = None
    """The profile that mails are judged with; None for that of the rest of the settings."""
    hold_below: int = VAGUE_BELOW
    """The score, 0 to 63, below which a mail is held; at 38 that is the verdict `vague`. 0 holds only for errors."""
    replies: bool = False
    """Whether replies and forwarded mails are held too."""
    time_limit: float = TIME_LIMIT
    """Seconds that a check may take; then the mail leaves with a warning."""
    sendmail: str | None = None
    """The program that really sends, with its first arguments, as a shell would read them."""


def hook_settings(settings: Settings) -> HookSettings:
    """The hooks' part of the settings."""
    return HookSettings(
        settings.hook_profile,
        settings.hook_hold_below,
        settings.hook_replies,
        settings.hook_time_limit,
        settings.hook_sendmail,
    )


def configuration_for(folder: str | Path, profile: str | None = None) -> Configuration:
    """The configuration for mails written in a folder, such as a client's working directory.

    A `profile` given here wins over `hook-profile`, and that over `profile` in the files. Raises `ConfigError`.
    """
    import os

    from asklint.cli.places import config_folder
    from asklint.errors import ConfigError
    from asklint.settings import ConfigResolver, Profile
    from asklint.settings.layers import Origin, layer_of

    named = os.environ.get("ASKLINT_CONFIG")
    if named and not Path(named).is_file():
        raise ConfigError(f"ASKLINT_CONFIG: {named} does not exist; give a file")
    explicit, own = Path(named) if named else None, config_folder()
    found = ConfigResolver(explicit=explicit, user_folder=own).for_folder(Path(folder))
    profile = profile or found.settings.hook_profile or os.environ.get("ASKLINT_PROFILE")
    if not profile:
        return found
    if profile not in set(Profile):
        raise ConfigError(f"there is no profile {profile!r}: choose from {', '.join(Profile)}")
    layer = layer_of({"profile": profile}, Origin("hooks"))
    return ConfigResolver([layer], explicit=explicit, user_folder=own).for_folder(Path(folder))
