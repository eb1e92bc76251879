"""Broken copies of the shipped content, each by one small edit: what is wrong, where to the column, and what to do.

An edit replaces words that the shipped file has exactly once. ``‸`` in ``at`` marks the place that the message must name;
the words around it are looked up in the edited file, so no line number is written down here.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from factsheet_builder.builds import inputs
from factsheet_builder.builds.inputs import Content, load_content
from factsheet_builder.content.parties import Register
from factsheet_builder.content.reading.reader import Read, read_register
from factsheet_builder.errors import ContentError, Diagnostic, FactsheetError, Place, Severity, SurroundingsError
from factsheet_builder.project import Project

NAME: Final = "assistance-to-victims"
FACTSHEET: Final = f"factsheets/{NAME}.yaml"
REGISTER: Final = "parties.yaml"
PUBLICATION: Final = "publication.yaml"


@dataclass(frozen=True)
class Expected:
    """A message: its code, its place, words of what is wrong and words of what to do."""

    code: str
    at: str
    what: str
    remedy: str


@dataclass(frozen=True)
class Broken:
    """One broken copy and every error that it must be refused for, in the order of the file."""

    name: str
    old: str
    new: str
    expected: tuple[Expected, ...]
    file: str = FACTSHEET


def broken(name: str, old: str, new: str, *expected: tuple[str, str, str, str], file: str = FACTSHEET) -> Broken:
    return Broken(name, old, new, tuple(Expected(*words) for words in expected), file)


TABLE = """\
      - kind: table
        id: sums
        title: Sums
        columns: [Party, First, Second]
        rows:
          - { heading: Malta, cells: ["1", "2"] }
          - { heading: Cyprus, cells: ["3"] }
