"""The options that several commands share: which configuration holds, and what the command line says above it."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

from asklint.cli.sections import option
from asklint.formats import FORMATS
from asklint.vocabulary import Severity

if TYPE_CHECKING:
    from asklint.linter import Linter
    from asklint.rules.frame import Rule
    from asklint.settings import ConfigResolver, Configuration
    from asklint.settings.layers import Layer, Origin

PROFILES = ("networking", "workplace", "training")
"""The names of `asklint.settings.Profile`, which is not imported for `--help`; a test holds them together."""

RULES = "Rules"
STATUS = "Exit status"
OUTPUT = "Output"
INPUT = "Input"
CONFIGURATION = "Configuration"
"""Headings of the help."""

_GIVEN = "asklint.given"
_CONFIG = "asklint.config"
_ISOLATED = "asklint.isolated"

Command = TypeVar("Command", bound=Callable[..., Any])


color_option = option(
    "--color",
    section=OUTPUT,
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colour; auto respects NO_COLOR and FORCE_COLOR.",
)
width_option = option(
    "--width", section=OUTPUT, type=click.IntRange(min=40), metavar="COLUMNS", help="Columns to fit into."
)


def text_or_json(about: str) -> Callable[[Command], Command]:
    """The option `--format` of commands that print for people or as JSON; `about` is its help."""
    return click.option(
        "--format",
        "format_name",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help=about,
    )


def _given(ctx: click.Context, parameter: click.Parameter, value: Any) -> None:
    """Remember a setting that was really given, by field of `Settings`, with its origin."""
    if value is None or value == ():
        return
    source = ctx.get_parameter_source(parameter.name)
    if source in {ParameterSource.DEFAULT, ParameterSource.DEFAULT_MAP}:
        return
    name = str(parameter.envvar) if source is ParameterSource.ENVIRONMENT else None
    ctx.meta.setdefault(_GIVEN, {})[parameter.name] = (value, name)


def _listed(ctx: click.Context, parameter: click.Parameter, value: Sequence[str]) -> None:
    """As `_given`, for selectors, which may also be parted by commas."""
    _given(ctx, parameter, tuple(part.strip() for item in value for part in item.split(",") if part.strip()))


def _noted(key: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def note(ctx: click.Context, _: click.Parameter, value: Any) -> None:
        ctx.meta[key] = value

    return note


def complete_rules(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Codes and names of rules that begin with what is typed, each with its summary."""
    from asklint.rules import registry

    before, comma, last = incomplete.rpartition(",")
    wanted = last.casefold()
    return [
        CompletionItem(f"{before}{comma}{name}", help=rule.documentation.summary)
        for rule in registry.RULES
        for name in (rule.code, rule.name)
        if name.casefold().startswith(wanted)
    ]


def _rule_list(flag: str, text: str) -> Callable[[Command], Command]:
    return option(
        flag,
        section=RULES,
        metavar="RULES",
        multiple=True,
        expose_value=False,
        callback=_listed,
        shell_complete=complete_rules,
        help=text,
    )


def _setting(section: str, *flags: str, **attributes: Any) -> Callable[[Command], Command]:
    return option(*flags, section=section, expose_value=False, callback=_given, **attributes)


_INPUT_OPTIONS = (
    option(
        "--stdin-filename",
        section=INPUT,
        metavar="NAME",
        help="Call standard input (-) NAME; its ending tells its kind.",
    ),
    option(
        "--as",
        "kind",
        section=INPUT,
        type=click.Choice(["auto", "text", "email", "patch"]),
        default="auto",
        show_default=True,
        help="What the input is; auto goes by the file name, and standard input is text.",
    ),
)

_CONFIG_OPTIONS = (
    option(
        "--config",
        section=CONFIGURATION,
        metavar="FILE|KEY=VALUE",
        multiple=True,
        expose_value=False,
        callback=_noted(_CONFIG),
        help="Take FILE as the configuration (also ASKLINT_CONFIG), or set one KEY of it.",
    ),
    option(
        "--isolated",
        section=CONFIGURATION,
        is_flag=True,
        expose_value=False,
        callback=_noted(_ISOLATED),
        help="Read no configuration file and no list of ignored findings.",
    ),
)

_RULE_OPTIONS = (
    _setting(
        RULES,
        "--profile",
        type=click.Choice(PROFILES),
        envvar="ASKLINT_PROFILE",
        show_envvar=True,
        help="Settings for one sort of message.",
    ),
    _rule_list("--select", "Run these rules only: codes, names, beginnings of codes, or ALL; parted by commas."),
    _rule_list("--extend-select", "Run these rules too."),
    _rule_list("--ignore", "Leave these rules out."),
    _setting(RULES, "--picky/--no-picky", default=None, help="Run the rules of the picky tier too."),
    _setting(RULES, "--expect-ask/--no-expect-ask", default=None, help="Warn about a message that asks for nothing."),
    _setting(
        RULES,
        "--min-confidence",
        type=click.FloatRange(0, 1),
        metavar="SHARE",
        help="Leave out findings less sure than SHARE (0 to 1).",
    ),
)

_OUTCOME_OPTIONS = (
    _setting(
        STATUS,
        "--fail-on",
        type=click.Choice([severity.value for severity in Severity]),
        help="Exit with 1 for findings of this severity or above.  [default: warning]",
    ),
    _setting(
        STATUS,
        "--min-score",
        type=click.IntRange(0, 100),
        metavar="SCORE",
        help="Exit with 1 for a score below SCORE (0 to 100).",
    ),
)

