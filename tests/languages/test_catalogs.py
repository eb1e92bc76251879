"""Catalogs: merged with what there is to translate now, written the same way every time, read with their faults named."""

import os
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from factsheet_builder.errors import ContentError
from factsheet_builder.languages.catalogs import Catalog, is_changed, new_po, parse_po, po_bytes
from factsheet_builder.languages.keeping.merging import merge, template
from factsheet_builder.languages.messages import LABELS, Message
from factsheet_builder.languages.reviews import Review, State

HELLO = Message("sheet", "VI-1.text", "Hello <b>you</b>", comment="A greeting.")
WORLD = Message("sheet", "world", "World")
LOCKED = Message("sheet", "article", "Official", is_locked=True)
COUNT = Message(LABELS, "", "{number} Party", "{number} Parties")
SAVE = Message(LABELS, "", "Save the filled form and return it.")


def catalog(*messages: Message, domain: str = "sheet", **texts: str | tuple[str, ...]) -> Catalog:
    made = merge(Catalog(domain, "uk", new_po(domain, "uk"), "x.po"), messages)
    for name, text in texts.items():
        entry = next(e for e in made.po if e.id and (e.context or str(e.id)).startswith(name.replace("_", "-")))
        entry.string = text
    return read_again(made)


def read_again(made: Catalog) -> Catalog:
    return Catalog(made.domain, made.locale, parse_po(po_bytes(made.po), "x.po", made.locale), "x.po")


def test_a_new_message_is_missing_and_official_text_is_not_asked_for() -> None:
    made = catalog(HELLO, LOCKED)
    assert made.of(HELLO).state is State.MISSING
    assert b"Official" not in po_bytes(made.po)
    assert b"Official" not in po_bytes(template("sheet", [HELLO, LOCKED]))


def test_a_changed_sentence_makes_its_own_translation_stale_and_no_other() -> None:
    before = catalog(HELLO, WORLD, VI_1="Вітаю <b>вас</b>", world="Світ")
    changed = replace(HELLO, source="Hello <b>all of you</b>")
    after = read_again(merge(before, [changed, WORLD]))
    assert after.of(changed).state is State.STALE
    assert (after.of(changed).text, after.of(changed).source) == ("Вітаю <b>вас</b>", HELLO.source)
    assert b'#| msgid "Hello <b>you</b>"' in po_bytes(after.po)
    assert after.of(WORLD).state is State.TRANSLATED


def test_the_previous_english_survives_a_second_change() -> None:
    first = replace(HELLO, source="Hello <b>all of you</b>")
    second = replace(HELLO, source="Good day to <b>all of you</b>")
    before = catalog(HELLO, VI_1="Вітаю <b>вас</b>")
    after = read_again(merge(read_again(merge(before, [first])), [second]))
    assert after.of(second).source == HELLO.source


LONG = 'Hello, all of you who read this “sentence” with its \\ and its " marks, and then some more of it. ' * 4


def test_a_long_previous_english_is_whole_and_each_line_of_it_a_text() -> None:
    """Babel would break its lines inside the quotation marks, where gettext ends with a syntax error."""
    old = replace(HELLO, source=LONG.strip())
    after = merge(catalog(old, WORLD, VI_1="Вітаю", world="Світ"), [replace(old, source="Hello"), WORLD])
    lines = [line for line in po_bytes(after.po).decode().splitlines() if line.startswith("#|")]
    assert len(lines) > 4
    assert all(re.fullmatch(r'#\| (msgid )?"([^"\\]|\\.)*"', line) for line in lines)
    again = read_again(after)
    assert again.of(replace(old, source="Hello")).source == LONG.strip()
    assert po_bytes(again.po) == po_bytes(after.po)


def test_a_previous_plural_is_kept() -> None:
    before = catalog(COUNT, domain=LABELS, **{"(": ("одна", "дві", "три")})
    changed = replace(COUNT, source="{number} Party named", plural="{number} Parties named")
    after = read_again(merge(before, [changed]))
    (entry,) = (entry for entry in after.po if entry.id)
    assert list(entry.previous_id) == ["{number} Party"]


def test_a_sentence_that_is_changed_back_is_translated_again() -> None:
    before = catalog(HELLO, VI_1="Вітаю <b>вас</b>")
    changed = read_again(merge(before, [replace(HELLO, source="Hello")]))
    assert po_bytes(merge(changed, [HELLO]).po) == po_bytes(before.po)


