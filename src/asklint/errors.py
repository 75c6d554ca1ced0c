"""The errors asklint raises; each message is one line that says what, where and how to mend it."""


class AsklintError(Exception):
    """Anything asklint could not do. The command line prints the message and exits with status 2."""


class InputError(AsklintError):
    """A message that cannot be read: missing, binary, empty, too large or broken."""


class ConfigError(AsklintError):
    """A setting or option that does not exist or has an impossible value."""


class ModelError(AsklintError):
    """The shipped models are missing, damaged or of another version."""