"""
FIGURE = "      - kind: figure\n        id: figure-legislation\n"
UNAVAILABLE = "          kind: unavailable\n          explanation: The source shows a figure here."
OPEN_VI_4 = "addressees: { kind: open, phrase: Parties which are not already doing so }"


def picture(file: str) -> str:
    return f"          kind: image\n          file: {file}\n          alternative: The source shows a figure here."


BROKEN: Final = (
    # Parties
    broken(
        "unknown Party in a list",
        "ESP, SWE,",
        "ESP, SWD,",
        ("unknown-party", "ESP, ‸SWD,", "“SWD” is no Party", "Did you mean “SWE”?"),
    ),
    broken(
        "unknown Party of a practice",
        "party: POL",
        "party: PLO",
        ("unknown-party", "party: ‸PLO", "“PLO” is no Party", "Did you mean “POL”?"),
    ),
    broken(
        "unknown Party of an update",
        "party: MDA",
        "party: MDV",
        ("unknown-party", "party: ‸MDV", "“MDV” is no Party", "Did you mean “M"),
        ("update-not-listed", "party: ‸MDV", "MDV, which VI-3 does not name", "Correct the Party"),
    ),
    broken(
        "Party twice in a list",
        "TUR, UKR,",
        "TUR, UKR, MLT,",
        ("duplicate-party", "TUR, UKR, ‸MLT,", "MLT stands twice", "Delete one"),
    ),
    broken(
        "Party twice among the addressees of a sentence",
        OPEN_VI_4 + "\n            text: >-\n              The Lanzarote Committee **invites** Parties",
        "addressees: { kind: sentence, parties: [MLT, CYP, MLT] }\n            text: >-\n"
        "              The Lanzarote Committee **invites** {addressees}, Parties",
        ("duplicate-party", "[MLT, CYP, ‸MLT]", "MLT stands twice", "Delete one"),
    ),
    broken(
        "code in small letters",
        "party: POL",
        "party: pol",
        ("string-pattern-mismatch", "party: ‸pol", "“party” is “pol”", "three capital letters"),
    ),
    broken(
        "code in small letters in a list",
        "ALB, AND, AUT,",
        "alb, AND, AUT,",
        ("string-pattern-mismatch", "[\n      ‸alb, AND", "“alb”", "three capital letters"),
    ),
    # Notes
    broken(
        "note called but not defined",
        "[^rules-of-procedure]",
        "[^rule-of-procedure]",
        ("undefined-note", "other)‸[^rule-of-procedure]", "[^rule-of-procedure]", "Did you mean “rules-of-procedure”?"),
        ("uncalled-note", "id: ‸rules-of-procedure", "“rules-of-procedure” is never called", "[^rules-of-procedure]"),
    ),
    broken(
        "note defined but never called",
        "concerns.[^vi-4-id]",
        "concerns.",
        ("uncalled-note", "id: ‸vi-4-id", "“vi-4-id” is never called", "Put [^vi-4-id] into the text"),
    ),
    broken(
        "note called by a note",
        "text: Recommendation VI-2.",
        "text: Recommendation VI-2.[^vi-1-id]",
        ("note-in-note", "VI-2.‸[^vi-1-id]", "[^vi-1-id] calls a note from a note", "Say it in the note itself"),
    ),
    broken(
        "note called by a heading",
        "title: Introduction",
        "title: Introduction[^rules-of-procedure]",
        ("note-in-heading", "Introduction‸[^rules", "calls a note from a heading", "Move the call into the text"),
    ),
    # Ids
    broken(
        "id of a passage twice",
        "id: common-challenge",
        "id: introduction",
        ("duplicate-id", "id: ‸introduction\n        text", "stands twice; it is first in line", "an id of its own"),
    ),
    broken(
        "id twice but for capitals",
        "id: general-remarks",
        "id: Introduction",
        ("duplicate-id", "id: ‸Introduction", "“Introduction” stands twice", "an id of its own"),
    ),
    broken(
        "id of a note twice",
        "    id: vi-2-id",
        "    id: vi-1-id",
        ("undefined-note", "help them.‸[^vi-2-id]", "[^vi-2-id]", "Did you mean “vi-"),
        ("duplicate-id", "id: ‸vi-1-id\n    text: Recommendation VI-2", "“vi-1-id” stands twice", "an id of its own"),
    ),
    broken(
        "id of the page itself",
        "id: common-challenge",
        "id: Imprint",
        ("reserved-id", "id: ‸Imprint", "“Imprint” is one that the page itself uses", "Choose another"),
    ),
    broken(
        "id of a note's place",
        "id: common-challenge",
        "id: note-rules-of-procedure",
        ("reserved-id", "id: ‸note-rules", "is one that the page itself uses", "Choose another"),
    ),
    broken(
        "id of an item of a list",
        "id: common-challenge",
        "id: four-aims.1",
        ("reserved-id", "id: ‸four-aims.1", "that a part of another passage has", "hyphen in place of the dot"),
    ),
    broken(
        "id that leaves its folder",
        "id: figure-legislation",
        "id: ../../../etc/passwd",
        ("string-pattern-mismatch", "id: ‸../../../etc", "“../../../etc/passwd”", "letters and digits"),
    ),
    broken(
        "id of the factsheet that is not its file",
        "id: assistance-to-victims",
        "id: assistance",
        ("id-is-not-file", "id: ‸assistance\n", "“assistance”, but its file is called", "Use one name for both"),
    ),
    # Recommendations
    broken(
        "wrong word of urgency",
        "**invites** Parties which",
        "**requires** Parties which",
        ("urgency-word", "‸**requires** Parties which are not already doing so to", "“invite”", "Write **invites**"),
    ),
    broken(
        "word of urgency not bold",
        "**invites** Parties which",
        "invites Parties which",
        ("urgency-word", f"{OPEN_VI_4}\n            text: ‸>-", "does not say **invites**", "in bold: **invites**"),
    ),
    broken(
        "unknown urgency",
        "id: VI-1\n            urgency: require\n",
        "id: VI-1\n            urgency: requirre\n",
        ("unknown-urgency", "urgency: ‸requirre", "“requirre” is no level", "Did you mean “require”?"),
    ),
    broken(
        "id of another round",
        "id: VI-4\n",
        "id: R4\n",
        ("recommendation-id", "id: ‸R4", "“R4” is no id of a recommendation", "the body's own number"),
    ),
    broken(
        "no such note of addressees",
        "note: vi-3-parties }",
        "note: vi-3-partys }",
        ("addressees-note", "note: ‸vi-3-partys", "“vi-3-partys” is no note", "Did you mean “vi-3-parties”?"),
    ),
    broken(
        "addressees in a note that lists no Parties",
        "note: vi-3-parties }",
        "note: vi-3-moldova }",
        ("addressees-note", "note: ‸vi-3-moldova }", "no note that lists Parties", "vi-3-parties"),
    ),
    broken(
        "addressees in a note that the text does not call",
        "note: vi-3-parties }",
        "note: vi-1-parties }",
        (
            "addressees-note",
            "recovery\n            addressees: { kind: note, note: ‸vi-1-parties }",
            "VI-3 does not call the note “vi-1-parties”",
            "Put [^vi-1-parties] into the text",
        ),
    ),
    broken(
        "open phrase that the text does not have",
        "phrase: Parties which are not already doing so }",
        "phrase: Parties that are not already doing so }",
        ("addressees-phrase", "phrase: ‸Parties that are", "VI-4 does not have the words", "Copy the words"),
    ),
    broken(
        "addressees in a sentence without their place",
        OPEN_VI_4,
        "addressees: { kind: sentence, parties: [MLT] }",
        ("addressees-mark", "[MLT] }\n            text: ‸>-", "{addressees} 0 times", "Write {addressees} once"),
    ),
    broken(
        "addressees in a sentence with an escaped place",
        OPEN_VI_4 + "\n            text: >-\n              The Lanzarote Committee **invites** Parties",
        "addressees: { kind: sentence, parties: [MLT] }\n            text: >-\n"
        "              The Lanzarote Committee **invites** \\{addressees} Parties",
        ("addressees-mark", "[MLT] }\n            text: ‸>-", "{addressees} 0 times", "Write {addressees} once"),
    ),
    broken(
        "place of addressees in another text",
        "monitors the\n",
        "monitors {addressees}, the\n",
        ("addressees-mark", "monitors ‸{addressees}", "names no Parties in its sentence", "“sentence” only"),
    ),
    broken(
        "update for a Party that the list does not name",
        "party: MDA",
        "party: HRV",
        ("update-not-listed", "party: ‸HRV\n    recommendation", "HRV, which VI-3 does not name", "Correct the Party"),
    ),
    broken(
        "update of no recommendation",
        "recommendation: VI-3",
        "recommendation: VI-33",
        ("unknown-recommendation", "recommendation: ‸VI-33", "There is no “VI-33” here", "Did you mean “VI-3”?"),
    ),
    broken(
        "fewer Parties than the register has",
        "parties: 43",
        "parties: 41",
        ("round-parties", "parties: ‸41", "41 Parties, but the register says that it covers 42", "Correct the one"),
    ),
    broken(
        "two levels of urgency of one name",
        "level: request, verb",
        "level: require, verb",
        ("duplicate-urgency", "level: ‸require, verb: requests", "“require” stands twice", "a name of its own"),
    ),
    # Overview, tables, figures, links, corrections
    broken(
        "map of an open recommendation",
        "recommendations: [VI-1, VI-3]",
        "recommendations: [VI-1, VI-2]",
        ("map-of-open", "[VI-1, ‸VI-2]", "VI-2 names no Party", "that names Parties"),
    ),
    broken(
        "map of no recommendation",
        "recommendations: [VI-1, VI-3]",
        "recommendations: [VI-1, VI-5]",
        ("unknown-recommendation", "[VI-1, ‸VI-5]", "There is no “VI-5” here", "Did you mean “VI-"),
    ),
    broken(
        "map of one recommendation twice",
        "recommendations: [VI-1, VI-3]",
        "recommendations: [VI-1, VI-1]",
        ("duplicate-recommendation", "[VI-1, ‸VI-1]", "VI-1 stands twice", "Delete one"),
    ),
    broken(
        "row of a table with too few cells",
        FIGURE,
        TABLE + FIGURE,
        (
            "table-cells",
            '‸{ heading: Cyprus, cells: ["3"] }',
            "This row has 2 cells, the table needs 3",
            "one cell for each column",
        ),
    ),
    broken(
        "image that is not there",
        UNAVAILABLE,
        picture("pictures/none.png"),
        ("no-asset", "file: ‸pictures/none.png", "no file data/pictures/none.png", "Correct the path"),
    ),
    broken(
        "image outside data",
        UNAVAILABLE,
        picture("pictures/../../../secret.png"),
        (
            "asset-outside",
            "file: ‸pictures/../../../secret.png",
            "lies outside the folder data",
            "Copy the file into data",
        ),
    ),
    broken(
        "image by an absolute path",
        UNAVAILABLE,
        picture("/etc/secret.png"),
        ("string-pattern-mismatch", "file: ‸/etc/secret.png", "“/etc/secret.png”", "by its path inside data"),
    ),
    broken(
        "image of a kind that is not printed",
        UNAVAILABLE,
        picture("pictures/film.bmp"),
        ("string-pattern-mismatch", "file: ‸pictures/film.bmp", "“pictures/film.bmp”", "TIFF or SVG"),
    ),
    broken(
        "link that runs a script",
        "[online form](#)",
        "[online form](javascript:alert)",
        ("link-scheme", "[online form‸](javascript:alert)", "leads to “javascript:alert”", "https: or mailto:"),
    ),
    broken(
        "link without words",
        "[children](#)",
        "[](https://example.org)",
        ("link-without-words", "[‸](https://example.org)", "no words", "Say what it leads to"),
    ),
    broken(
        "note called inside a link",
        "[online form](#)",
        "[online form[^rules-of-procedure]](#)",
        (
            "idle-mark",
            "[online form[^rules-of-procedure]‸](#)",
            "The mark ]( marks nothing",
            "take note calls out of links",
        ),
    ),
    broken(
        "bold type that does not end",
        "attorneys-at-law",
        "**attorneys-at-law",
        ("idle-mark", "‸**attorneys", "The mark ** marks nothing", "Close what it opens"),
    ),
    broken(
        "correction of words that are gone",
        'printed: "Article 13 – Helplines"',
        'printed: "Article 13: Helplines"',
        (
            "stale-correction",
            'printed: ‸"Article 13: Helplines"',
            "does not have the words",
            "Copy them from the passage",
        ),
    ),
    # The shape of entries
    broken(
        "misspelt key",
        "short_title: Assistance",
        "short_titel: Assistance",
        ("extra-forbidden", "‸short_titel: Assistance", "“short_titel” is not known", "Did you mean “short_title”?"),
    ),
    broken(
        "missing key",
        "            id: VI-4\n            urgency: invite\n",
        "            id: VI-4\n",
        ("missing", "‸kind: recommendation\n            id: VI-4", "“urgency” is missing", "Add “urgency: …”"),
    ),
    broken(
        "unknown kind",
        "- kind: practice\n            id: practice-malta",
        "- kind: practise\n            id: practice-malta",
        ("union-tag-invalid", "kind: ‸practise", "“practise” is no kind", "Did you mean “practice”?"),
    ),
    broken(
        "no kind",
        "- kind: practice\n            id: practice-malta",
        "- id: practice-malta",
        ("union-tag-not-found", "- ‸id: practice-malta", "does not say of which kind", "add “kind: practice”"),
    ),
    broken(
        "word where a number belongs",
        "parties: 43",
        "parties: many",
        ("int-type", "parties: ‸many", "“parties” cannot be", "Write a whole number"),
    ),
    broken(
        "number of more digits than can be read",
        "parties: 43",
        "parties: " + "9" * 5000,
        ("int-type", "parties: ‸999", "“parties” cannot be", "Write a whole number"),
    ),
    broken(
        "list where a number belongs",
        "parties: 43",
        "parties: [43]",
        ("int-type", "parties: ‸[43]", "“parties” cannot be", "Write a whole number"),
    ),
    broken(
        "truth value where a number belongs",
        "parties: 43",
        "parties: true",
        ("int-type", "parties: ‸true", "“parties” cannot be", "Write a whole number"),
    ),
    broken(
        "no such day",
        "adopted: 2022-03-10",
        "adopted: 2022-02-30",
        ("date-from-datetime-parsing", "adopted: ‸2022-02-30", "“adopted” cannot be", "a day of the calendar"),
    ),
    broken(
        "number where a day belongs",
        "adopted: 2022-03-10",
        "adopted: 0",
        ("value-error", "adopted: ‸0", "a day is written as year, month and day", "Correct"),
    ),
    broken(
        "truth value where a text belongs",
        "title: Helplines",
        "title: true",
        ("string-type", "title: ‸true", "must be a text, but the truth value true", "quotation marks"),
    ),
    broken(
        "nothing where a text belongs",
        "chapter: VI\n",
        "chapter:\n",
        ("string-type", "‸chapter:\n", "must be a text, but nothing stands here", "Write it"),
    ),
    broken(
        "group of keys where a text belongs",
        "- text: Protect victims;",
        "- text: { Protect: victims }",
        ("string-type", "text: ‸{ Protect", "“text” must be a text, but a group of keys", "quotation marks"),
    ),
    broken(
        "empty text",
        "- text: Protect victims;",
        '- text: ""',
        ("string-too-short", 'text: ‸""', "“text” is empty", "Write it"),
    ),
    broken(
        "empty list",
        "recommendations: [VI-1, VI-3]",
        "recommendations: []",
        ("too-short", "recommendations: ‸[]", "“recommendations” is empty", "Write it"),
    ),
    broken(
        "a language that is not written as a tag",
        "language: en\n",
        "language: en_gb\n",
        ("string-pattern-mismatch", "language: ‸en_gb", "“language” is “en_gb”", "Use the tag of the language"),
    ),
    broken(
        "a language whose formats nobody knows",
        "language: en\n",
        "language: tlh\n",
        ("unknown-language", "language: ‸tlh", "for the language “tlh”", "Use the tag of a language that CLDR knows"),
    ),
    broken(
        "direction turned around",
        "- text: Protect victims;",
        '- text: "Protect \\u202evictims;"',
        ("value-error", 'text: ‸"Protect', "U+202E (right-to-left override)", "Correct the text"),
    ),
    broken(
        "direction set apart",
        "- text: Protect victims;",
        "- text: Protect \u2066victims\u2069;",
        ("value-error", "text: ‸Protect", "U+2066 (left-to-right isolate), U+2069", "Correct the text"),
    ),
    broken(
        "tag characters, which hide words",
        "- text: Protect victims;",
        '- text: "Protect victims;\\U000E0041"',
        ("value-error", 'text: ‸"Protect', "U+E0041 (tag latin capital letter a)", "Correct the text"),
    ),
    broken(
        "character that cannot be printed, escaped",
        "- text: Protect victims;",
        '- text: "Protect\\a victims;"',
        ("value-error", 'text: ‸"Protect', "U+0007", "Correct the text"),
    ),
    broken(
        "half a character, escaped",
        "- text: Protect victims;",
        '- text: "Protect\\uD83D victims;"',
        ("string-unicode", 'text: ‸"Protect', "half of a character", "the character itself"),
    ),
    broken(
        "word outside a fixed choice",
        "mark: double",
        "mark: dotted",
        ("literal-error", "mark: ‸dotted", "“mark” is “dotted”", "solid, double or dashed"),
    ),
    broken(
        "pattern of ids that is no expression",
        '"[IVX]+-[0-9]+"',
        '"[IVX+-[0-9+"',
        ("value-error", 'recommendation_ids: ‸"[IVX+', "is not a regular expression", "Correct the text"),
    ),
    # YAML
    broken(
        "key twice",
        "chapter: VI\n",
        "chapter: VI\nchapter: VII\n",
        ("duplicate-key", "‸chapter: VII", "“chapter” stands twice; it is first in line", "Delete one"),
    ),
    broken(
        "anchor and alias",
        "keywords:\n  - Lanzarote Convention\n  - Lanzarote Committee\n",
        "keywords:\n  - &one Lanzarote Convention\n  - *one\n",
        ("yaml-alias", "- ‸&one Lanzarote", "“&one” is a YAML anchor", "Write the value out"),
        ("yaml-alias", "- ‸*one", "“*one” is a YAML anchor or alias", "Write the value out"),
    ),
    broken(
        "tag that would call a function",
        "chapter: VI\n",
        "chapter: !!python/name:os.system VI\n",
        ("yaml-tag", "chapter: ‸!!python", "is a YAML tag", "Delete it"),
    ),
    broken(
        "tab",
        "  label: FACTSHEET –",
        "\tlabel: FACTSHEET –",
        ("yaml-syntax", "masthead:\n‸\tlabel", "A tab stands here", "two spaces"),
    ),
    broken(
        "open quotation mark",
        "chapter: VI\n",
        'chapter: "VI\n',
        ("yaml-syntax", 'lead_in: "‸Lanzarote', "This is not YAML", "quotation marks"),
    ),
    broken(
        "two documents",
        "\nnotes:\n",
        "\n---\nnotes:\n",
        ("yaml-syntax", "‸---\nnotes", "more than one YAML document", "Delete"),
    ),
    broken(
        "control character",
        "- text: Protect victims;",
        "- text: Protect\x07 victims;",
        ("yaml-character", "Protect‸\x07 victims", "A character that YAML does not allow", "Delete it"),
    ),
    broken(
        "key that is a list",
        "chapter: VI\n",
        "? [chapter]\n: VI\n",
        ("yaml-key", "? ‸[chapter]", "A key must be a plain word", "quotation marks"),
    ),
    broken(
        "too deep",
        "keywords:\n  - Lanzarote Convention\n",
        "keywords:\n  - " + "[" * 70 + "]" * 70 + "\n",
        ("too-deep", "  - " + "[" * 58 + "‸" + "[" * 12, "more than 60 levels", "Nest less"),
    ),
    # The register and the publication
    broken(
        "code twice in the register",
        "alpha2: AD\n",
        "alpha2: AL\n",
        (
            "duplicate-party",
            "code: AND\n    alpha2: ‸AL",
            "The code AL stands twice; it is first in line",
            "Delete one",
        ),
        file=REGISTER,
    ),
    broken(
        "tile on a tile",
        "tile: { column: 2, row: 5 }",
        "tile: { column: 7, row: 7 }",
        (
            "tile-taken",
            "source: report }\n    tile: ‸{ column: 7, row: 7 }\n  - code: ARM",
            "AND lies on that of ALB",
            "free",
        ),
        file=REGISTER,
    ),
    broken(
        "unknown source",
        "          prose: l’Arménie\n          source: french-pages",
        "          prose: l’Arménie\n          source: french-page",
        ("unknown-source", "source: ‸french-page\n", "“french-page” is no source", "Did you mean “french-pages”?"),
        file=REGISTER,
    ),
    broken(
        "names out of order",
        "        - seen_from: 2026-11-01\n          name: Türkiye\n          source: membership-list\n      fr:",
        "        - name: Türkiye\n          source: membership-list\n      fr:",
        (
            "names-order",
            "en:\n        ‸- name: Turkey",
            "names of TUR in “en” are not in order",
            "Put the oldest first",
        ),
        file=REGISTER,
    ),
    broken(
        "unknown field of the publication",
        "contact: lanz",
        "kontact: lanz",
        ("extra-forbidden", "‸kontact: lanz", "“kontact” is not known", "Did you mean “contact”?"),
        file=PUBLICATION,
    ),
    broken(
        "day of publication in words",
        "published:\n",
        "published: in spring\n",
        ("date-from-datetime-parsing", "published: ‸in spring", "“published” cannot be", "a day of the calendar"),
        file=PUBLICATION,
    ),
)


@pytest.fixture(scope="module")
def register(shipped: Project) -> Read[Register]:
    return read_register(shipped)


@pytest.fixture
def errors_of(
    project: Project, register: Read[Register], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], list[Diagnostic]]:
    """Read and check the project's content as the build does; the register only once for all tests that leave it alone."""

    def errors(edited: str) -> list[Diagnostic]:
        if edited != REGISTER:
            monkeypatch.setattr(inputs, "read_register", lambda _: register)
        with pytest.raises(ContentError) as caught:
            load_content(project, NAME)
        return [problem for problem in caught.value.diagnostics if problem.severity is Severity.ERROR]

    return errors


