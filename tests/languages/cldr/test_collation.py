"""Names are in the alphabetical order of each language, as CLDR has it."""

from pathlib import Path

import pytest

from factsheet_builder.languages.cldr.collation import sort_key

LISTS = dict(
    line.split(": ", 1)
    for line in (Path(__file__).parents[2] / "fixtures" / "party_order.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
)
WITH_RULES = {"ar", "cs", "da", "et", "hr", "hu", "is", "lt", "lv", "nb", "pl", "sk", "sl", "sv"}
"""Languages whose own rules move a name of these lists; the others have the order of the root."""


@pytest.mark.parametrize("tag", LISTS)
def test_the_names_of_the_parties_are_in_the_order_of_the_language(tag: str) -> None:
    names = LISTS[tag].split("; ")
    assert len(names) == 48
    by_code_points = sorted(names)
    assert sorted(by_code_points, key=lambda name: sort_key(name, tag)) == names


def test_there_are_the_languages_of_the_parties() -> None:
    assert len(LISTS) == 22


@pytest.mark.parametrize("tag", sorted(WITH_RULES))
def test_another_language_would_sort_them_otherwise(tag: str) -> None:
    """The control: the order of the root, which was used for all languages, is not theirs."""
    names = LISTS[tag].split("; ")
    assert sorted(names, key=lambda name: sort_key(name, "en")) != names


@pytest.mark.parametrize(
    ("tag", "row"),
    [
        ("hr", ["Cipar", "Crna Gora", "Češka"]),
        ("is", ["Ungverjaland", "Úkraína"]),
        ("cs", ["Gruzie", "Chorvatsko", "Irsko"]),
        ("et", ["Soome", "Šveits", "Taani"]),
        ("sv", ["Ungern", "Österrike"]),
        ("fi", ["Vadelma", "Åland", "Äänekoski", "Öljy"]),
        ("es", ["nuez", "nylon", "ñandú", "oasis"]),
        ("tr", ["Irak", "İran", "jale"]),
    ],
)
def test_known_rows(tag: str, row: list[str]) -> None:
    """What grammars of these languages say, whatever a library says."""
    by_code_points = sorted(row)
    assert sorted(by_code_points, key=lambda name: sort_key(name, tag)) == row


def test_a_pseudo_locale_has_the_order_of_its_language() -> None:
    assert sort_key("Malta", "en-XA") == sort_key("Malta", "en")
