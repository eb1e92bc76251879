"""What tests of edits share: all files of content that ship or serve as fixtures, their values, and values that are nasty."""

from collections import Counter
from collections.abc import Iterator
from functools import cache

from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.yaml_source import Data, read_yaml_text
from tests.conftest import ROOT

FILES = sorted([*ROOT.glob("data/**/*.yaml"), *ROOT.glob("tests/fixtures/*/data/**/*.yaml")])
SMALL = [file for file in FILES if file.stat().st_size < 4000]

NASTY: list[Data] = [
    "x", "two words",
    "a longer text of several words, which goes on until it is much longer than one line of a file has room",
    "two\nlines", "two\n\nparagraphs\n", "\n\nbegins low", "trailing ", "trailing\n\n", "  leading", "two  spaces",
    "- dash", "# number", "a # b", "key: value", "'single' \"double\"", "it's", "“quoted”", "[words](#), more", "{brace}",
    "*strong*", "&anchor", "!tag", "%", "@", "`code`", "|", "> more", "? y", ":", "-", "---", "...", "a: |\n  b\nc",
    "\ttab", "a\tb", "عربي\u200f (RLM)", "a\u0085b", "a\u2028b", "a\u202eb", "\ufeffx", "a\r\nb", "a\x00b",
    "\U000e0041", "w" * 200,
    "42", "4.20", "1e3", "0x1F", "yes", "NO", "true", "null", "~", "2022-03-10", "12:30", "", " ", 42, 1.5, True, None,
]  # fmt: skip


@cache
def text_of(index: int) -> str:
    """The text of a file, its line ends as they are."""
    return FILES[index].read_bytes().decode()


def nodes(data: Data, path: Path = ()) -> Iterator[tuple[Path, Data]]:
    """Yield every value with its path, the whole first."""
    yield path, data
    if isinstance(data, dict):
        for key, held in data.items():
            yield from nodes(held, (*path, key))
    elif isinstance(data, list):
        for index, held in enumerate(data):
            yield from nodes(held, (*path, index))


def leaves(text: str) -> list[tuple[Path, Data]]:
    """Every text and number of a file."""
    return [(path, held) for path, held in nodes(read_yaml_text(text, "").data) if not isinstance(held, (dict, list))]


def comments(text: str) -> Counter[str]:
    """The comments that have lines of their own, and what looks like one."""
    return Counter(line.strip() for line in text.splitlines() if line.strip().startswith("#"))


def assert_only_its_lines(before: str, after: str, path: Path, end: str) -> None:
    """All lines above the key of a value, and below its last, are as they were."""
    source = read_yaml_text(before, "")
    first = min(source.place(path).line, source.key_place(path).line) - 1
    below = len(before.split(end)) - source.ends.get(path, source.place(path).line)
    old, new = before.split(end), after.split(end)
    assert new[:first] == old[:first]
    assert new[len(new) - below :] == old[len(old) - below :]