def edit(project: Project, file: str, old: str, new: str) -> str:
    path = project.data / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    edited = text.replace(old, new)
    path.write_text(edited, encoding="utf-8")
    return edited


def place_of(text: str, at: str, file: str) -> Place:
    words = at.replace("‸", "")
    assert text.count(words) == 1, f"{words!r} stands {text.count(words)} times in the edited {file}"
    before = text[: text.index(words) + at.index("‸")]
    return Place(f"data/{file}", before.count("\n") + 1, len(before) - before.rfind("\n"))


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.name)
def test_a_broken_copy_is_refused_precisely(
    case: Broken, project: Project, errors_of: Callable[[str], list[Diagnostic]]
) -> None:
    text = edit(project, case.file, case.old, case.new)
    found = errors_of(case.file)
    owed = [(expected.code, place_of(text, expected.at, case.file)) for expected in case.expected]
    assert [(problem.code, problem.place) for problem in found] == owed
    for problem, expected in zip(found, case.expected, strict=True):
        assert expected.what in problem.what
        assert expected.remedy in problem.remedy


def test_there_are_copies_for_thirty_kinds_of_problems() -> None:
    assert len(BROKEN) >= 30
    assert len({expected.code for case in BROKEN for expected in case.expected}) >= 30


def test_the_shipped_content_has_its_eight_warnings_and_nothing_else(shipped: Project) -> None:
    content = load_content(shipped, NAME)
    found = [(problem.severity, problem.code) for problem in content.diagnostics]
    notes = [(Severity.NOTE, "empty-slot")] * 2 + [(Severity.NOTE, "figure-without-data")]
    assert sorted(found) == sorted([*notes, *[(Severity.WARNING, "link-without-target")] * 8])
    assert content.unexpected == []


