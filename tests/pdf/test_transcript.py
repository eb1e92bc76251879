"""The transcript reads as the document reads: roles, notes at their calls, cells with their headings, ends of blocks."""

import re

import pytest

from factsheet_builder.pdf.reading.tag_reader import Element, TagTree, read_body, read_tags
from factsheet_builder.pdf.reading.transcript import transcript
from tests.pdf.constructs import CONSTRUCTS, WORDS
from tests.pdf.documents import ReadTree

NOTE = "[note 1: Named in Article 30, see [link: Article 30]. [link: Back to the text] end of note]"
SAID = {
    "note_in_list": f"""group “Recommendation VI-1”
{(WORDS * 3).strip()}
list of 3 items
item: {(WORDS * 2).strip()}
item: First [link: Note 1] {NOTE} and more.
item: {(WORDS * 5).strip()}
end of list
""",
    "figure": """figure: Two tiles, one of them filled
caption: Figure 1. Coverage
Text end.
table of 2 rows
caption: As a table
row 1, headings: A
row 2: A: 1
end of table
""",
    "terms": """list of 2 items
item: Party: A State bound by it
item: Round: A cycle
of reports
end of list
""",
    "languages": f"""The title is Convention de Lanzarote, in Greek Σύμβαση.
quotation (in fr)
Les Parties et {WORDS.strip()}
end of quotation
CoE as before
""",
}


@pytest.mark.parametrize("name", SAID)
def test_a_construct_is_said(name: str, tree_of: ReadTree) -> None:
    head, _, rest = transcript(tree_of(CONSTRUCTS[name])).partition("\n")
    assert head.startswith("document: Test, language en, ")
    assert rest == SAID[name]


def test_cells_are_said_with_their_headings(tree_of: ReadTree) -> None:
    body = (
        '<table><thead><tr><th scope="col">A</th><th scope="col" colspan="2">B</th><th scope="col">C</th></tr></thead>'
        '<tbody><tr><th scope="row">x</th><td>1</td><td>2</td><td></td></tr></tbody></table>'
    )
    assert transcript(tree_of(body)).splitlines()[1:] == [
        "table of 2 rows",
        "row 1, headings: A; B; C",
        "row 2: x; B: 1; B: 2; C: empty",
        "end of table",
    ]


def test_a_group_is_announced_once() -> None:
    heading = Element("P")
    group = Element("Sect", (heading,), title="Article 12")
    assert "group “Article 12”" in transcript(TagTree((group,)))


def test_fields_are_said_with_name_and_value(tree_of: ReadTree) -> None:
    said = transcript(tree_of(CONSTRUCTS["form"]))
    assert "[Status: Implemented, now “Off”]" in said
    assert "[Party, now “Ελληνική Δημοκρατία”]" in said


def test_every_word_of_the_factsheet_is_said_once_and_in_order(shipped_pdf: bytes) -> None:
    tree = read_tags(shipped_pdf)
    said = transcript(tree)
    position = 0
    for block in read_body(tree).blocks:
        words = re.sub(r"[•–]", "", block) if len(block) < 2 else block
        found = _letters(said).find(_letters(words), position)
        assert found >= 0, block
        position = found
    for note in read_body(tree).notes:
        assert said.count(f"[note {note.number}: ") == 1
    assert said.count("end of note]") == 9
    assert "group “Article" not in said


def _letters(text: str) -> str:
    text = re.sub(": go to the (list|passage)", "", text)
    text = re.sub(r"\[link: Note \d+\] \[note .*? end of note\]|\[link: |\]", "", text)
    return "".join(letter for letter in text if letter.isalnum())
