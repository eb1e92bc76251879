"""One message of a catalog is translated: only its lines change, in files of any program."""

import re
from datetime import date, datetime, tzinfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factsheet_builder.errors import ContentError
from factsheet_builder.languages.catalogs import (
    Catalog,
    entries,
    forms_of,
    parse_po,
    po_bytes,
    put_translation,
    words_of,
)
from factsheet_builder.languages.keeping.message_edits import set_message, up_to_date
from factsheet_builder.languages.messages import LABELS, Message
from factsheet_builder.languages.reviews import Review, State
from tests.conftest import ROOT

OTHERS = r"""# A head of another program.
#
msgid ""
msgstr ""
"Language: fr\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"

# A remark that stays.
#. What it is.
#: somewhere:1
#,fuzzy, no-wrap
#| msgctxt "a"
#| msgid "Old"
msgctxt "a"
msgid "New words"
msgstr "Anciens mots"
#. Without a blank line.
msgctxt "b"
msgid ""
"Broken in a way "
"of its own"
msgstr "Coupé"


msgctxt "c"
msgid "{number} thing"
msgid_plural "{number} things"
msgstr[0] ""
msgstr[1] ""

#~ msgctxt "a"
#~ msgid "Gone"
#~ msgstr "Parti"
"""
A, B = Message("sheet", "a", "New words"), Message("sheet", "b", "Broken in a way of its own")
C = Message(LABELS, "c", "{number} thing", "{number} things")


def changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went and those that came, between those that all stay where they are."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return old, new


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_of_another_program_keeps_its_lines(end: str) -> None:
    text = "\ufeff" + OTHERS.replace("\n", end)
    old, new = changed(text, set_message(text, A, ["Nouveaux mots"], locale="fr"))
    assert "".join(old) == end.join(
        [
            "#,fuzzy, no-wrap",
            '#| msgctxt "a"',
            '#| msgid "Old"',
            'msgctxt "a"',
            'msgid "New words"',
            'msgstr "Anciens mots"',
            "",
        ]
    )
    assert "".join(new) == end.join(["#, no-wrap", 'msgctxt "a"', 'msgid "New words"', 'msgstr "Nouveaux mots"', ""])
    old, new = changed(text, set_message(text, B, ["Coupé"], State.STALE, locale="fr"))
    assert ("".join(old), "".join(new)) == ("", f"#, fuzzy{end}")


def test_the_minute_that_passes_meanwhile_is_nothing_that_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Babel puts the present minute into the header of a catalog that has none."""
    minutes = iter(range(60))

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Clock":
            return cls(2026, 11, 29, 12, next(minutes), tzinfo=tz)

    monkeypatch.setattr("babel.messages.catalog.datetime.datetime", Clock)
    assert 'msgstr "Mots"' in set_message(OTHERS, A, ["Mots"], locale="fr")
    assert next(minutes) > 2


def test_all_forms_and_a_flag() -> None:
    old, new = changed(OTHERS, set_message(OTHERS, C, ["{number} chose", "{number} choses"], locale="fr"))
    assert [line.strip() for line in new if line not in old] == [
        "#, python-brace-format",
        'msgstr[0] "{number} chose"',
        'msgstr[1] "{number} choses"',
    ]
    assert len(old) == 5


def test_who_vouches_and_what_was_remarked() -> None:
    review = Review(State.APPROVED, "A. Name", date(2026, 11, 29))
    made = set_message(OTHERS, A, ["Mots"], State.APPROVED, review=review, remark="Short.\nVery.", locale="fr")
    entry = parse_po(made.encode(), "x.po", "fr").get("New words", "a")
    assert entry is not None
    assert [comment.partition(" [")[0] for comment in entry.user_comments] == [
        "Short.", "Very.", "state: approved by A. Name, 2026-11-29",
    ]  # fmt: skip
    assert "# A remark that stays." not in made
    again = set_message(made, A, ["Autres mots"], locale="fr")
    assert "approved" not in again
    assert "# Short.\n# Very.\n#. What it is.\n" in again


@pytest.mark.parametrize(
    ("message", "forms", "code"),
    [
        (Message("sheet", "a", "Newer words"), ["x"], "no-message"),
        (C, ["x"], "forms"),
        (Message("sheet", "", "x"), ["x"], "no-message"),
    ],
)
def test_what_cannot_be_put_alone_is_refused(message: Message, forms: list[str], code: str) -> None:
    with pytest.raises(ContentError) as caught:
        set_message(OTHERS, message, forms, locale="fr", file="sheet.po")
    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.place.file) == (code, "sheet.po")
    assert problem.remedy


def test_a_message_that_stands_twice_is_refused() -> None:
    text = OTHERS + '\nmsgctxt "b"\nmsgid "Broken in a way of its own"\nmsgstr "Encore"\n'
    with pytest.raises(ContentError, match="stands twice"):
        set_message(text, B, ["Enfin"], locale="fr")


def test_a_catalog_is_brought_up_to_date_only_where_it_is_not() -> None:
    assert up_to_date(OTHERS, [A, C], domain="sheet", locale="fr") == OTHERS
    newer = Message("sheet", "b", "Broken in another way of its own")
    made = up_to_date(OTHERS, [A, newer, C], domain="sheet", locale="fr")
    assert set_message(made, newer, ["Coupé autrement"], locale="fr").count("Coupé") == 1
    begun = up_to_date("", [A], domain="sheet", locale="fr")
    assert 'msgstr "Mots"' in set_message(begun, A, ["Mots"], locale="fr")


def edit_one_message(data: st.DataObject) -> None:
    """What is written is what the program writes of the whole catalog, in a file of its own; in any, all else stays."""
    file = data.draw(st.sampled_from(sorted(ROOT.glob("data/locales/*/LC_MESSAGES/*.po"))))
    locale, text = file.parts[-3], file.read_text(encoding="utf-8")
    po = parse_po(text.encode(), file.name, locale)
    entry = data.draw(st.sampled_from(list(entries(po))))
    message = Message(file.stem, str(entry.context or ""), *words_of(entry))
    words = st.one_of(
        st.sampled_from(["court", "a\nb “c” \\ d\n", "{party.genitive}", "mot " * 50]),
        st.text('aé "\\\n{}#%', min_size=1),
    )
    forms = [data.draw(words) for _ in range(len(forms_of(entry)))]
    state = data.draw(st.sampled_from([State.TRANSLATED, State.STALE, State.REVIEWED]))
    put_translation(Catalog(file.stem, locale, po, file.name), message, tuple(forms), state)
    made = set_message(text, message, forms, state, locale=locale, file=file.name)
    assert bare(made) == bare(po_bytes(po).decode()) or bare(text) != bare(written_anew(text, locale))


def written_anew(text: str, locale: str) -> str:
    """A catalog as the program writes it."""
    return po_bytes(parse_po(text.encode(), "", locale)).decode()


def bare(text: str) -> str:
    """A catalog without the day of the file, and without flags that Babel guesses from the English."""
    flags = r"^#, (?:fuzzy, )?(?:python-brace-format|python-format)(?:, python-format)?\n"
    return re.sub(rf'^"POT-Creation-Date: .*\n|{flags}', "", text, flags=re.MULTILINE)


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_message(data: st.DataObject) -> None:
    edit_one_message(data)


@pytest.mark.slow
@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_message(data: st.DataObject) -> None:
    edit_one_message(data)
