"""Forms by number: CLDR's rules, and those that gettext's own program writes."""

import re
import subprocess
from gettext import c2py
from pathlib import Path

import pytest

from factsheet_builder.languages.catalogs import new_po, po_bytes
from factsheet_builder.languages.cldr.plural_forms import plural_forms_of

GETTEXT = (
    *("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "hr", "hu", "it", "lt", "nb", "nl", "pl", "ro", "ru"),
    *("sk", "sl", "sr", "sv", "tr", "uk"),
)
"""Languages that ``msginit`` knows, and that CLDR has the same rules for."""


@pytest.mark.parametrize(
    ("tag", "count"),
    [
        ("tr", 2),
        ("hy", 2),
        ("he", 3),
        ("ar", 6),
        ("ka", 2),
        ("ga", 5),
        ("mt", 5),
        ("cy", 6),
        ("lv", 3),
        ("uk", 3),
        ("ja", 1),
    ],
)
def test_a_language_has_as_many_forms_as_cldr_says(tag: str, count: int) -> None:
    assert plural_forms_of(tag)[0] == count


@pytest.mark.parametrize(
    ("tag", "forms"),
    [
        ("tr", {1: 0, 0: 1, 2: 1}),
        ("he", {1: 0, 2: 1, 0: 2, 3: 2}),
        ("hy", {0: 0, 1: 0, 2: 1}),
        ("lv", {0: 0, 1: 1, 21: 1, 11: 0, 2: 2}),
        ("ar", {0: 0, 1: 1, 2: 2, 3: 3, 11: 4, 100: 5}),
        ("pt", {0: 0, 1: 0, 2: 1}),
    ],
)
def test_each_number_finds_its_form(tag: str, forms: dict[int, int]) -> None:
    find = c2py(plural_forms_of(tag)[1])
    assert {number: find(number) for number in forms} == forms


def test_gettext_says_the_same(tmp_path: Path) -> None:
    template = tmp_path / "x.pot"
    template.write_bytes(po_bytes(new_po("x", None)))
    for tag in GETTEXT:
        command = ["msginit", "--no-translator", "-l", tag, "-i", str(template), "-o", "-"]
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout.replace('"\n"', "")
        match = re.search(r"nplurals=(\d+); plural=(.*?);\\n", text)
        assert match, tag
        count, expression = plural_forms_of(tag)
        theirs, ours = c2py(match[2]), c2py(expression)
        assert int(match[1]) == count, tag
        assert [theirs(number) for number in range(201)] == [ours(number) for number in range(201)], tag


@pytest.mark.parametrize("tag", ["tr", "he", "ga"])
def test_a_new_catalog_says_so_in_its_header(tag: str) -> None:
    count, expression = plural_forms_of(tag)
    assert f"Plural-Forms: nplurals={count}; plural={expression};" in po_bytes(new_po("x", tag)).decode().replace(
        '"\n"', ""
    )
