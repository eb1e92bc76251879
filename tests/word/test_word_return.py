"""A Word file of ours that comes back changes the content where it was changed in Word, and nowhere else."""

import io
import re
from collections.abc import Callable
from copy import deepcopy
from difflib import unified_diff
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from factsheet_builder.builds.making.word_again import make_again
from factsheet_builder.content.reading.reader import read_factsheet, read_register
from factsheet_builder.errors import Diagnostic, UsageError
from factsheet_builder.importing.arrival import Returned, receive
from factsheet_builder.importing.drafting import Asked
from factsheet_builder.importing.renewing.delivered_words import Delivered, delivered_in, digests_of, written
from factsheet_builder.importing.siblings import facts_of
from factsheet_builder.importing.word_file.word_body import delivered_with, read_word_file
from factsheet_builder.languages.exchange.word.word_archive import open_word
from factsheet_builder.project import Project
from factsheet_builder.word.word_maker import WordMaker
from tests.languages.exchange.word.word_files import packed, parts_of
from tests.word.documents import DATED, EVERY_BLOCK, view_of

Document = Any
NAMES = ("every-block", "cross-references")


class Desk:
    """Files of one fixture, each made once, and what their return changes."""

    def __init__(self) -> None:
        self._made: dict[str, bytes] = {}
        self._again: dict[str, bytes] = {}

    def made(self, name: str) -> bytes:
        if name not in self._made:
            view, made_of = view_of(EVERY_BLOCK, name), Delivered(name, "en")
            self._made[name] = WordMaker(EVERY_BLOCK).make(view, DATED, made_of).data
            self._again[name] = make_again(EVERY_BLOCK, made_of)
        return self._made[name]

    def back(
        self, name: str, change: Callable[[Document], object] | None = None, passages: dict[str, str] | None = None
    ) -> tuple[list[str], tuple[Diagnostic, ...]]:
        """Return the lines that a file, changed in Word, changes in the content, and what is said of it."""
        data = self.made(name)
        if change:
            document = docx.Document(io.BytesIO(data))
            change(document)
            stream = io.BytesIO()
            document.save(stream)
            data = stream.getvalue()
        came = delivered_with(data, "back.docx")
        assert came is not None
        returned = Returned(
            read_word_file(self._again[name], "a.docx"), came.passages if passages is None else passages
        )
        facts, register = facts_of(read_factsheet(EVERY_BLOCK, name)), read_register(EVERY_BLOCK).model
        text = read_word_file(data, "back.docx")
        arrival = receive(EVERY_BLOCK, text, facts, register, Asked(name), returned)
        (file,) = arrival.files
        before = file.read_text(encoding="utf-8").splitlines()
        diff = unified_diff(before, arrival.files[file].decode().splitlines(), n=0, lineterm="")
        return [line for line in diff if re.match(r"[-+](?![-+]{2} )", line)], arrival.diagnostics


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk()


def says(document: Document, words: str) -> Any:
    """Return the paragraph that has some words."""
    return next(
        p for p in document.element.body.iter(qn("w:p")) if words in "".join(t.text or "" for t in p.iter(qn("w:t")))
    )


def typed(old: str, new: str) -> Callable[[Document], None]:
    """Return what types words over others, in one run."""

    def change(document: Document) -> None:
        (letters,) = [t for t in says(document, old).iter(qn("w:t")) if old in (t.text or "")]
        letters.text = letters.text.replace(old, new)

    return change


@pytest.mark.parametrize("name", NAMES)
def test_what_nobody_changed_stays_to_the_letter(desk: Desk, name: str) -> None:
    assert desk.back(name) == ([], ())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "old", "new", "lines"),
    [
        ("every-block", "whatever floats;", "whatever swims;", ["- whatever floats;", "- whatever swims;"]),
        ("every-block", "The second count is the one that counts.", "The third one counts.", None),
        ("every-block", "One was under water.", "Two were under water.", None),
        ("every-block", "Boats by Party", "Boats by State", None),
        ("cross-references", "on what a boat looks like", "on how a boat looks", None),
        ("cross-references", "Who looks before counting sees too many.", "Count first.", None),
        ("cross-references", "calls everything a boat that floats", "calls all a boat that floats", None),
    ],
    ids=["item", "practice", "cell", "title", "beside a number", "inside a box", "between links"],
)  # fmt: skip
def test_an_edit_changes_its_lines_only(desk: Desk, name: str, old: str, new: str, lines: list[str] | None) -> None:
    changed, said = desk.back(name, typed(old, new))
    assert said == ()
    assert lines is None or [line[1:].strip() for line in changed] == lines
    assert sum(line.startswith("-") for line in changed) == 1
    assert new.split()[1] in " ".join(changed)


