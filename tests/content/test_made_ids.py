"""Passages without an id get one from their words; it can be written into the file, and references need one that is."""

import re
from pathlib import Path

import pytest

from factsheet_builder.builds.inputs import load_content
from factsheet_builder.builds.starter import start_factsheet
from factsheet_builder.content.passages import blocks_of
from factsheet_builder.content.reading.made_ids import write_ids
from factsheet_builder.content.reading.reader import read_factsheet_file, read_factsheet_text
from factsheet_builder.errors import ContentError, ExitCode, Severity
from factsheet_builder.importing.renewing.later_versions import update_content
from factsheet_builder.languages.catalogs import Catalog, entries, new_po
from factsheet_builder.languages.keeping.merging import merge_and_tell
from factsheet_builder.languages.messages import messages_of_factsheet
from factsheet_builder.project import Project
from tests.conftest import Run
from tests.content.broken_files import VALID

FREE = ("introduction", "purpose", "sample-list", "findings", "sample-practice", "overview")
WITHOUT = re.sub(rf"(?m)^ +id: ({'|'.join(FREE)})\n", "", VALID)
MADE = ("introduction", "sample-paragraph-note", "first-item", "findings", "practice-mlt", "tile-map-i-1")


def ids_of(text: str) -> list[str]:
    return [block.id for _, block in blocks_of(read_factsheet_text(text, "sample.yaml").model)]


def test_ids_are_made_from_the_words() -> None:
    assert ids_of(WITHOUT) == [*MADE[:5], "I-1", "I-2", MADE[5]]
    assert read_factsheet_text(WITHOUT, "sample.yaml").source.made_ids[("blocks", 0)] == "introduction"
    assert not read_factsheet_text(VALID, "sample.yaml").source.made_ids


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Комітет закликає всі Сторони", "komitet-zaklikae-vsi-storoni"),
        ("L’accès à la justice", "lacces-la-justice"),
        ("**The** *Straße* [to Łódź](https://example.org)", "strasse-lodz"),
        ("…", "paragraph-1"),
        ("Contents", "contents-2"),
        ("Note on words", "paragraph-note-words"),
        ("Findings", "findings-2"),
    ],
)
def test_ids_are_letters_and_free(words: str, name: str) -> None:
    text = WITHOUT.replace("This is a sample paragraph with a note.[^sample-note]", f'"{words}[^sample-note]"')
    text = text.replace("    title: Findings", "    id: Findings\n    title: Findings")
    assert ids_of(text)[1] == name


def test_a_recommendation_and_a_note_need_their_own() -> None:
    for line in ("        id: I-1\n", "    id: sample-note\n"):
        with pytest.raises(ContentError) as caught:
            read_factsheet_text(VALID.replace(line, ""), "sample.yaml")
        assert [problem.code for problem in caught.value.diagnostics] == ["missing"]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_ids_are_written_between_the_lines(ending: str) -> None:
    text = f"# A comment\n{WITHOUT}".replace("- text: second item.", "- text: second item.  # of two").rstrip("\n")
    written, ids = write_ids(text.replace("\n", ending), "sample.yaml")
    assert ids == MADE
    lines = written.split(ending)
    assert [line for line in lines if line.strip() not in {f"id: {name}" for name in MADE}] == text.split("\n")
    assert not read_factsheet_text(written, "sample.yaml").source.made_ids
    assert ids_of(written) == ids_of(text)
    assert write_ids(written, "sample.yaml") == (written, ())


def test_ids_are_written_between_braces_and_at_the_end_of_a_file() -> None:
    text = VALID.replace("notes:", "  - { kind: paragraph, text: A last word. }\nnotes:")
    assert "  - { id: last-word, kind: paragraph, text: A last word. }\n" in write_ids(text, "sample.yaml")[0]
    notes = VALID.index("notes:")
    first, last = VALID[:notes], VALID[notes:]
    text = last + first.replace("blocks:\n", "blocks:\n", 1) + "  - text: The end\n    kind: paragraph"
    assert write_ids(text, "sample.yaml")[0].endswith("    kind: paragraph\n    id: end\n")


def test_what_is_not_laid_out_by_lines_is_left_alone() -> None:
    text = VALID.replace("      - kind: paragraph\n        id: purpose\n", "      - ? kind\n        : paragraph\n")
    with pytest.raises(ValueError, match=r"sample\.yaml"):
        write_ids(text, "sample.yaml")


@pytest.fixture
def small(tmp_path: Path) -> Project:
    start_factsheet(tmp_path, "sample")
    (tmp_path / "data" / "factsheets" / "sample.yaml").write_text(WITHOUT, encoding="utf-8")
    return Project(tmp_path)


