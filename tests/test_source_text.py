"""Every word of the source document stands in the PDF, in reading order, and nothing else but what is listed here.

The test carries its own copy of the text. It allows the corrections that are recorded in the content, the two lists of
Parties (made anew from the register, held against the source as sets of names) and the words that the design adds.
"""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from factsheet_builder.builds.inputs import load_content
from factsheet_builder.content.models import Correction
from factsheet_builder.content.passages import blocks_of
from factsheet_builder.pdf.reading.tag_reader import BodyText, read_body
from factsheet_builder.project import Project

SOURCE = Path(__file__).parent / "fixtures" / "assistance-to-victims-source.txt"
SUPERSCRIPTS = "¹²³⁴⁵⁶⁷⁸⁹"
PARTY_LISTS = {"2", "6"}

ADDED_BY_DESIGN = [
    *("Bulgaria", "Promising practice", "Croatia", "Promising practice", "Ireland", "Promising practice"),
    *("VI-1 requires", "23 Parties named", "VI-2 invites", "all Parties that are not already doing so"),
    *("Poland", "Promising practice", "Malta", "Promising practice"),
    *("VI-3 requires", "22 Parties named", "VI-4 invites", "Parties which are not already doing so"),
]
GLANCE = (
    "At a glance",
    "This page is an overview made from the text and no part of it. The wording that counts is on the pages named.",
)
CHAPTER = " · Chapter VI"
OVERVIEW = "Who is addressed, as of 10 March 2022"
ENDS_OF_OVERVIEW = ("not covered", "not covered", "the sources of this factsheet do not say.")
"""The last words of the table, of the legend and of the remarks, in the order that fills the pages."""
IMPRINT = "About this factsheet"


def source_body_and_notes() -> tuple[str, dict[str, str]]:
    """The words of the file without its marks, the notes apart by number; cut sentences joined as in the file."""
    body, notes = [], {}
    for line in SOURCE.read_text(encoding="utf-8").splitlines():
        words = re.sub(r"\[([^\]]+)\]\(#\)", r"\1", line.strip()).replace("**", "")
        if words[:1] and words[0] in SUPERSCRIPTS:
            notes[str(SUPERSCRIPTS.index(words[0]) + 1)] = words[1:].strip()
        else:
            body.append(re.sub(rf"[{SUPERSCRIPTS}]|\^\{{[\d ]+\}}", "", re.sub(r"^- ", "", words)))
    return " ".join(" ".join(body).split()), notes


def corrected(text: str, corrections: list[Correction]) -> str:
    for correction in corrections:
        found = correction.found.replace(" … ", " ")  # “…” stands for the notes that the page break put between
        assert text.count(found) == 1, correction
        text = text.replace(found, correction.printed)
    return text


@pytest.fixture(scope="module")
def corrections(shipped: Project) -> list[Correction]:
    sheet = load_content(shipped, "assistance-to-victims").sheet
    return [*sheet.masthead.corrections, *(c for _, block in blocks_of(sheet) for c in block.corrections)]


@pytest.fixture(scope="module")
def printed(shipped_pdf: bytes) -> BodyText:
    """The text as it is read out; the hyphens at line ends are soft and no part of it."""
    read = read_body(shipped_pdf)
    notes = [replace(note, text=note.text.replace("\u00ad", "")) for note in read.notes]
    return BodyText(tuple(block.replace("\u00ad", "") for block in read.blocks), tuple(notes))


def without_design(blocks: list[str]) -> list[str]:
    """Drop what the design adds, block by block, in its order; every added phrase must be met."""
    kept, added = [], list(ADDED_BY_DESIGN)
    texts = iter(blocks)
    for text in texts:
        text = text.removesuffix(CHAPTER)
        if text == GLANCE[0]:
            while text != GLANCE[1]:
                text = next(texts)
        elif text == OVERVIEW:
            ends = list(ENDS_OF_OVERVIEW)
            while ends:
                text = next(texts)
                ends = ends[:-1] if text.endswith(ends[-1]) else ends[1:] if text == ends[0] else ends
        elif text == IMPRINT:
            break
        elif added and text == added[0]:
            added.pop(0)
        elif not re.fullmatch(r"[•–-]", text):
            kept.append(text)
    assert not added
    return kept


def test_every_word_of_the_source_is_printed_in_order(printed: BodyText, corrections: list[Correction]) -> None:
    owed, _ = source_body_and_notes()
    owed = corrected(owed, corrections)
    found = " ".join(without_design(list(printed.blocks)))
    assert found.split() == owed.split()


def test_notes_are_those_of_the_source(printed: BodyText) -> None:
    _, owed = source_body_and_notes()
    found = {note.number: note.text.removesuffix("↑").strip() for note in printed.notes}
    assert sorted(found) == sorted(owed)
    for number in sorted(set(owed) - PARTY_LISTS):
        assert found[number] == owed[number]


@pytest.mark.parametrize(("number", "count"), [("2", 23), ("6", 22)])
def test_lists_of_parties_name_those_of_the_source(printed: BodyText, number: str, count: int) -> None:
    _, owed = source_body_and_notes()

    def names(text: str) -> list[str]:
        return re.split(r", and |, ", text.removesuffix("↑").strip().removesuffix("."))

    (found,) = (names(note.text) for note in printed.notes if note.number == number)
    assert found == names(owed[number])
    assert len(set(found)) == count


def test_the_comparison_sees_a_lost_word(printed: BodyText, corrections: list[Correction]) -> None:
    blocks = [text.replace("Protect victims;", "Protect;") for text in printed.blocks]
    owed = corrected(source_body_and_notes()[0], corrections)
    assert " ".join(without_design(blocks)).split() != owed.split()
