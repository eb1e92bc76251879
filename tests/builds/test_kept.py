"""What is kept between files changes no byte: readers of tabs, and texts of pages; both are bounded."""

from pathlib import Path

import pytest

from factsheet_builder.builds.making.executors import Serial
from factsheet_builder.errors import ExitCode
from factsheet_builder.pdf.reading import inspection, marked_text, tag_reader
from factsheet_builder.pdf.reading.kept_readers import KeptReaders
from factsheet_builder.pdf.reading.marked_text import PageTexts
from factsheet_builder.pdf.reading.tag_reader import read_tags
from factsheet_builder.project import Project
from tests.builds.conftest import edit, files_of, run
from tests.pdf.joining.documents import fixture, typst_file, weasyprint_file

EDITS = (("sample text", "changed text"), ("parties: [ALB, MDA]", "parties: [MLT, HRV]"))


def built(project: Project, out: Path) -> dict[str, bytes]:
    outcomes = run(project, out, executor=Serial())
    assert {outcome.exit_code for outcome in outcomes.values()} == {ExitCode.DONE}, outcomes
    return files_of(out)


@pytest.mark.slow
def test_builds_are_the_same_with_and_without(bare: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One process makes all files after each edit with what the builds before left, another time with nothing kept."""
    folder = bare.data / "annexes" / "all"
    folder.mkdir(parents=True)
    for name, data in (("a", typst_file(3)), ("b", weasyprint_file(1)), ("c", fixture("libreoffice-ua1"))):
        (folder / f"{name}.pdf").write_bytes(data)
    kept = [built(bare, tmp_path / "first")]
    for number, (old, new) in enumerate(EDITS):
        edit(bare, old, new)
        kept.append(built(bare, tmp_path / f"kept-{number}"))
    assert len({data["en/packs/small-MLT.pdf"] for data in kept}) == len(kept)
    monkeypatch.setattr(inspection, "READERS", KeptReaders(0, 0))
    monkeypatch.setattr("factsheet_builder.pdf.joining.admission.READERS", KeptReaders(0, 0))
    monkeypatch.setattr(tag_reader, "PAGE_TEXTS", PageTexts(0, 0))
    assert built(bare, tmp_path / "last") == kept[-1]


def test_no_more_is_kept_than_the_bounds_allow() -> None:
    files = [typst_file(3), weasyprint_file(1), fixture("chromium-ua1")]
    readers = KeptReaders(2, 10_000_000)
    first = readers.of(files[0])
    assert readers.of(bytes(files[0])) is first
    for data in files[1:]:
        readers.of(data)
    assert readers.of(files[0]) is not first
    assert KeptReaders(9, len(files[0]) - 1).of(files[0]) is not None
    small = KeptReaders(9, len(files[0]) - 1)
    assert small.of(files[0]) is not small.of(files[0])


def test_texts_of_pages_are_those_that_were_read(monkeypatch: pytest.MonkeyPatch) -> None:
    files = [typst_file(3), typst_file(4), weasyprint_file(1), fixture("chromium-ua1"), fixture("libreoffice-ua1")]
    twice = [read_tags(data) for data in (*files, *files)]
    monkeypatch.setattr(tag_reader, "PAGE_TEXTS", PageTexts(0, 0))
    assert twice == [read_tags(data) for data in files] * 2
    few = PageTexts(1, 10_000_000)
    monkeypatch.setattr(tag_reader, "PAGE_TEXTS", few)
    assert [read_tags(data) for data in files] == twice[: len(files)]
    assert len(few._kept) <= 1
    assert marked_text.PAGE_TEXTS is not few
