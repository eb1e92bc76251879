"""``python -m tests.reference``: the reference of the command, made from the command itself, to standard output."""

import inspect
import sys
from collections.abc import Iterator
from enum import Enum
from typing import Any, get_args

from factsheet_builder.cli.app import VERBS

HEAD = """\
# Reference

Every verb with its arguments and options, as the command says them; made by `make reference`, do not edit.
Problems go to standard error as `file:line:column`, what is wrong, and what to do.
"""


def commands() -> Iterator[tuple[str, str, Any]]:
    """Yield every verb: who uses it, its words, its command; those of a group one by one."""
    for name, verb in VERBS.items():
        command = verb.load(name)
        inner = getattr(command, "commands", None)
        if inner is None:
            yield verb.panel, name, command
        else:
            yield from ((verb.panel, f"{name} {below}", inner[below]) for below in inner)


def reference() -> str:
    """Return the whole page, ending in a line feed."""
    parts, panel = [HEAD], ""
    for user, words, command in commands():
        if user != panel:
            panel = user
            parts.append(f"\n## {panel}\n")
        parts.append(f"\n### factsheet {words}\n\n{inspect.cleandoc(command.help or '')}\n\n")
        parts.extend(f"- {_of(parameter)}\n" for parameter in command.params if parameter.name != "help")
    return "".join(parts)


def _of(parameter: Any) -> str:
    words = (getattr(parameter, "help", "") or "").replace("\n", " ")
    if parameter.param_type_name == "argument":
        return f"`{parameter.metavar or (parameter.name or '').upper()}` {words}".rstrip()
    value = "" if parameter.is_flag else f" {parameter.metavar or _kinds(parameter)}"
    return f"`{', '.join(parameter.opts)}{value}` {words}".rstrip()


def _kinds(parameter: Any) -> str:
    """Return what an option takes: the values of an enumeration, otherwise the name of its type."""
    kind = parameter.type_descriptor.annotation
    kind = next(iter(get_args(kind)), kind)
    return "|".join(str(member.value) for member in kind) if issubclass(kind, Enum) else kind.__name__


if __name__ == "__main__":
    sys.stdout.write(reference())
