"""The README says what the command does: every verb, option and exit code, and no command line that would not parse."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer.main

from factsheet_builder.cli import app
from factsheet_builder.content.reader import SCHEMAS
from factsheet_builder.errors import ExitCode

README = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
COMMAND: Any = typer.main.get_command(app)


def verbs(group: Any, before: str = "") -> dict[str, Any]:
    """Return the verbs by their words, those of a group (``replies read``) one by one."""
    found: dict[str, Any] = {}
    for name, command in group.commands.items():
        words = f"{before}{name}"
        found |= verbs(command, f"{words} ") if hasattr(command, "commands") else {words: command}
    return found


VERBS = verbs(COMMAND)


def row_of(verb: str, text: str = README) -> str:
    """Return the row of the table of verbs that describes ``verb``."""
    rows = [line for line in text.splitlines() if re.match(rf"\| `factsheet {verb}\b", line)]
    assert len(rows) == 1, f"README.md has {len(rows)} rows for `factsheet {verb}`"
    return rows[0]


def command_lines(text: str = README) -> list[str]:
    """Return every command line of the text: in backticks, and indented or in blocks of code."""
    inline = re.findall(r"`((?:factsheet|\S*python -m factsheet_builder) [^`]+)`", text)
    blocks = re.findall(r"^\s*(?:\$ )?(factsheet .+?)\s*(?:#.*)?$", text, re.MULTILINE)
    return [*inline, *blocks]


def exit_codes(text: str = README) -> dict[int, str]:
    return {int(code): words for code, words in re.findall(r"^\| (\d+) \| (.+?) \|$", text, re.MULTILINE)}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_a_row_with_its_options(verb: str) -> None:
    row = row_of(verb)
    options = [name for parameter in VERBS[verb].params for name in parameter.opts if name.startswith("--")]
    missing = [option for option in options if option != "--help" and option not in row]
    assert missing == []


def test_no_row_names_an_option_that_does_not_exist() -> None:
    for verb, command in VERBS.items():
        known = {name for parameter in command.params for name in parameter.opts}
        assert set(re.findall(r"--[a-z-]+", row_of(verb))) <= known


@pytest.mark.parametrize("line", command_lines())
def test_every_command_line_parses(line: str) -> None:
    parses(line)


def parses(line: str) -> None:
    words = shlex.split(re.sub(r"^\S*python -m factsheet_builder", "factsheet", line))[1:]
    size = 2 if " ".join(words[:2]) in VERBS else 1
    name = " ".join(words[:size])
    VERBS[name].make_context(name, words[size:], resilient_parsing=False)


def test_exit_codes_are_those_of_the_command() -> None:
    assert set(exit_codes()) == {int(code) for code in ExitCode}


def test_kinds_of_schemas_are_named() -> None:
    assert [kind for kind in SCHEMAS if f"`{kind}`" not in row_of("schema")] == []


def test_the_documentation_is_read_and_its_faults_are_seen() -> None:
    """The negative control: each reader of the README meets something, and sees a fault that is planted."""
    assert command_lines()
    assert exit_codes("| 7 | something else |") == {7: "something else"}
    assert command_lines("Run `factsheet build --colour`.") == ["factsheet build --colour"]
    with pytest.raises(Exception, match="No such option"):
        parses("factsheet build --colour")
    with pytest.raises(KeyError):
        parses("factsheet print")
    with pytest.raises(AssertionError, match="0 rows"):
        row_of("build", "")
