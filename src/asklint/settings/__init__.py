"""Settings: what a user decides, where it is written down, and which rules follow from it.

Files are looked for by `discovery`, read by `toml` and `layers`, laid over each other by `merge`, and turned
into rules by `selection`. Nothing here reads the environment; the command line passes in what it knows.
"""

from __future__ import annotations

from asklint.settings.discovery import ConfigResolver, find_config, load_settings
from asklint.settings.merge import Configuration
from asklint.settings.model import PerFileIgnore, Profile, Settings

__all__ = [
    "ConfigResolver",
    "Configuration",
    "PerFileIgnore",
    "Profile",
    "Settings",
    "find_config",
    "load_settings",
]