_FORMAT_OPTIONS = (
    _setting(
        OUTPUT,
        "--format",
        "--output-format",
        "format",
        type=click.Choice(FORMATS),
        envvar="ASKLINT_FORMAT",
        show_envvar=True,
        metavar="FORMAT",
        help=f"How to print the results: {', '.join(FORMATS)}.  [default: full]",
    ),
    _setting(
        OUTPUT,
        "--all/--no-all",
        "show_all",
        default=None,
        help="Show all findings, not only the three that help most.",
    ),
)


def _together(options: Sequence[Callable[[Any], Any]]) -> Callable[[Command], Command]:
    def decorate(command: Command) -> Command:
        for each in reversed(options):
            command = each(command)
        return command

    return decorate


input_options = _together(_INPUT_OPTIONS)
"""`stdin_filename` and `kind`: what a message is read as."""
config_options = _together(_CONFIG_OPTIONS)
"""`--config` and `--isolated`."""
rule_options = _together((*_RULE_OPTIONS, *_CONFIG_OPTIONS))
"""Which rules run, for commands that judge messages."""
check_options = _together((*_FORMAT_OPTIONS, *_OUTCOME_OPTIONS, *_RULE_OPTIONS, *_CONFIG_OPTIONS))
"""Every setting that has an option."""


def is_isolated(ctx: click.Context) -> bool:
    """Whether nothing of the user's own is to be read."""
    return bool(ctx.meta.get(_ISOLATED))


def resolver_of(ctx: click.Context) -> ConfigResolver:
    """What finds the configuration for each message, under the options of this command line.

    Raises `ConfigError` for a `--config` that is neither a file nor a setting.
    """
    from asklint.cli.places import config_folder
    from asklint.settings import ConfigResolver

    explicit, layers = _config_values(ctx.meta.get(_CONFIG) or ())
    isolated = is_isolated(ctx)
    if explicit is not None and isolated:
        raise click.UsageError("--isolated reads no configuration file; leave it or --config FILE out", ctx)
    if explicit is None and not isolated and (named := os.environ.get("ASKLINT_CONFIG")):
        explicit = _existing(named, "ASKLINT_CONFIG: ")
    return ConfigResolver(
        (*layers, _given_layer(ctx)), explicit=explicit, isolated=isolated, user_folder=config_folder()
    )


def _given_layer(ctx: click.Context) -> Layer:
    from asklint.settings.layers import COMMAND_LINE, Layer, Origin

    given: dict[str, tuple[Any, str | None]] = ctx.meta.get(_GIVEN, {})
    origins: dict[str, Origin] = {
        name: COMMAND_LINE if variable is None else Origin(f"environment {variable}")
        for name, (_, variable) in given.items()
    }
    return Layer({name: value for name, (value, _) in given.items()}, origins)


def _config_values(values: Sequence[str]) -> tuple[Path | None, list[Layer]]:
    """The one configuration file among the values of `--config`, and a layer for each setting."""
    explicit: Path | None = None
    layers: list[Layer] = []
    for value in values:
        if "=" in value and not Path(value).is_file():
            layers.append(_setting_layer(value))
        elif explicit is not None:
            raise click.UsageError(f"--config names two files, {explicit} and {value}; let one extend the other")
        else:
            explicit = _existing(value, "--config: ")
    return explicit, layers


def _existing(name: str, where: str) -> Path:
    from asklint.errors import ConfigError

    path = Path(name)
    if not path.is_file():
        raise ConfigError(f"{where}{name} does not exist; give a file, or a setting as KEY=VALUE")
    return path


def _setting_layer(text: str) -> Layer:
    """`KEY=VALUE` as TOML; a word without quotation marks is taken for a string."""
    import tomllib

    from asklint.settings.layers import layer_of, read_setting

    where = f"--config {text}"
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        key, _, value = text.partition("=")
        table = {key.strip(): value.strip()}
    return layer_of(dict(read_setting(key, raw, Path.cwd(), where) for key, raw in table.items()))


def linter_of(configuration: Configuration, *, ignored: Collection[str] = (), like: Linter | None = None) -> Linter:
    """A linter for a configuration, with the models of another one where given.

    Raises `ConfigError`, saying where it was written, for a rule that does not exist.
    """
    from asklint.errors import ConfigError
    from asklint.linter import Linter
    from asklint.settings.selection import available_rules, check_selectors

    settings = configuration.settings
    try:
        known = available_rules(settings)
    except ConfigError as error:
        if not str(error).startswith("[[rules]]"):  # a plug-in's
            raise
        raise ConfigError(f"{configuration.origin('rules').source}: {error}") from None
    check_selectors(settings, known, _places(configuration))
    return Linter(settings, ignored=ignored) if like is None else like.with_settings(settings, ignored=ignored)


def _places(configuration: Configuration) -> dict[str, str]:
    places = {}
    for name in ("select", "extend_select", "ignore", "per_file_ignores"):
        key, origin = name.replace("_", "-"), configuration.origin(name)
        places[name] = f"--{key}" if origin.source == "command line" else f"{origin}: {key!r}"
    return places


def known_rules(ctx: click.Context) -> tuple[Rule, ...]:
    """The rules that asklint has, and those of the configuration that holds in the working directory."""
    from asklint.settings.selection import available_rules

    return available_rules(resolver_of(ctx).for_folder(Path.cwd()).settings)


def ignored_findings(configuration: Configuration, *, isolated: bool) -> frozenset[str]:
    """The fingerprints that the user's own list and the project's list leave out."""
    if isolated:
        return frozenset()
    from asklint.cli.places import ignored_file
    from asklint.suppression.store import read_entries

    named = configuration.settings.ignore_file
    files = (ignored_file(), None if named is None else Path(named))
    return frozenset(entry.fingerprint for file in files if file is not None for entry in read_entries(file))