def test_each_link_without_target_is_named_where_its_address_belongs(shipped: Project) -> None:
    lines = (shipped.data / FACTSHEET).read_text(encoding="utf-8").splitlines()
    for problem in load_content(shipped, NAME).diagnostics:
        if problem.severity is Severity.NOTE:
            continue
        assert lines[problem.place.line - 1][problem.place.column - 1 :].startswith("](#)")
        assert "address" in problem.remedy


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("[online form](#)", "[online form](https://example.org)", 7),
        ("the ultimate aim", "the [ultimate aim](#)", 9),
        ("the ultimate aim", "the [ultimate aim]()", 9),
    ],
)
def test_a_wrong_number_of_expected_warnings_is_a_warning(project: Project, old: str, new: str, found: int) -> None:
    text = edit(project, FACTSHEET, old, new)
    content = load_content(project, NAME)
    warnings = [problem for problem in content.diagnostics if problem.severity is not Severity.NOTE]
    (problem,) = [problem for problem in warnings if problem.code != "link-without-target"]
    assert (problem.severity, problem.code) == (Severity.WARNING, "unexpected-count")
    assert problem.place == place_of(text, "count: ‸8", FACTSHEET)
    assert f"8 warnings “link-without-target” are expected, {found} were found" in problem.what
    assert content.unexpected == [problem]