def test_what_is_no_longer_asked_for_is_kept_as_obsolete_and_comes_back() -> None:
    before = catalog(HELLO, WORLD, VI_1="Вітаю <b>вас</b>", world="Світ")
    without = read_again(merge(before, [HELLO]))
    assert '#~ msgstr "Світ"' in po_bytes(without.po).decode()
    assert po_bytes(merge(without, [HELLO, WORLD]).po) == po_bytes(before.po)


def test_a_label_is_found_by_its_words_and_near_words_make_it_fuzzy() -> None:
    before = catalog(SAVE, COUNT, domain=LABELS, Save="Збережіть форму.")
    changed = replace(SAVE, source="Save the filled form and return it to us.")
    after = merge(before, [changed, COUNT])
    assert (after.of(changed).state, after.of(changed).source) == (State.STALE, SAVE.source)
    other = Message(LABELS, "", "Something quite different")
    assert merge(before, [other, COUNT]).of(other).state is State.MISSING


def test_plural_forms_are_those_of_the_language() -> None:
    made = catalog(COUNT, domain=LABELS)
    assert po_bytes(made.po).decode().count("msgstr[") == 3


def test_a_review_is_kept_until_the_english_changes() -> None:
    made = catalog(WORLD, world="Світ")
    entry = made.po.get(WORLD.source, WORLD.id)
    assert entry is not None
    entry.user_comments.append(Review(State.REVIEWED).comment)
    made = read_again(made)
    assert made.of(WORLD).state is State.REVIEWED
    changed = replace(WORLD, source="The world")
    assert read_again(merge(made, [changed])).of(changed).state is State.STALE
    assert Review(State.REVIEWED).comment.encode() not in po_bytes(merge(made, [changed]).po)


def test_the_form_of_the_file_alone_is_no_change() -> None:
    made = catalog(HELLO, WORLD, world="Світ")
    other_form = po_bytes(made.po).replace(b'msgstr "' + "Світ".encode(), b'msgstr ""\n"' + "Світ".encode())
    wrapped = Catalog("sheet", "uk", parse_po(other_form, "x.po", "uk"), "x.po")
    assert other_form != po_bytes(made.po)
    assert not is_changed(wrapped, merge(wrapped, [HELLO, WORLD]))
    assert is_changed(wrapped, merge(wrapped, [HELLO]))


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b'msgid "a"\nmsgstr "\xff"\n', 2),
        (b'msgid "a\nmsgstr "b"\n', 1),
        (b'msgid "a"\nsomething else\n', 2),
    ],
)
def test_a_file_that_is_no_po_is_refused_with_its_place(data: bytes, line: int) -> None:
    with pytest.raises(ContentError) as refused:
        parse_po(data, "data/x.po", "uk")
    (problem,) = refused.value.diagnostics
    assert (problem.place.file, problem.place.line) == ("data/x.po", line)
    assert problem.remedy


def test_the_bytes_are_utf_8_whatever_the_header_says() -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=iso-8859-1\\n"\n\n'
    data = head + 'msgctxt "world"\nmsgid "World"\nmsgstr "Світ"\n'
    assert Catalog("sheet", "uk", parse_po(data.encode(), "x.po", "uk")).of(WORLD).text == "Світ"


def test_a_label_with_a_case_is_one_that_gettext_takes(tmp_path: Path) -> None:
    label = Message(LABELS, "", "Version for {party}")
    made = merge(Catalog(LABELS, "uk", new_po(LABELS, "uk")), [label])
    assert b"#, python-brace-format" in po_bytes(made.po)
    entry = made.po.get(label.source)
    assert entry is not None
    entry.string = "Версія для {party.genitive}"
    file = tmp_path / "x.po"
    file.write_bytes(po_bytes(made.po))
    assert b"python-brace-format" not in file.read_bytes()
    command = ["msgfmt", "--check", "-o", os.devnull, str(file)]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0


def test_what_pasted_texts_bring_along_is_no_part_of_a_translation() -> None:
    plural = 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "x\ufeff"\nmsgstr[1] "\u200cy"\n'
    data = f'msgctxt "w"\nmsgid "World"\nmsgstr "Сві\u00adт\u200b"\n\n{plural}'
    first, second = [e for e in parse_po(data.encode(), "x.po", "fr") if e.id]
    assert (first.string, second.string) == ("Світ", ("x", "\u200cy"))