def test_check_tells_of_them_and_writes_them(small: Project, factsheet: Run) -> None:
    (note,) = (found for found in load_content(small, "sample").diagnostics if found.code == "made-ids")
    assert note.severity is Severity.NOTE
    assert note.what.startswith("6 passages have no id of their own; made from the words: introduction (line 22), ")
    result = factsheet("check", "--strict", "--write-ids", cwd=small.root)
    assert result.returncode == ExitCode.DONE, result.stderr
    assert result.stdout.splitlines()[0] == f"wrote 6 ids into data/factsheets/sample.yaml: {', '.join(MADE)}"
    assert ids_of((small.data / "factsheets" / "sample.yaml").read_text(encoding="utf-8"))[:2] == list(MADE[:2])
    assert not [found for found in load_content(small, "sample").diagnostics if found.code == "made-ids"]


def test_a_reference_needs_an_id_that_is_written(small: Project) -> None:
    file = small.data / "factsheets" / "sample.yaml"
    referring = WITHOUT.replace("A sample note.", "See [above](#first-item).")
    file.write_text(referring, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_content(small, "sample")
    (problem,) = (found for found in caught.value.diagnostics if found.code == "id-not-written")
    assert (problem.place.line, problem.place.column) == next(
        (number, line.index("](#") + 1) for number, line in enumerate(referring.splitlines(), 1) if "](#" in line
    )
    assert "run `factsheet check --write-ids`" in problem.remedy
    file.write_text(write_ids(referring, "sample.yaml")[0], encoding="utf-8")
    assert not read_factsheet_file(file).source.made_ids


def catalog_of(text: str) -> Catalog:
    """Return a catalog in which every text is translated: by itself, in capitals."""
    sheet = read_factsheet_text(text, "sample.yaml").model
    made = merge_and_tell(Catalog("sample", "fr", new_po("sample", "fr")), messages_of_factsheet(sheet)).catalog
    for entry in entries(made.po):
        entry.string = str(entry.id).upper()
    return made


def test_a_translation_follows_its_words_when_the_made_id_changes() -> None:
    before = "The Committee was told that some of the Parties have set up helplines for children.[^sample-note]"
    after = "This Committee was told that some of the Parties have set up helplines for children.[^sample-note]"
    old = WITHOUT.replace("This is a sample paragraph with a note.[^sample-note]", before)
    new = WITHOUT.replace("This is a sample paragraph with a note.[^sample-note]", after.replace("told", "informed"))
    assert ids_of(old)[1] != ids_of(new)[1]
    merged = merge_and_tell(catalog_of(old), messages_of_factsheet(read_factsheet_text(new, "sample.yaml").model))
    assert not merged.lost
    (entry,) = (entry for entry in entries(merged.catalog.po) if entry.fuzzy)
    assert entry.context == ids_of(new)[1]
    assert "COMMITTEE WAS TOLD" in str(entry.string)
    assert [fate.way for fate in merged.fates] == ["changed"]


def test_ids_that_only_count_do_not_give_a_neighbour_its_translation() -> None:
    twins = "      - kind: paragraph\n        text: Sample words that come first here, {}.\n"
    both = "".join(twins.format(which) for which in ("one", "two"))
    old = WITHOUT.replace("      - kind: list\n", f"{both}      - kind: list\n", 1)
    new = WITHOUT.replace("      - kind: list\n", f"{twins.format('two')}      - kind: list\n", 1)
    assert "sample-words-come-first-2" in ids_of(old)
    assert "sample-words-come-first-2" not in ids_of(new)
    merged = merge_and_tell(catalog_of(old), messages_of_factsheet(read_factsheet_text(new, "sample.yaml").model))
    (entry,) = (entry for entry in entries(merged.catalog.po) if entry.context == "sample-words-come-first")
    assert (entry.fuzzy, entry.string) == (False, "SAMPLE WORDS THAT COME FIRST HERE, TWO.")


def test_a_later_version_of_a_word_file_meets_content_without_ids() -> None:
    before = write_ids(WITHOUT, "sample.yaml")[0]
    now = before.replace("This is a sample paragraph", "This is a longer sample paragraph")
    update = update_content(WITHOUT, before, now, "sample.yaml")
    assert update.conflicts == ()
    assert "        text: This is a longer sample paragraph" in update.text
    assert ids_of(update.text) == ids_of(before)


def test_the_same_words_give_the_same_ids(tmp_path: Path) -> None:
    file = tmp_path / "sample.yaml"
    file.write_text(WITHOUT, encoding="utf-8")
    assert read_factsheet_file(file).model == read_factsheet_text(WITHOUT, "elsewhere.yaml").model