def test_all_problems_of_a_file_are_reported_at_once_in_its_order(
    project: Project, errors_of: Callable[[str], list[Diagnostic]]
) -> None:
    edits = [
        ("title: Introduction", "title: Introduction[^rules-of-procedure]", "note-in-heading"),
        ("id: general-remarks", "id: topic", "duplicate-id"),
        ("party: POL", "party: PLO", "unknown-party"),
        ("recommendations: [VI-1, VI-3]", "recommendations: [VI-2, VI-3]", "map-of-open"),
        ("**invites** Parties which", "**requests** Parties which", "urgency-word"),
        ("ALB, AND, AUT,", "ALB, ALB, AND, AUT,", "duplicate-party"),
        ("party: MDA", "party: HRV", "update-not-listed"),
        ("concerns.[^vi-4-id]", "concerns.", "uncalled-note"),
    ]
    for old, new, _ in edits:
        edit(project, FACTSHEET, old, new)
    found = errors_of(FACTSHEET)
    assert [problem.code for problem in found] == [code for _, _, code in edits]
    assert [problem.place for problem in found] == sorted(problem.place for problem in found)


def test_all_wrong_entries_of_a_file_are_reported_at_once_in_its_order(
    project: Project, errors_of: Callable[[str], list[Diagnostic]]
) -> None:
    for old, new in (
        ("parties: 43", "parties: many"),
        ("party: POL", "party: Pol"),
        ("title: Helplines", "titel: Helplines"),
    ):
        edit(project, FACTSHEET, old, new)
    found = errors_of(FACTSHEET)
    assert [problem.code for problem in found] == ["int-type", "extra-forbidden", "string-pattern-mismatch"]


