"""Folders as they are delivered: verified, pruned, locked, told; the manifest meets its schema."""

import csv
import fcntl
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from factsheet_builder.builds.inventory import prune, take_inventory
from factsheet_builder.builds.lock import locked
from factsheet_builder.builds.making.maker import Maker
from factsheet_builder.builds.outcome import Fate
from factsheet_builder.content.reading.reader import json_schema
from factsheet_builder.errors import ExitCode, SurroundingsError
from factsheet_builder.project import Project
from tests.builds.conftest import FILES, OWED, edit, files_of, run

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def entries(project: Project) -> list[dict[str, object]]:
    return list(json.loads((project.out / "manifest.json").read_text(encoding="utf-8"))["deliverables"])


def test_the_manifest_meets_its_schema(small_built: Project) -> None:
    validator = Draft202012Validator(json.loads(json_schema("manifest")))
    manifest = json.loads((small_built.out / "manifest.json").read_text(encoding="utf-8"))
    assert [error.message for error in validator.iter_errors(manifest)] == []
    assert [entry["path"] for entry in manifest["deliverables"]] == list(FILES)
    manifest["deliverables"][0]["sha256"] = "none"  # the negative control
    assert len(list(validator.iter_errors(manifest))) == 1


def test_the_manifest_says_nothing_of_this_machine(small_built: Project) -> None:
    text = (small_built.out / "manifest.json").read_text(encoding="utf-8")
    assert str(small_built.root) not in text
    assert "/root" not in text


# verify


def test_a_sound_folder(small_built: Project) -> None:
    found = take_inventory(small_built.out)
    assert found.is_sound
    assert found.sound == FILES


