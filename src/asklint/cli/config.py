"""`asklint config`: the settings in force, where each comes from, and the rules that follow."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from asklint.cli.options import color_option, linter_of, resolver_of, rule_options, text_or_json
from asklint.cli.terminal import output_width, prepare_stdout, wants_color, write
from asklint.formats.paint import Paint
from asklint.formats.safe import harmless, plain, width, wrap

if TYPE_CHECKING:
    from asklint.settings import Configuration
    from asklint.settings.options import Option


@click.command()
@click.argument("file", required=False, type=click.Path())
@text_or_json("How to print the settings.")
@click.option("--check", is_flag=True, help="Run the examples of your own rules instead of printing the settings.")
@rule_options
@color_option
@click.pass_context
def config(ctx: click.Context, file: str | None, format_name: str, check: bool, color: str) -> None:
    """Show the settings that hold for FILE, or in this folder, and where each comes from.

    What is printed can be pasted into an asklint.toml.
    """
    resolver = resolver_of(ctx)
    configuration = resolver.for_folder(Path.cwd()) if file is None else resolver.for_file(file)
    if check:
        _check(configuration)
        return
    codes = _codes(configuration, file)
    if format_name == "json":
        from asklint.formats.records import dump

        prepare_stdout(machine=True)
        write([dump(_record(configuration, file, codes), indent=2) + "\n"])
        return
    unicode = prepare_stdout(machine=False)
    text = "\n".join(_lines(configuration, file, codes, Paint(wants_color(color)))) + "\n"
    write([text if unicode else plain(text)])


def _check(configuration: Configuration) -> None:
    """Run the examples of rules that are not asklint's own; raises `ConfigError` with one line for each broken one."""
    from asklint.errors import ConfigError
    from asklint.rules.custom import broken_examples
    from asklint.rules.registry import RULES, all_rules

    linter = linter_of(configuration)
    own = [rule for rule in all_rules(configuration.settings.rules) if rule not in RULES]
    broken = list(broken_examples(own, linter)) if own else []
    if broken:
        raise ConfigError("\n".join(broken))
    examples = sum(len(rule.examples) for rule in own)
    prepare_stdout(machine=False)
    count = f"{len(own)} {'rule' if len(own) == 1 else 'rules'}"
    text = f"{count} of your own, {examples} examples: all as they say" if own else "no rules of your own"
    write([f"{text}\n"])


def _codes(configuration: Configuration, file: str | None) -> list[str]:
    """The rules that run."""
    from asklint.settings.selection import ignored_for, selects

    left_out = () if file is None else ignored_for(file, configuration.settings.per_file_ignores)
    return [rule.code for rule in linter_of(configuration).rules if not selects(left_out, rule)]


def _lines(configuration: Configuration, file: str | None, codes: list[str], paint: Paint) -> Iterator[str]:
    from asklint.settings.options import OPTIONS

    columns = output_width(None)
    files = " and ".join(str(path) for path in reversed(configuration.files)) or "no file"
    where = "in this folder" if file is None else f"for {file}"
    heading = f"The settings {where}, from {files}."
    yield from (paint.dim(harmless(line)) for line in wrap(heading, columns, first="# ", rest="# "))
    written = [(_written(option, configuration), str(configuration.origin(option.field))) for option in OPTIONS]
    longest = max((width(text) for text, _ in written if width(text) <= 40), default=0)
    for text, origin in written:
        line = f"{harmless(text)}{' ' * max(longest - width(text), 0)}"
        comment = paint.dim(f"# {harmless(origin)}")
        yield f"{paint.dim(line) if origin == 'default' else line}  {comment}"
    yield ""
    count = f"{len(codes)} {'rule runs' if len(codes) == 1 else 'rules run'}: {' '.join(codes)}".rstrip(": ")
    yield from (paint.dim(line) for line in wrap(count, columns, first="# ", rest="# "))


def _written(option: Option, configuration: Configuration) -> str:
    value = _plain(option, configuration)
    return f"# {option.key} is not set" if value is None else f"{option.key} = {_toml(value)}"


def _plain(option: Option, configuration: Configuration) -> Any:
    """A setting's value as TOML and JSON have it."""
    value = getattr(configuration.settings, option.field)
    if option.field == "per_file_ignores":
        patterns: dict[str, list[str]] = {}
        for entry in value:
            patterns.setdefault(entry.pattern, []).extend(entry.selectors)
        return patterns
    if isinstance(value, tuple):
        return [dict(item) if isinstance(item, Mapping) else item for item in value]
    if isinstance(value, Mapping):
        return dict(value)
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def _toml(value: Any) -> str:
    """A value as one line of TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # JSON's escapes are TOML's, but for DEL, which TOML wants escaped too
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Mapping):
        return (
            "{ " + ", ".join(f"{_toml(key)} = {_toml(item)}" for key, item in value.items()) + " }" if value else "{}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return str(value)


def _record(configuration: Configuration, file: str | None, codes: list[str]) -> dict[str, Any]:
    from asklint.settings.options import OPTIONS

    return {
        "schema_version": 1,
        "path": file,
        "files": [str(path) for path in reversed(configuration.files)],
        "settings": {
            option.key: {
                "value": _json(_plain(option, configuration)),
                "origin": {
                    "source": configuration.origin(option.field).source,
                    "line": configuration.origin(option.field).line,
                },
            }
            for option in OPTIONS
        },
        "rules": codes,
    }


def _json(value: Any) -> Any:
    """A TOML value as JSON has it; dates become strings."""
    if isinstance(value, Mapping):
        return {key: _json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_json(item) for item in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