def test_problems_of_every_file_are_reported_at_once(
    project: Project, errors_of: Callable[[str], list[Diagnostic]]
) -> None:
    edit(project, FACTSHEET, "party: POL", "party: PLO")
    edit(project, REGISTER, "alpha2: AD\n", "alpha2: AL\n")
    edit(project, PUBLICATION, "published:\n", "published: in spring\n")
    files = [problem.place.file for problem in errors_of(REGISTER)]
    assert sorted(files) == [f"data/{FACTSHEET}", f"data/{REGISTER}", f"data/{PUBLICATION}"]


BOMB = "a: &a [x, x]\n" + "".join(
    f"{letter}: &{letter} [*{before}, *{before}, *{before}, *{before}, *{before}, *{before}, *{before}, *{before}]\n"
    for before, letter in zip("abcdefghijklmnopqrstuvwx", "bcdefghijklmnopqrstuvwxy", strict=True)
)


@pytest.mark.parametrize(
    ("content", "code", "line", "column", "what"),
    [
        (b"", "empty-file", 1, 1, "The file is empty"),
        (b" \n\t\n", "empty-file", 1, 1, "The file is empty"),
        (b"\xef\xbb\xbf", "empty-file", 1, 1, "The file is empty"),
        (b"# a comment\n# another\n", "empty-file", 1, 1, "comments only"),
        (b"id: x\ntitle: Caf\xe9\n", "not-utf8", 2, 11, "byte 0xe9"),
        ("id: é\n# é".encode() + b"\xff", "not-utf8", 2, 4, "byte 0xff"),
        ("id: x\n".encode("utf-16"), "not-utf8", 1, 1, "UTF-16"),
        (b"x" * 2_000_001, "too-large", 0, 0, "2,000,001 bytes"),
        (b"- a\n- b\n", "model-type", 1, 1, "The file cannot be a list"),
        (BOMB.encode(), "yaml-alias", 1, 4, "“&a” is a YAML anchor"),
        (b"[" * 20_000, "too-deep", 1, 61, "more than 60 levels"),
        (b"- " * 20_000, "too-deep", 1, 121, "more than 60 levels"),
    ],
    ids=["empty", "blank", "mark only", "comments", "latin", "latin after accents", "utf-16", "large", "list", "bomb",
         "brackets", "dashes"],
)  # fmt: skip
def test_a_file_that_is_no_content_is_refused(
    project: Project,
    errors_of: Callable[[str], list[Diagnostic]],
    content: bytes,
    code: str,
    line: int,
    column: int,
    what: str,
) -> None:
    (project.data / FACTSHEET).write_bytes(content)
    started = time.monotonic()
    first = errors_of(FACTSHEET)[0]
    assert time.monotonic() - started < 5
    assert (first.code, first.place) == (code, Place(f"data/{FACTSHEET}", line, column))
    assert what in first.what
    assert first.remedy