@pytest.mark.slow
def test_a_note_is_edited_in_its_place(desk: Desk) -> None:
    def change(document: Document) -> None:
        part = next(r.target_part for r in document.part.rels.values() if r.reltype.endswith("/footnotes"))
        part._blob = part.blob.replace(b"A gloss.", b"A longer gloss.")

    changed, said = desk.back("every-block", change)
    assert changed == [
        "-  - { kind: gloss, id: gloss, text: A gloss. }",
        '+  - { kind: gloss, id: gloss, text: "A longer gloss." }',
    ]
    assert said == ()


@pytest.mark.slow
def test_paragraphs_come_and_go(desk: Desk) -> None:
    def change(document: Document) -> None:
        gone = says(document, "A paragraph that leads")
        new = deepcopy(gone)
        for mark in [*new.iter(qn("w:bookmarkStart")), *new.iter(qn("w:bookmarkEnd"))]:
            new.remove(mark)
        letters = list(new.iter(qn("w:t")))
        for one in letters:
            one.text = ""
        letters[-1].text = "A wholly new paragraph."
        gone.addprevious(new)
        gone.getparent().remove(gone)

    changed, _ = desk.back("every-block", change)
    text = "\n".join(changed)
    assert re.search(r"^\+ +text: A wholly new paragraph\.$", text, re.MULTILINE)
    assert re.search(r"^- +text: .?A paragraph that leads", text, re.MULTILINE)


def test_what_word_cannot_carry_is_shown_and_not_overwritten(desk: Desk) -> None:
    changed, said = desk.back("every-block", typed("Thousands of boats", "Millions of boats"))
    (conflict,) = said
    assert (conflict.code, conflict.place.passage) == ("conflict", "figure-bars")
    assert "Millions of boats" in conflict.what
    assert all(line.lstrip("+ ").startswith("#") for line in changed)


@pytest.mark.slow
def test_edits_made_in_the_content_since_stay(desk: Desk) -> None:
    """The file says what it was made of: what differs from the content and was not changed in Word is older."""
    came = delivered_with(desk.made("every-block"), "a.docx")
    assert came is not None
    older = deepcopy(came.passages)
    older["p1"] = "another"
    _, said = desk.back("every-block", typed("A numbered paragraph with", "The numbered paragraph with"), older)
    assert [problem.code for problem in said] == ["conflict"]
    changed, said = desk.back("every-block", typed("whatever floats;", "whatever swims;"), older)
    assert len(changed) == 2
    assert said == ()


def test_a_file_that_does_not_say_what_it_was_made_of_is_named(desk: Desk) -> None:
    changed, said = desk.back("every-block", typed("whatever floats;", "whatever swims;"), {})
    assert len(changed) == 2
    assert [problem.code for problem in said] == ["made-of"]


def test_a_comment_is_reported(desk: Desk) -> None:
    def change(document: Document) -> None:
        said = next(p for p in document.paragraphs if "Each Party shall count" in p.text)
        document.add_comment(said.runs[-1], "Why boats?", "Delegation of Atlantis", "AA")

    changed, said = desk.back("every-block", change)
    assert changed == []
    (found,) = said
    assert (found.code, "Delegation of Atlantis: Why boats?" in found.what) == ("comment", True)
    assert found.place.passage


@pytest.mark.parametrize("said", [b"[]", b"no JSON", b'["a","en","","",{"p":1}]', b"[" * 5000])
def test_what_a_file_says_of_itself_is_not_believed_blindly(desk: Desk, said: bytes) -> None:
    parts = parts_of(desk.made("every-block"))
    name = next(name for name, part in parts.items() if b"urn:factsheet-builder:passages" in part)
    own = re.sub(rb">\[.*\]<", lambda _: b">" + said + b"<", parts[name])
    assert delivered_in(open_word(packed({**parts, name: own}), "a.docx")) is None


def test_what_a_file_says_of_itself_is_read_back(desk: Desk) -> None:
    found = Delivered("a<b", "en", "MLT", "full", {"note x": "12", "p&q": "3"})
    parts = parts_of(desk.made("every-block"))
    name = next(name for name, part in parts.items() if b"urn:factsheet-builder:passages" in part)
    assert delivered_in(open_word(packed({**parts, name: written(found)}), "a.docx")) == found
    assert digests_of(read_word_file(desk.made("every-block"), "a.docx"))["note shared"]


def test_a_translation_does_not_come_back_as_content(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        make_again(Project(EVERY_BLOCK.root), Delivered("every-block", "fr"))
    assert caught.value.diagnostics[0].code == "language"
