"""What was handed out is kept for comparison; several files are one archive, the same each time."""

import json
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from factsheet_builder.builds.deliverable import Deliverable
from factsheet_builder.builds.delivering.earlier_files import declare_delivered, earlier_of, place_before, read_delivery
from factsheet_builder.builds.delivering.file_archive import archive_of
from factsheet_builder.builds.delivering.page_pictures import compare_files, page_picture
from factsheet_builder.builds.inventory import take_inventory
from factsheet_builder.builds.lock import locked
from factsheet_builder.builds.records import HIDDEN, MANIFEST
from factsheet_builder.builds.runner import build
from factsheet_builder.builds.store import commit
from factsheet_builder.content.manifest import Manifest
from factsheet_builder.errors import SurroundingsError
from factsheet_builder.project import Project
from factsheet_builder.typesetting.editions import Edition
from tests.small_factsheet import start_small


def test_a_file_that_is_exchanged_is_kept_and_one_that_is_not_is_no_news(tmp_path: Path) -> None:
    file, before = tmp_path / "a.pdf", tmp_path / HIDDEN / "b" / "a.pdf"
    commit(file, b"one", before)
    assert not before.exists()
    commit(file, b"one", before)
    assert not before.exists()
    commit(file, b"two", before)
    commit(file, b"two", before)
    assert (before.read_bytes(), file.read_bytes()) == (b"one", b"two")
    commit(file, b"three", before)
    assert (before.read_bytes(), file.read_bytes()) == (b"two", b"three")
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["a.pdf", "a.pdf"]


def _folder(tmp_path: Path) -> Path:
    """A folder as a build leaves it, with two files."""
    out = tmp_path / "out"
    entry = {
        "factsheet": "a", "kind": "factsheet", "party": "", "locale": "en", "profile": "", "edition": "screen",
        "sha256": "0" * 64, "size": 3, "pages": 1, "as_of": "2022-03-10", "conformance": [], "coverage": None,
        "preflight": {"errors": 0, "warnings": 0}, "warnings": [], "inputs": {},
    }  # fmt: skip
    entries = [{"path": "en/a.pdf", **entry, "inputs": {"text": "1" * 24}}, {"path": "en/b.html", **entry}]
    manifest = {
        "format": 1,
        "builder": "1",
        "versions": {},
        "fonts": {},
        "deliverables": entries,
        "inputs": {"1" * 24: {"passage": "x"}, "2" * 24: {}},
    }
    (out / "en").mkdir(parents=True)
    (out / MANIFEST).write_text(json.dumps(manifest))
    (out / "en" / "a.pdf").write_bytes(b"one")
    (out / "en" / "b.html").write_bytes(b"page")
    return out


def test_what_was_delivered_stays_what_files_are_held_against(tmp_path: Path) -> None:
    out = _folder(tmp_path)
    assert read_delivery(out) is None
    assert earlier_of(out, "en/a.pdf", None) is None
    commit(out / "en" / "a.pdf", b"two", place_before(out, "en/a.pdf"))
    earlier = earlier_of(out, "en/a.pdf", None)
    assert earlier is not None
    assert (earlier.file.read_bytes(), earlier.delivered) == (b"one", "")
    assert declare_delivered(out, "A. Name", "2026-11-29T14:00:00") == 2
    for number in range(3):
        commit(out / "en" / "a.pdf", str(number).encode(), place_before(out, "en/a.pdf"))
    delivery = read_delivery(out)
    assert delivery is not None
    assert (delivery.who, sorted(delivery.files)) == ("A. Name", ["en/a.pdf", "en/b.html"])
    earlier = earlier_of(out, "en/a.pdf", delivery)
    assert earlier is not None
    assert (earlier.file.read_bytes(), earlier.delivered) == (b"two", "2026-11-29T14:00:00")
    assert take_inventory(out).extra == ()


def test_nothing_is_delivered_while_a_build_is_at_work(tmp_path: Path) -> None:
    out = _folder(tmp_path)
    with locked(out), pytest.raises(SurroundingsError, match="Another build"):
        declare_delivered(out, "A. Name", "now")
    assert read_delivery(out) is None


@pytest.mark.parametrize("said", ["", "[]", '{"files": 3}', '{"files": {}, "when": "x"}'])
def test_a_damaged_note_of_a_delivery_is_none(tmp_path: Path, said: str) -> None:
    (tmp_path / HIDDEN).mkdir()
    (tmp_path / HIDDEN / "delivered.json").write_text(said)
    assert read_delivery(tmp_path) is None


def test_an_archive_has_the_files_and_the_manifest_of_just_these(tmp_path: Path) -> None:
    out = _folder(tmp_path)
    data = b"".join(archive_of(out, ["en/b.html", "en/a.pdf", "en/a.pdf", "en/gone.pdf"]))
    assert data == b"".join(archive_of(out, ["en/a.pdf", "en/gone.pdf", "en/b.html"]))
    with ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [MANIFEST, "en/a.pdf", "en/b.html"]
        assert archive.read("en/a.pdf") == b"one"
    (part,) = [b"".join(archive_of(out, ["en/a.pdf"]))]
    with ZipFile(BytesIO(part)) as archive:
        manifest = json.loads(archive.read(MANIFEST))
    assert [entry["path"] for entry in manifest["deliverables"]] == ["en/a.pdf"]
    assert list(manifest["inputs"]) == ["1" * 24]
    assert Manifest.model_validate(manifest)


def test_pages_are_drawn_once_and_compared(tmp_path: Path, shipped_pdf: bytes) -> None:
    file, cache = tmp_path / "a.pdf", tmp_path / "cache"
    file.write_bytes(shipped_pdf)
    picture = page_picture(file, 2, cache)
    assert picture.read_bytes().startswith(b"\x89PNG")
    picture.write_bytes(b"kept")
    assert page_picture(file, 2, cache).read_bytes() == b"kept"
    with pytest.raises(SurroundingsError, match="no page 99"):
        page_picture(file, 99, cache)
    assert compare_files(file, file, cache).different == ()
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    with pytest.raises(SurroundingsError, match="no PDF"):
        page_picture(tmp_path / "broken.pdf", 1, cache)


@pytest.mark.slow
def test_a_changed_word_is_found_in_the_pictures(tmp_path: Path, cache: Path) -> None:
    start_small(tmp_path / "project", "small")
    project = Project(tmp_path / "project")
    wanted = (Deliverable("small", "en"), Deliverable("small", "en", edition=Edition.HTML))
    list(build(project, wanted, project.out, cache=cache))
    file = project.data / "factsheets" / "small.yaml"
    text = file.read_text(encoding="utf-8")
    new = r"\1text: Other words than before [^sample-note]"
    file.write_text(re.sub(r"^( +)text: .*$", new, text, count=1, flags=re.MULTILINE), encoding="utf-8")
    list(build(project, wanted, project.out, cache=cache))
    earlier = earlier_of(project.out, "en/small.pdf", None)
    assert earlier is not None
    assert earlier_of(project.out, "en/small.html", None) is None
    compared = compare_files(earlier.file, project.out / "en" / "small.pdf", tmp_path / "pictures")
    assert compared.different
    for pair in compared.different:
        for side in ("before", "now"):
            picture = compared.picture(pair, side)
            assert picture is None or picture.is_file()
    again = compare_files(earlier.file, project.out / "en" / "small.pdf", tmp_path / "pictures")
    assert again == compared