def test_a_missing_file_is_named(project: Project) -> None:
    (project.data / REGISTER).unlink()
    with pytest.raises(SurroundingsError) as caught:
        load_content(project, NAME)
    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.place) == ("no-file", Place(f"data/{REGISTER}"))
    assert "restore" in problem.remedy


def test_a_folder_in_place_of_a_file_is_named(project: Project) -> None:
    path: Path = project.data / REGISTER
    path.unlink()
    path.mkdir()
    with pytest.raises(SurroundingsError) as caught:
        load_content(project, NAME)
    assert [problem.code for problem in caught.value.diagnostics] == ["unreadable"]


def test_an_image_by_a_link_out_of_data_is_refused(project: Project) -> None:
    secret = project.root / "secret.png"
    secret.write_bytes(b"secret")
    (project.data / "picture.png").symlink_to(secret)
    text = edit(project, FACTSHEET, UNAVAILABLE, picture("picture.png"))
    with pytest.raises(FactsheetError) as caught:
        load_content(project, NAME)
    found = [problem for problem in caught.value.diagnostics if problem.severity is Severity.ERROR]
    assert [(problem.code, problem.place) for problem in found] == [
        ("asset-outside", place_of(text, "file: ‸picture.png", FACTSHEET))
    ]


def test_an_image_inside_data_is_taken(project: Project) -> None:
    (project.data / "picture.png").write_bytes(b"")
    edit(project, FACTSHEET, UNAVAILABLE, picture("picture.png"))
    content: Content = load_content(project, NAME)
    assert content.unexpected == []


@pytest.mark.parametrize("space", ["\x85", "\u2028", "\u2029", "\r", "\r\n"])
def test_places_hold_after_every_kind_of_line_end(
    project: Project, errors_of: Callable[[str], list[Diagnostic]], space: str
) -> None:
    path = project.data / FACTSHEET
    text = edit(project, FACTSHEET, "[^rules-of-procedure]", "[^rule-of-procedure]")
    line_ends = 1 if "\r" in space else 0
    path.write_bytes((f"# one{space}# two\n" + text).encode())
    found = errors_of(FACTSHEET)[0]
    plain = place_of(text, "‸[^rule-of-procedure]", FACTSHEET)
    assert (found.code, found.place) == ("undefined-note", Place(plain.file, plain.line + 1 + line_ends, plain.column))