def test_a_flipped_byte_a_missing_and_an_extra_file_are_named(factsheet: Run, small: Project) -> None:
    altered = small.out / FILES[0]
    data = bytearray(altered.read_bytes())
    data[len(data) // 2] ^= 1
    altered.write_bytes(data)
    (small.out / FILES[2]).unlink()
    (small.out / "en" / "mine.pdf").write_bytes(b"mine")
    found = take_inventory(small.out)
    assert (found.altered, found.missing, found.extra) == ((FILES[0],), (FILES[2],), ("en/mine.pdf",))
    result = factsheet("verify", cwd=small.root)
    assert result.returncode == ExitCode.REFUSED
    assert result.stdout.splitlines() == [
        f"altered  {FILES[0]}",
        f"missing  {FILES[2]}",
        "extra    en/mine.pdf",
        "4 as they were delivered",
    ]
    as_json = json.loads(factsheet("verify", small.out, "--json", cwd=small.root).stdout)
    assert as_json["extra"] == ["en/mine.pdf"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "has no manifest.json"),
        ("{", "is damaged"),
        ("[]", "is damaged"),
        ('{"format": 1}', "is damaged"),
        ('{"format": 2, "deliverables": [], "inputs": {}}', "format 2"),
        ('{"format": 1, "deliverables": [{}], "inputs": {}}', "is damaged"),
    ],
)
def test_a_manifest_that_is_none(factsheet: Run, tmp_path: Path, text: str | None, words: str) -> None:
    if text is not None:
        (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
    result = factsheet("verify", tmp_path, cwd=tmp_path)
    assert result.returncode == ExitCode.SURROUNDINGS
    assert words in result.stderr
    assert str(tmp_path) in result.stderr


# prune


def test_what_is_not_owed_any_more_stays_until_it_is_pruned(small: Project) -> None:
    (small.out / "en" / "mine.pdf").write_bytes(b"mine")
    (small.data / "deliverables.yaml").write_text(OWED.replace("few: [MLT, HRV]", "few: [MLT]"), encoding="utf-8")
    run(small)
    assert set(files_of(small.out)) == {*FILES, "manifest.json", "en/mine.pdf"}
    owed = set(FILES) - {FILES[0], FILES[4]}
    assert prune(small.out, owed).deleted == (FILES[0], FILES[4])
    assert set(files_of(small.out)) == {*owed, "manifest.json", "en/mine.pdf"}
    assert [entry["path"] for entry in entries(small)] == sorted(owed)
    assert prune(small.out, owed).deleted == ()


def test_a_file_that_is_not_as_it_was_made_is_not_pruned(small: Project) -> None:
    (small.out / FILES[0]).write_bytes(b"signed by somebody")
    pruned = prune(small.out, set(FILES) - {FILES[0]})
    assert (pruned.deleted, pruned.kept) == ((), (FILES[0],))
    assert (small.out / FILES[0]).read_bytes() == b"signed by somebody"


def test_prune_by_the_command(factsheet: Run, small: Project) -> None:
    (small.data / "deliverables.yaml").write_text(OWED.replace("few: [MLT, HRV]", "few: [MLT]"), encoding="utf-8")
    result = factsheet("build", "--prune", cwd=small.root)
    assert result.returncode == 0, result.stderr
    assert [line for line in result.stdout.splitlines() if line.startswith("deleted")] == [
        f"deleted out/{FILES[0]}",
        f"deleted out/{FILES[4]}",
    ]


# Two builds at once


def test_a_second_build_says_that_the_folder_is_taken(factsheet: Run, small: Project) -> None:
    edit(small, "A sample note.", "Another sample note.")
    before = files_of(small.out)
    with locked(small.out):
        result = factsheet("build", cwd=small.root)
    assert result.returncode == ExitCode.SURROUNDINGS
    assert "Another build is writing to" in result.stderr
    assert files_of(small.out) == before


def test_the_lock_of_a_process_that_was_killed_is_free(small: Project) -> None:
    script = (
        "import os, pathlib, signal\n"
        "from factsheet_builder.builds.lock import locked\n"
        f"with locked(pathlib.Path({str(small.out)!r})):\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], timeout=60, check=False)
    assert ended.returncode == -9
    with locked(small.out):
        pass


def test_a_lock_that_was_tidied_away_is_not_held(tmp_path: Path) -> None:
    """Who locks a file that its last holder has just deleted would lock out nobody."""
    with locked(tmp_path / "out"):
        file = tmp_path / "out" / ".build" / "lock"
        with file.open("ab") as other, pytest.raises(BlockingIOError):
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    assert not (tmp_path / "out").exists()


# What the command tells


def test_a_build_with_nothing_to_do_loads_no_engine(small: Project) -> None:
    script = (
        "import sys\n"
        "from factsheet_builder.__main__ import main\n"
        "sys.argv = ['factsheet', 'build']\n"
        "try:\n    main()\nexcept SystemExit as end:\n    print(end.code)\n"
        "loaded = {'weasyprint', 'pypdf', 'ruamel', 'babel', 'jinja2', 'rich'} & set(sys.modules)\n"
        "print(sorted(loaded))\n"
    )
    command = [sys.executable, "-c", script]
    long = subprocess.run(command, cwd=small.root, capture_output=True, text=True, timeout=60, check=False)
    assert long.stdout.splitlines()[-1] != "[]"  # the negative control: the first time takes the long way
    short = subprocess.run(command, cwd=small.root, capture_output=True, text=True, timeout=60, check=False)
    assert short.stdout.splitlines()[-2:] == ["0", "[]"]
    assert sorted(long.stdout.splitlines()[:6]) == short.stdout.splitlines()[:6]


@pytest.mark.parametrize("change", ["content", "template", "size", "gone", "manifest"])
def test_the_short_way_is_not_taken_where_anything_differs(
    factsheet: Run, small: Project, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    asked = ("--kind", "factsheet")
    assert factsheet("build", *asked, cwd=small.root).returncode == 0
    match change:
        case "content":
            edit(small, "A sample note.", "Another sample note.")
        case "template":
            (small.root / "templates").mkdir()
            (small.root / "templates" / "mine.html").write_text("mine", encoding="utf-8")
        case "size":
            (small.out / FILES[2]).write_bytes(b"short")
        case "gone":
            (small.out / FILES[2]).unlink()
        case "manifest":
            (small.out / "manifest.json").unlink()
    with monkeypatch.context() as patch:
        patch.setattr("factsheet_builder.builds.runner.build", None)
        with pytest.raises(TypeError):
            factsheet("build", *asked, cwd=small.root)
    result = factsheet("build", *asked, cwd=small.root)
    assert result.returncode == 0
    assert ("made " in result.stdout) == (change in {"content", "size", "gone"})
    assert not take_inventory(small.out).altered


def test_warnings_are_told_again_by_a_build_with_nothing_to_do(factsheet: Run, small: Project) -> None:
    edit(small, "this is a sample text.", "this is [a sample](#) text.")
    asked = ("--kind", "factsheet", "--edition", "screen")
    first = factsheet("build", *asked, cwd=small.root)
    again = factsheet("build", *asked, cwd=small.root)
    assert "(link-without-target)" in first.stderr
    assert again.stderr == first.stderr
    assert factsheet("build", *asked, "--strict", cwd=small.root).returncode == ExitCode.REFUSED


def test_expected_warnings_are_counted_apart_and_ask_for_nothing(factsheet: Run, small: Project) -> None:
    edit(small, "this is a sample text.", "this is [a sample](#) text.")
    declared = "\nexpected_warnings: [{ code: link-without-target, count: 1, reason: The source has none. }]\nblocks:\n"
    edit(small, "\nblocks:\n", declared)
    asked = ("--kind", "factsheet", "--edition", "screen")
    said = [factsheet("build", *asked, *more, cwd=small.root) for more in ((), (), ("--strict",))]
    assert [one.returncode for one in said] == [0, 0, 0]
    assert {one.stderr for one in said} == {"data/factsheets/small.yaml: 1 expected warning, as declared\n"}
    (entry,) = [
        one
        for one in json.loads((small.out / "manifest.json").read_text())["deliverables"]
        if one["kind"] == "factsheet" and one["edition"] == "screen"
    ]
    assert [warned["expected"] for warned in entry["warnings"] if warned["severity"] != "note"] == [True]
    told = factsheet("report", cwd=small.root).stdout
    assert told.startswith("6 deliverables, 0 warnings (1 expected, as declared), ")
    page = (small.out / "report.html").read_text(encoding="utf-8")
    assert "link-without-target" not in page
    table = (small.out / "report.csv").read_text(encoding="utf-8-sig")
    (row,) = [row for row in csv.DictReader(StringIO(table)) if row["path"] == entry["path"]]
    assert (row["warnings"], row["expected_warnings"]) == ("0", "1")


def test_events_as_json(factsheet: Run, small: Project) -> None:
    (small.out / FILES[2]).unlink()
    lines = [json.loads(line) for line in factsheet("build", "--json", cwd=small.root).stdout.splitlines()]
    assert lines[0] == {"event": "begin", "files": 6}
    assert [line["path"] for line in lines if line["event"] == "made"] == [f"out/{FILES[2]}"]
    assert lines[-1] == {"event": "end", "made": 1, "unchanged": 0, "current": 5, "failed": 0}


def test_a_quiet_build_says_nothing(factsheet: Run, small: Project) -> None:
    (small.out / FILES[2]).unlink()
    result = factsheet("build", "--quiet", cwd=small.root)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_plan_in_words_and_as_json(factsheet: Run, small: Project) -> None:
    edit(small, "A sample note.", "Another sample note.")
    (small.out / FILES[3]).unlink()
    asked = ("--kind", "factsheet")
    lines = factsheet("plan", *asked, cwd=small.root).stdout.splitlines()
    assert lines == [
        "missing  en/small.press.pdf",
        "stale    en/small.pdf: attachment small.json, note sample-note",
        "0 current, 1 stale, 1 missing",
    ]
    rows = json.loads(factsheet("plan", *asked, "--json", cwd=small.root).stdout)
    assert {row["path"]: row["state"] for row in rows} == {FILES[2]: "stale", FILES[3]: "missing"}
    assert not (small.out / FILES[3]).exists()


# A disk that is full, a source that goes away


def test_a_full_disk_fails_each_file_and_leaves_nothing_half_written(
    small: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_of(small.out)
    edit(small, "A sample note.", "Another sample note.")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(SurroundingsError, match="No space left on device"):
            run(small, asked={"kinds": ("factsheet",)})
    assert files_of(small.out) == before
    assert list(small.out.rglob("*.part")) == []
    run(small, asked={"kinds": ("factsheet",)})
    assert take_inventory(small.out).is_sound


def test_a_source_that_goes_away_while_it_is_read_is_named(small: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Path.read_bytes

    def vanish(self: Path) -> bytes:
        if self.name == "small.yaml":
            raise FileNotFoundError(2, "No such file or directory")
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", vanish)
    with pytest.raises(SurroundingsError, match="cannot be read: No such file"):
        run(small)


def test_an_annex_that_goes_away_is_named(small: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = small.data / "annexes" / "all"
    folder.mkdir(parents=True)
    shutil.copy(small.out / FILES[2], folder / "annex.pdf")
    monkeypatch.setattr(Maker, "make", Maker.make)
    read = Path.read_bytes
    count = iter(range(100))

    def vanish(self: Path) -> bytes:
        if self.name == "annex.pdf" and next(count):
            raise FileNotFoundError(2, "No such file or directory")
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", vanish)
    outcomes = run(small)
    failed = [path for path, outcome in outcomes.items() if outcome.fate is Fate.FAILED]
    assert failed == list(FILES[:2])
    assert "annex.pdf" in str(outcomes[FILES[0]].diagnostics[0])
