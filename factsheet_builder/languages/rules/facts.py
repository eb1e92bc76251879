"""What a translation says as the English does: numbers in digits, addresses, the phrase that says who is addressed."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from factsheet_builder.content.findings import Findings, finding
from factsheet_builder.languages.rules.pairs import ADDRESS, TRAILING, Pair, Rule, Standard

_DIGITS: Final = re.compile(r"\d+")
_ALWAYS: Final = re.compile(r"\b24 hours a day(?:,? (?:and )?7 days a week)?|\b24/7\b")
"""What English says in digits and other languages say in a word too, as Ukrainian and Arabic do."""


def numbers(pair: Pair, standard: Standard) -> Findings:
    """Find numbers in digits that the English has not, or that are missing; how often one is said does not matter.

    “24 hours a day” may be said in a word; numbers other than the English has may not. Languages repeat numbers
    (“24 heures sur 24”) and write them in digits of their own and with separators of their own.
    """
    del standard
    wanted, found = _numbers(pair.english), _numbers(pair.words)
    if missing := _numbers(_ALWAYS.sub("", pair.english)) - found:
        what = f"The number {', '.join(sorted(missing))} of the original is missing."
        yield finding("number", pair.place, what, "Write it in digits, as in the original.")
    if extra := found - wanted:
        what = f"The number {', '.join(sorted(extra))} is not in the original."
        yield finding("number", pair.place, what, "Correct it; write in words what the original has in words.")


def _numbers(text: str) -> set[str]:
    return {
        "".join(str(unicodedata.digit(digit)) for digit in match[0])
        for match in _DIGITS.finditer(ADDRESS.sub("", text))
    }


def addresses(pair: Pair, standard: Standard) -> Findings:
    """Find addresses of web pages and mailboxes that are not those of the English."""
    del standard
    wanted, found = _addresses(pair.english), _addresses(pair.words)
    for address in sorted(wanted - found):
        yield finding(
            "address", pair.place, f"The address {address} of the original is missing.", "Copy it to the letter."
        )
    for address in sorted(found - wanted):
        yield finding("address", pair.place, f"The address {address} is not in the original.", "Delete or correct it.")


def _addresses(text: str) -> set[str]:
    return {match[0].rstrip(TRAILING) for match in ADDRESS.finditer(text)}


_PHRASE: Final = ".addressees"


def open_phrases(pairs: Mapping[str, Pair]) -> Findings:
    """Find phrases that say who is addressed, and do not stand to the letter in their recommendation; ``pairs`` by id."""
    for name, phrase in pairs.items():
        text = pairs.get(f"{name.removesuffix(_PHRASE)}.text")
        if not name.endswith(_PHRASE) or text is None or phrase.text in text.words:
            continue
        what = f"“{phrase.text}” does not stand in the translation of “{text.message.id}”, whose addressees it names."
        remedy = "Copy the words to the letter, capitals and case included, from that translation."
        yield finding("addressees-phrase", phrase.place, what, remedy)


RULES: Final[tuple[Rule, ...]] = (numbers, addresses)
