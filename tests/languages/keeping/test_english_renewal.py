"""A message whose English has changed gets it in its own entry, and in no other."""

import pytest

from factsheet_builder.languages.catalogs import Catalog, parse_po
from factsheet_builder.languages.keeping.english_renewal import with_present_english
from factsheet_builder.languages.keeping.merging import merge
from factsheet_builder.languages.keeping.message_edits import set_message
from factsheet_builder.languages.messages import Message
from factsheet_builder.languages.reviews import State

PO = """msgid ""
msgstr ""
"Language: fr\\n"

# A remark.
#: somewhere:1
msgctxt "a"
msgid "Old words"
msgstr "Mots"

#, fuzzy
#| msgid "Older"
msgctxt "b"
msgid "Old thing"
msgstr "Chose"

msgctxt "c"
msgid "Not translated"
msgstr ""
"""
A, B, C = (Message("sheet", name, f"New {name}") for name in "abc")


def lines(before: str, after: str) -> tuple[set[str], set[str]]:
    return set(before.splitlines()) - set(after.splitlines()), set(after.splitlines()) - set(before.splitlines())


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("message", "gone", "came"),
    [
        (A, {'msgid "Old words"'}, {"#, fuzzy", '#| msgid "Old words"', 'msgid "New a"'}),
        (B, {'msgid "Old thing"'}, {'msgid "New b"'}),
        (C, {'msgid "Not translated"'}, {'msgid "New c"'}),
    ],
)
def test_one_entry_has_the_present_english(message: Message, gone: set[str], came: set[str], end: str) -> None:
    text = "\ufeff" + PO.replace("\n", end)
    made = with_present_english(text, message, locale="fr")
    old, new = lines(text, made)
    assert (old, new) == (gone, came - set(text.splitlines()))
    assert made.count("\r\n") == (made.count("\n") if end == "\r\n" else 0)
    merged = merge(Catalog("sheet", "fr", parse_po(text.encode(), "x", "fr")), [message])
    assert Catalog("sheet", "fr", parse_po(made.encode(), "x", "fr")).of(message) == merged.of(message)


def test_then_it_is_translated_in_its_own_lines() -> None:
    made = set_message(with_present_english(PO, A, locale="fr"), A, ["Nouveaux"], locale="fr")
    assert lines(PO, made) == ({'msgid "Old words"', 'msgstr "Mots"'}, {'msgid "New a"', 'msgstr "Nouveaux"'})
    doubted = set_message(with_present_english(PO, A, locale="fr"), A, ["Mots"], State.STALE, locale="fr")
    assert '#, fuzzy\n#| msgid "Old words"\nmsgctxt "a"' in doubted


@pytest.mark.parametrize(
    "message", [Message("sheet", "a", "Old words"), Message("sheet", "d", "New"), Message("sheet", "", "New")]
)
def test_what_needs_nothing_or_is_not_there_is_left(message: Message) -> None:
    assert with_present_english(PO, message, locale="fr") == PO
