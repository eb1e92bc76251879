"""What authors get wrong in a factsheet, each with the one message that it gives: place, fault and remedy, in their words.

Each row is a small edit of the skeleton that starts a factsheet.
"""

import re
from importlib.resources import files
from pathlib import Path
from typing import Final

import pytest

from factsheet_builder.content.reading.reader import read_factsheet_file
from factsheet_builder.errors import ContentError

SKELETON: Final = (
    (files("factsheet_builder.content") / "skeleton.yaml").read_text(encoding="utf-8").replace("NAME", "sample")
)
JARGON: Final = re.compile(
    r"instance|tuple|dictionary|mapping|scalar|token|block end|literal|Found: |[a-z]_type", re.IGNORECASE
)

Row = tuple[str, str, str, list[tuple[str, str, str]]]
ROWS: Final[tuple[Row, ...]] = (
    (
        "item is text",
        "          - text: first item;\n",
        "          - first item;\n",
        [
            (
                "46:13",
                "This entry cannot be the text “first item;”.",
                "Write its keys below it, each on a line of its own, indented: “key: …”.",
            )
        ],
    ),
    (
        "txt",
        "          - text: first item;\n",
        "          - txt: first item;\n",
        [("46:13", "The key “txt” is not known here.", "Did you mean “text”?")],
    ),
    (
        "items a text",
        "        items:\n          - text: first item;\n          - text: second item.\n",
        "        items: first\n",
        [
            (
                "45:16",
                "“items” cannot be the text “first”.",
                "Write a list: each entry on a line of its own that begins with “- ”, or all in brackets: [a, b].",
            )
        ],
    ),
    (
        "items group",
        "        items:\n          - text: first item;\n          - text: second item.\n",
        "        items:\n          text: first\n",
        [
            (
                "46:11",
                "“items” cannot be a group of keys.",
                "Write a list: each entry on a line of its own that begins with “- ”, or all in brackets: [a, b].",
            )
        ],
    ),
    (
        "text list",
        "        text: This is a sample paragraph with a note.[^sample-note]\n",
        "        text:\n          - This is\n          - another\n",
        [
            (
                "43:11",
                "“text” must be a text, but a list stands here.",
                "Write one text here; what belongs below it goes into an entry of its own.",
            )
        ],
    ),
    (
        "text bracket",
        "        text: This is a sample paragraph with a note.[^sample-note]\n",
        "        text: [This] is a sample.\n",
        [
            (
                "42:15",
                "A text cannot begin with [ as it stands: YAML takes it for a list or a group.",
                "Put the whole text in quotation marks, or write it below “>-”, indented.",
            )
        ],
    ),
    (
        "text bracket only",
        "        text: This is a sample paragraph with a note.[^sample-note]\n",
        "        text: [This is a sample]\n",
        [
            (
                "42:15",
                "“text” must be a text, but a list stands here.",
                'A text that begins with a bracket stands in quotation marks: "[…] …".',
            )
        ],
    ),
    (
        "text brace",
        "        text: This is a sample paragraph with a note.[^sample-note]\n",
        "        text: {addressees} are asked.\n",
        [
            (
                "42:15",
                "A text cannot begin with { as it stands: YAML takes it for a list or a group.",
                "Put the whole text in quotation marks, or write it below “>-”, indented.",
            )
        ],
    ),
    (
        "text stars",
        "        text: This is a sample paragraph with a note.[^sample-note]\n",
        "        text: **This** is a sample.\n",
        [
            (
                "42:15",
                "A text cannot begin with * as it stands.",
                "Put the whole text in quotation marks, or write it below “>-”, indented.",
            )
        ],
    ),
    (
        "text star",
        "        text: This is a sample paragraph with a note.[^sample-note]\n",
        "        text: *This* is a sample.\n",
        [
            (
                "42:15",
                "A text cannot begin with * as it stands.",
                "Put the whole text in quotation marks, or write it below “>-”, indented.",
            )
        ],
    ),
    (
        "text amp",
        "        text: This is a sample paragraph with a note.[^sample-note]\n",
        "        text: &c is a sample.\n",
        [
            (
                "42:15",
                "“&c” is a YAML anchor or alias, which content may not use.",
                "Write the value out where it stands; a text that begins so is put in quotation marks.",
            )
        ],
    ),
    (
        "text bang",
        "        text: This is a sample paragraph with a note.[^sample-note]\n",
        "        text: !important is a sample.\n",
        [
            (
                "42:15",
                "“!important” is a YAML tag, which content may not use.",
                "Delete it; a text that begins so is put in quotation marks.",
            )
        ],
    ),
    (
        "text percent",
        "        text: This is a sample paragraph with a note.[^sample-note]\n",
        "        text: %5 is a sample.\n",
        [
            (
                "42:15",
                "A text cannot begin with % as it stands.",
                "Put the whole text in quotation marks, or write it below “>-”, indented.",
            )
        ],
    ),
    (
        "text at",
        "        text: This is a sample paragraph with a note.[^sample-note]\n",
        "        text: @home is a sample.\n",
        [
            (
                "42:15",
                "A text cannot begin with @ as it stands.",
                "Put the whole text in quotation marks, or write it below “>-”, indented.",
            )
        ],
    ),
    (
        "text colon",
        "        text: This is a sample paragraph with a note.[^sample-note]\n",
        "        text: Note: this is a sample.\n",
        [
            (
                "42:19",
                "This text has a colon with a space after it, which YAML takes for a key.",
                "Put the whole text in quotation marks, or write it below “>-”, indented.",
            )
        ],
    ),
    (
        "text colon smart",
        "        text: This is a sample paragraph with a note.[^sample-note]\n",
        "        text: “Note: this” is a sample.\n",
        [
            (
                "42:20",
                "This text has a colon with a space after it, which YAML takes for a key.",
                (
                    "Put the whole text in quotation marks, or write it below “>-”, indented. The marks “ ” "
                    'are part of the text; those that enclose it are straight: "…".'
                ),
            )
        ],
    ),
    (
        "text colon on next line",
        "        text: This is a sample paragraph with a note.[^sample-note]\n",
        "        text: This is a sample\n          that goes on: here.\n",
        [
            (
                "43:23",
                "This text has a colon with a space after it, which YAML takes for a key.",
                "Put the whole text in quotation marks, or write it below “>-”, indented.",
            )
        ],
    ),
    (
        "text colon on item",
        "          - text: first item;\n",
        "          - text: first: item;\n",
        [
            (
                "46:24",
                "This text has a colon with a space after it, which YAML takes for a key.",
                "Put the whole text in quotation marks, or write it below “>-”, indented.",
            )
        ],
    ),
    (
        "quote then words",
        "        text: This is a sample paragraph with a note.[^sample-note]\n",
        '        text: "This" is a sample.\n',
        [
            (
                "42:21",
                'The text ends at the second ", but words follow.',
                'Begin the text with " and end it so, and write \\" for each mark inside it.',
            )
        ],
    ),
    (
        "unclosed quote",
        "        text: This is a sample paragraph with a note.[^sample-note]\n",
        '        text: "This is a sample.\n',
        [("42:15", 'The quotation mark " that begins this text is never closed.', 'Put " at its end.')],
    ),
    (
        "quote in quotes",
        "        text: This is a sample paragraph with a note.[^sample-note]\n",
        '        text: "This is "a" sample."\n',
        [
            (
                "42:25",
                'The text ends at the second ", but words follow.',
                'Begin the text with " and end it so, and write \\" for each mark inside it.',
            )
        ],
    ),
    (
        "single quote",
        "        text: This is a sample paragraph with a note.[^sample-note]\n",
        "        text: 'This isn't a sample.'\n",
        [
            (
                "42:25",
                "The text ends at the second ', but words follow.",
                "Begin the text with ' and end it so, and write '' for each mark inside it.",
            )
        ],
    ),
    (
        "tab",
        "        text: This is a sample paragraph with a note.[^sample-note]\n",
        "\t\ttext: This is\n",
        [("42:1", "A tab stands here; YAML takes spaces only.", "Put two spaces for each step of indentation.")],
    ),
    (
        "tab2",
        "    title: Introduction\n",
        "\ttitle: Introduction\n",
        [("38:1", "A tab stands here; YAML takes spaces only.", "Put two spaces for each step of indentation.")],
    ),
    (
        "nospace",
        "    title: Introduction\n",
        "    title:Introduction\n",
        [("38:10", "No space follows this colon.", "Put a space after it.")],
    ),
    (
        "nospace dash",
        "          - text: first item;\n",
        "          -text: first item;\n",
        [("46:11", "No space follows this hyphen.", "Put a space after it, if it begins an entry of a list.")],
    ),
    (
        "no colon",
        "    title: Introduction\n",
        "    title Introduction\n",
        [
            (
                "38:5",
                "This line is no key with a colon, and no part of the text above it.",
                "Put a colon and a space after the key, or indent the line further than the key of its text.",
            )
        ],
    ),
    (
        "no colon2",
        "    blocks:\n      - kind: paragraph",
        "    blocks\n      - kind: paragraph",
        [("39:5", "No colon follows “blocks”.", "Put one after it, if it is a key.")],
    ),
    (
        "indent less",
        "    title: Introduction\n",
        "   title: Introduction\n",
        [
            (
                "38:4",
                "This key is indented by 3 spaces, the one before it by 4.",
                "Begin the keys of one entry in one column.",
            )
        ],
    ),
    (
        "indent more",
        "    title: Introduction\n",
        "     title: Introduction\n",
        [
            (
                "38:6",
                "This key is indented by 5 spaces, the one before it by 4.",
                "Begin the keys of one entry in one column.",
            )
        ],
    ),
    (
        "1.10",
        "    title: Introduction\n",
        "    title: 1.10\n",
        [("38:12", "“title” must be a text, but the number 1.10 stands here.", 'Put it in quotation marks: "1.10".')],
    ),
    (
        "true",
        "    title: Introduction\n",
        "    title: true\n",
        [
            (
                "38:12",
                "“title” must be a text, but the truth value true stands here.",
                'Put it in quotation marks: "true".',
            )
        ],
    ),
    (
        "NO",
        "parties: [ALB, MDA]",
        "parties: [ALB, NO]",
        [
            (
                "82:20",
                "This entry is “NO”, which is not written as it must be.",
                "Use the three capital letters of ISO 3166, for example MLT.",
            )
        ],
    ),
    (
        "empty title",
        "    title: Introduction\n",
        "    title:\n",
        [("38:5", "“title” must be a text, but nothing stands here.", "Write it, or delete the key.")],
    ),
    (
        "empty string",
        "    title: Introduction\n",
        '    title: ""\n',
        [("38:12", "“title” is empty.", "Write it, or delete the whole entry.")],
    ),
    (
        "adopted",
        "adopted: 2022-03-10",
        "adopted: 10 March 2022",
        [
            (
                "28:12",
                "“adopted” cannot be the text “10 March 2022”.",
                "Write a day of the calendar, as year, month and day: 2022-03-10.",
            )
        ],
    ),
    (
        "adopted num",
        "adopted: 2022-03-10",
        "adopted: 20220310",
        [
            (
                "28:12",
                "“adopted” is not valid: a day is written as year, month and day: 2022-03-10.",
                "Correct the text.",
            )
        ],
    ),
    (
        "parties words",
        "  parties: 43",
        "  parties: forty",
        [("27:12", "“parties” cannot be the text “forty”.", "Write a number without quotation marks.")],
    ),
    (
        "parties float",
        "  parties: 43",
        "  parties: 43.5",
        [("27:12", "“parties” cannot be the number 43.5.", "Write a number without quotation marks.")],
    ),
    (
        "parties quote",
        "  parties: 43",
        '  parties: "43"',
        [("27:12", "“parties” cannot be the text “43”.", "Write a number without quotation marks.")],
    ),
    (
        "parties 0",
        "  parties: 43",
        "  parties: 0",
        [("27:12", "“parties” cannot be the number 0.", "It must be more than 0.")],
    ),
    (
        "kind misspelt",
        "  - kind: section\n    id: findings",
        "  - kind: Section\n    id: findings",
        [
            (
                "48:5",
                "“Section” is no kind that can stand here.",
                (
                    "Did you mean “section”? Kinds: section, paragraph, list, provision, practice, "
                    "recommendation, figure, table, tile-map, callout, quotation, definitions, bibliography, collected."
                ),
            )
        ],
    ),
    (
        "kind missing",
        "  - kind: section\n    id: findings",
        "  - id: findings",
        [("48:5", "This entry does not say of which kind it is.", "Add “kind: …”.")],
    ),
    (
        "unknown blocks",
        "        text: This is a sample paragraph with a note.[^sample-note]\n",
        "        text: This is a sample paragraph with a note.[^sample-note]\n        blocks:\n          - kind: x\n",
        [
            (
                "43:9",
                "The key “blocks” is not known here.",
                "Correct or delete it. Known here: id, corrections, for, kind, number, text.",
            )
        ],
    ),
    (
        "unknown key",
        "        text: This is a sample paragraph with a note.[^sample-note]\n",
        "        text: This is a sample paragraph with a note.[^sample-note]\n        colour: red\n",
        [
            (
                "43:9",
                "The key “colour” is not known here.",
                "Correct or delete it. Known here: id, corrections, for, kind, number, text.",
            )
        ],
    ),
    (
        "Kind capital key",
        "        id: purpose\n",
        "        ID: purpose\n",
        [("41:9", "The key “ID” is not known here.", "Did you mean “id”?")],
    ),
    (
        "urgency",
        "    - { level: require, verb: requires, mark: solid }",
        "    - { level: require, verb: requires, mark: thick }",
        [("31:47", "“mark” is “thick”.", "It must be solid, double or dashed.")],
    ),
    (
        "urgency str",
        "    - { level: require, verb: requires, mark: solid }",
        "    - require",
        [
            (
                "31:7",
                "This entry cannot be the text “require”.",
                "Write its keys below it, each on a line of its own, indented: “key: …”.",
            )
        ],
    ),
    (
        "masthead text",
        (
            'masthead:\n  label: FACTSHEET –\n  title: SAMPLE TITLE\n  lead_in: "Sample lead-in:"\n  '
            "theme: The theme of the monitoring round\n"
        ),
        "masthead: FACTSHEET\n",
        [
            (
                "17:11",
                "“masthead” cannot be the text “FACTSHEET”.",
                "Write its keys below it, each on a line of its own, indented: “key: …”.",
            )
        ],
    ),
    (
        "keywords",
        "keywords: []",
        "keywords: a, b",
        [
            (
                "14:11",
                "“keywords” cannot be the text “a, b”.",
                "Write a list: each entry on a line of its own that begins with “- ”, or all in brackets: [a, b].",
            )
        ],
    ),
    (
        "notes none",
        "notes:\n  - kind: gloss\n    id: sample-note\n    text: A sample note.\n",
        "notes:\n  - A sample note.\n",
        [
            (
                "76:5",
                "This entry cannot be the text “A sample note.”.",
                "Write its keys below it, each on a line of its own, indented: “key: …”.",
            )
        ],
    ),
    (
        "addressees text",
        "addressees: { kind: open, phrase: all Parties }",
        "addressees: all Parties",
        [
            (
                "68:21",
                "“addressees” cannot be the text “all Parties”.",
                "Write its keys below it, each on a line of its own, indented: “key: …”.",
            )
        ],
    ),
    (
        "addressees kind",
        "addressees: { kind: open, phrase: all Parties }",
        "addressees: { kind: opn, phrase: all Parties }",
        [
            (
                "68:21",
                "“opn” is no kind that can stand here.",
                "Did you mean “open”? Kinds: note, sentence, open, subject, groups, others, several.",
            )
        ],
    ),
    (
        "addressees miss",
        "addressees: { kind: open, phrase: all Parties }",
        "addressees: { kind: open, phrases: all Parties }",
        [("68:35", "The key “phrases” is not known here.", "Did you mean “phrase”?")],
    ),
    (
        "addressees unclosed",
        "addressees: { kind: open, phrase: all Parties }",
        "addressees: { kind: open, phrase: all Parties",
        [
            (
                "68:21",
                "What begins with { here is never closed.",
                "Put } at its end. If it is a text: put the whole text in quotation marks, or write it below “>-”, indented.",
            )
        ],
    ),
    (
        "list unclosed",
        "parties: [ALB, MDA]",
        "parties: [ALB, MDA",
        [
            (
                "82:14",
                "What begins with [ here is never closed.",
                "Put ] at its end. If it is a text: put the whole text in quotation marks, or write it below “>-”, indented.",
            )
        ],
    ),
    (
        "list no comma",
        "parties: [ALB, MDA]",
        "parties: [ALB MDA]",
        [
            (
                "82:15",
                "This entry is “ALB MDA”, which is not written as it must be.",
                "Use the three capital letters of ISO 3166, for example MLT.",
            )
        ],
    ),
    (
        "parties text",
        "parties: [ALB, MDA]",
        "parties: ALB",
        [
            (
                "82:14",
                "“parties” cannot be the text “ALB”.",
                "Write a list: each entry on a line of its own that begins with “- ”, or all in brackets: [a, b].",
            )
        ],
    ),
    (
        "parties empty",
        "parties: [ALB, MDA]",
        "parties: []",
        [("82:14", "“parties” is empty.", "Write it, or delete the whole entry.")],
    ),
    (
        "id spaces",
        "        id: purpose\n",
        "        id: the purpose\n",
        [
            (
                "41:13",
                "“id” is “the purpose”, which is not written as it must be.",
                "Use letters and digits, joined by single hyphens or dots.",
            )
        ],
    ),
    (
        "id number",
        "        id: purpose\n",
        "        id: 12\n",
        [("41:13", "“id” must be a text, but the number 12 stands here.", 'Put it in quotation marks: "12".')],
    ),
    (
        "hash",
        "    title: Introduction\n",
        "    title: # Introduction\n",
        [("38:5", "“title” must be a text, but nothing stands here.", "Write it, or delete the key.")],
    ),
    (
        "bool key",
        "    title: Introduction\n",
        "    true: Introduction\n",
        [
            ("36:5", "The key “title” is missing here.", "Add “title: …” to this entry."),
            (
                "38:5",
                "The key “true” is not known here.",
                "Correct or delete it. Known here: id, corrections, for, kind, number, title, short_title, blocks.",
            ),
        ],
    ),
    (
        "text pipe wrong",
        "        text: This is a sample paragraph with a note.[^sample-note]\n",
        "        text: |This is\n",
        [("42:15", "After | the text begins on the next line.", "Put it there, indented further than its key.")],
    ),
    (
        "folded bad indent",
        "        text: This is a sample paragraph with a note.[^sample-note]\n",
        "        text: >-\n      This is\n",
        [
            (
                "43:7",
                "This line is no key with a colon, and no part of the text above it.",
                "Put a colon and a space after the key, or indent the line further than the key of its text.",
            )
        ],
    ),
)


@pytest.mark.parametrize(("old", "new", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_one_fault_gives_one_message(tmp_path: Path, old: str, new: str, expected: list[tuple[str, str, str]]) -> None:
    assert SKELETON.count(old) >= 1
    file = tmp_path / "sample.yaml"
    file.write_text(SKELETON.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_factsheet_file(file)
    found = [(f"{d.place.line}:{d.place.column}", d.what, d.remedy) for d in caught.value.diagnostics]
    assert found == expected
    assert not [words for _, *said in found for words in said if JARGON.search(words)]
