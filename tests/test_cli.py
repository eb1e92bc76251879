"""The command from outside: each verb and option in a temporary project, exit codes, messages, and what stays on disk."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from factsheet_builder import __version__
from factsheet_builder.project import Project

Run = Callable[..., subprocess.CompletedProcess[str]]
NAME = "assistance-to-victims"
SHEET = f"data/factsheets/{NAME}.yaml"


def said(result: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    """Assert that the command failed with ``code`` and said why on standard error, for a person."""
    assert result.returncode == code, result.stderr
    assert "Traceback" not in result.stderr
    for word in words:
        assert word in result.stderr
    assert words
    assert result.stderr.endswith("\n")


def files_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def delivered_in(folder: Path) -> list[str]:
    """Return the files that a build delivered, without those that it keeps for itself."""
    files = [file for file in files_in(folder) if not file.startswith(".build/")]
    assert "manifest.json" in files
    return [file for file in files if file != "manifest.json"]


@pytest.fixture
def pdf(tmp_path: Path, shipped_pdf: bytes) -> Path:
    file = tmp_path / "factsheet.pdf"
    file.write_bytes(shipped_pdf)
    return file


# The command itself


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_names_every_verb(factsheet: Run, tmp_path: Path, option: str) -> None:
    result = factsheet(option, cwd=tmp_path)
    assert result.returncode == 0
    for verb in ("build", "check", "explain", "inspect", "join", "new", "replies", "schema"):
        assert verb in result.stdout


@pytest.mark.parametrize("verb", ["build", "check", "explain", "inspect", "join", "new", "replies", "schema"])
def test_help_of_every_verb(factsheet: Run, tmp_path: Path, verb: str) -> None:
    result = factsheet(verb, "--help", cwd=tmp_path)
    assert result.returncode == 0
    assert f"{verb}" in result.stdout
    assert not result.stderr


def test_version(factsheet_process: Run, tmp_path: Path) -> None:
    assert factsheet_process("--version", cwd=tmp_path).stdout == f"factsheet builder {__version__}\n"


@pytest.mark.parametrize("arguments", [("print",), ("build", "--colour"), ("inspect",), ("join",), ("build", "extra")])
def test_wrong_usage(factsheet: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    said(factsheet(*arguments, cwd=tmp_path), 2, "Usage")


def test_new_without_a_name(factsheet: Run, tmp_path: Path) -> None:
    said(factsheet("new", cwd=tmp_path), 2, "Nothing is named", "or a body with --body")
    assert files_in(tmp_path) == []


@pytest.mark.parametrize("arguments", [("build",), ("check",), ("build", "--project", "."), ("schema", "--write")])
def test_a_folder_that_is_no_project(factsheet: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    said(factsheet(*arguments, cwd=tmp_path), 2, "is not a project", "factsheet new NAME", "(no-project)")
    assert files_in(tmp_path) == []


# build


def test_build_makes_the_pdf_once(factsheet: Run, project: Project) -> None:
    result = factsheet("build", cwd=project.root)
    assert result.returncode == 0
    assert result.stdout.startswith(f"made out/en/{NAME}.pdf (")
    assert result.stderr == f"{SHEET}: 8 expected warnings, as declared\n"
    file = project.out / "en" / f"{NAME}.pdf"
    os.utime(file, (1, 1))
    inner = project.data / "factsheets"
    again = factsheet("build", "--factsheet", NAME, "--factsheet", NAME, "--locale", "en", "--strict", cwd=inner)
    assert again.returncode == 0
    assert again.stdout.startswith(f"unchanged out/en/{NAME}.pdf (")
    assert file.stat().st_mtime == 1
    assert delivered_in(project.out) == [f"en/{NAME}.pdf"]


@pytest.mark.slow
def test_build_elsewhere(factsheet: Run, project: Project, tmp_path: Path) -> None:
    result = factsheet("build", "--project", project.root, "--out", "there", cwd=tmp_path)
    assert result.returncode == 0
    assert delivered_in(tmp_path / "there") == [f"en/{NAME}.pdf"]
    assert not project.out.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--factsheet", "nothing"), ("There is no factsheet “nothing”", NAME)),
        (("--factsheet", "../../../etc/passwd"), ("There is no factsheet “../../../etc/passwd”", NAME)),
        (("--locale", "tlh"), ("There is no locale “tlh”", "en")),
    ],
)
def test_build_of_what_does_not_exist(
    factsheet: Run, project: Project, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    said(factsheet("build", *arguments, cwd=project.root), 2, *words)
    assert not project.out.exists()


def test_build_of_a_project_without_factsheets(factsheet: Run, project: Project) -> None:
    shutil.rmtree(project.data / "factsheets")
    said(factsheet("build", cwd=project.root), 3, "no factsheet yet", "factsheet new NAME")


def test_build_into_a_file(factsheet: Run, project: Project, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    result = factsheet("build", "--project", project.root, "--out", tmp_path / "taken", cwd=tmp_path)
    said(result, 5, "cannot be written", "another folder")
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("where", ["out", "cache"])
def test_build_into_a_folder_that_nobody_can_write(factsheet: Run, project: Project, where: str) -> None:
    """The kernel's own folder refuses even the superuser, whom no permission stops."""
    options = ("--out", "/proc/self") if where == "out" else ()
    environment = {"XDG_CACHE_HOME": "/proc/self"} if where == "cache" else {}
    result = factsheet("build", *options, cwd=project.root, **environment)
    said(result, 5, "cannot be written", "/proc/")
    assert not project.out.exists()


@pytest.mark.slow
def test_a_failed_build_keeps_the_last_good_file_and_stops_nothing_else(factsheet: Run, project: Project) -> None:
    sheet = project.root / SHEET
    good = sheet.read_text(encoding="utf-8")
    other = project.data / "factsheets" / "another.yaml"
    other.write_text(good.replace(f"id: {NAME}", "id: another"), encoding="utf-8")
    kept = project.out / "en" / f"{NAME}.pdf"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"the last good file")
    sheet.write_text(good.replace("party: POL", "party: PLO"), encoding="utf-8")
    result = factsheet("build", cwd=project.root)
    said(result, 3, f"{SHEET}:", "“PLO” is no Party", f"not made out/en/{NAME}.pdf, the file that was there is kept")
    assert kept.read_bytes() == b"the last good file"
    assert "made out/en/another.pdf" in result.stdout
    assert delivered_in(project.out) == ["en/another.pdf", f"en/{NAME}.pdf"]


@pytest.mark.slow
def test_a_strict_build_refuses_a_warning_that_is_not_expected(factsheet: Run, project: Project) -> None:
    sheet = project.root / SHEET
    text = sheet.read_text(encoding="utf-8").replace("the ultimate aim", "the [ultimate aim](#)")
    sheet.write_text(text, encoding="utf-8")
    assert factsheet("check", cwd=project.root).returncode == 0
    said(factsheet("build", "--strict", cwd=project.root), 4, "(unexpected-count)", "not made")
    said(factsheet("check", "--strict", cwd=project.root), 3, "(unexpected-count)")
    assert not project.out.exists()


@pytest.mark.slow
def test_an_interrupt_ends_with_its_code_and_leaves_nothing_half_written(project: Project) -> None:
    """The process is sent the signal of Ctrl-C in the middle of its work."""
    script = (
        "import os, signal, sys, factsheet_builder.builds.runner as runner, factsheet_builder.cli.app as cli\n"
        "runner.commit = lambda *_: os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.argv = ['factsheet', 'build']\n"
        "cli.main()\n"
    )
    command = [sys.executable, "-c", script]
    result = subprocess.run(command, cwd=project.root, capture_output=True, text=True, timeout=60, check=False)
    said(result, 130, "interrupted; what was finished is kept")
    assert not project.out.exists()


# check


def test_warnings_are_expected_only_while_their_number_is_right(factsheet: Run, project: Project) -> None:
    sheet = project.root / SHEET
    text = sheet.read_text(encoding="utf-8").replace("the ultimate aim", "the [ultimate aim](#)")
    sheet.write_text(text, encoding="utf-8")
    result = factsheet("check", cwd=project.root)
    assert result.stdout == f"{NAME}: valid, 10 warnings\n"
    assert (result.stderr.count("(link-without-target)"), result.stderr.count("(unexpected-count)")) == (9, 1)
    assert "as declared" not in result.stderr
    sheet.write_text(text.replace("count: 8", "count: 9"), encoding="utf-8")
    said = factsheet("check", cwd=project.root).stderr.splitlines()
    assert [line for line in said if ": note: " not in line] == [f"{SHEET}: 9 expected warnings, as declared"]


def test_check_of_the_shipped_project(factsheet: Run, project: Project) -> None:
    result = factsheet("check", "--strict", "--factsheet", NAME, cwd=project.root)
    assert (result.returncode, result.stdout) == (0, f"{NAME}: valid, 0 warnings (8 expected)\n")
    declared, *notes = result.stderr.splitlines()
    assert declared == f"{SHEET}: 8 expected warnings, as declared"
    assert [line.rpartition(" ")[2] for line in notes] == ["(empty-slot)", "(empty-slot)", "(figure-without-data)"]
    assert not project.out.exists()


def test_check_lists_the_editorial_corrections(factsheet: Run, project: Project) -> None:
    lines = factsheet("check", "--editorial", cwd=project.root).stdout.splitlines()
    assert len(lines) == 9
    assert lines[1].startswith("  masthead: “FACTSHEET –” → “FACTSHEET”.")
    assert "  article-13: “Article 13 –Helplines” → “Article 13 – Helplines”. The file has no space" in lines[4]


def test_check_of_broken_content(factsheet_process: Run, project: Project) -> None:
    (project.root / SHEET).write_bytes(b"\xff")
    said(factsheet_process("check", cwd=project.root), 3, f"{SHEET}:1:1: error:", "not UTF-8", "(not-utf8)")


def test_check_without_the_register(factsheet: Run, project: Project) -> None:
    (project.data / "parties.yaml").unlink()
    said(factsheet("check", cwd=project.root), 5, "There is no file data/parties.yaml", "(no-file)")


# inspect


def test_inspect_in_words(factsheet: Run, pdf: Path) -> None:
    result = factsheet("inspect", pdf, cwd=pdf.parent)
    assert result.returncode == 0
    for words in (
        "Pages:",
        "Title:       Factsheet: Assistance to victims",
        "Language:    en",
        "FiraGO",
        "PDF/UA-1",
    ):
        assert words in result.stdout
    assert "not embedded" not in result.stdout


def test_inspect_as_json(factsheet: Run, pdf: Path) -> None:
    facts = json.loads(factsheet("inspect", pdf, "--json", cwd=pdf.parent).stdout)
    assert facts["title"] == "Factsheet: Assistance to victims"
    assert facts["is_tagged"] is True
    assert len(facts["page_sizes_mm"]) == len(PdfReader(pdf).pages)


def encrypted(data: bytes) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(data))
    writer.encrypt("secret", algorithm="RC4-128")
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda _: b"", "is not a PDF that can be read"),
        (lambda _: b"no PDF at all", "is not a PDF that can be read"),
        (lambda data: data[: len(data) // 2], "is not a PDF that can be read"),
        (lambda data: data[:2000], "is not a PDF that can be read"),
        (encrypted, "is encrypted and asks for a password"),
    ],
    ids=["empty", "no PDF", "half", "head only", "encrypted"],
)
def test_inspect_of_a_file_that_cannot_be_read(
    factsheet: Run, pdf: Path, spoil: Callable[[bytes], bytes], words: str
) -> None:
    pdf.write_bytes(spoil(pdf.read_bytes()))
    said(factsheet("inspect", pdf, cwd=pdf.parent), 5, str(pdf), words)


@pytest.mark.parametrize("name", ["nothing.pdf", "."])
def test_inspect_of_no_file(factsheet: Run, tmp_path: Path, name: str) -> None:
    said(factsheet("inspect", name, cwd=tmp_path), 5, f"{name} cannot be read")


# new


@pytest.mark.parametrize("name", ["my-first", "2030"])
def test_new_in_an_empty_folder_builds_at_once(factsheet: Run, tmp_path: Path, name: str) -> None:
    result = factsheet("new", name, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert files_in(tmp_path) == sorted(line.removeprefix("wrote ") for line in result.stdout.splitlines())
    assert f"data/factsheets/{name}.yaml" in files_in(tmp_path)
    built = factsheet("build", "--strict", cwd=tmp_path)
    assert (built.returncode, built.stderr) == (0, "")
    assert built.stdout.startswith(f"made out/en/{name}.pdf")


@pytest.mark.parametrize("name", ["true", "null", "1e3", "0"])
def test_new_with_a_name_that_yaml_takes_for_something_else(factsheet: Run, tmp_path: Path, name: str) -> None:
    factsheet("new", name, cwd=tmp_path)
    result = factsheet("check", "--strict", cwd=tmp_path)
    assert (result.returncode, result.stdout) == (0, f"{name}: valid, 0 warnings\n")
    assert all("(empty-slot)" in line for line in result.stderr.splitlines())


def test_new_in_a_project_leaves_what_is_there(factsheet: Run, project: Project) -> None:
    register = project.data / "parties.yaml"
    register.write_text(f"# mine\n{register.read_text(encoding='utf-8')}", encoding="utf-8")
    before = {path: path.read_bytes() for path in project.data.rglob("*.yaml")}
    assert factsheet("new", "another", "--project", project.root, cwd=project.root.parent).returncode == 0
    assert all(path.read_bytes() == data for path, data in before.items())
    assert factsheet("check", "--strict", cwd=project.root).returncode == 0


def test_new_twice(factsheet: Run, tmp_path: Path) -> None:
    factsheet("new", "mine", cwd=tmp_path)
    (tmp_path / "data" / "factsheets" / "mine.yaml").write_text("my work", encoding="utf-8")
    said(factsheet("new", "mine", cwd=tmp_path), 2, "There is a factsheet “mine” already", "data/factsheets/mine.yaml")
    assert (tmp_path / "data" / "factsheets" / "mine.yaml").read_text(encoding="utf-8") == "my work"


@pytest.mark.parametrize(
    "name", ["", "../evil", "/etc/evil", "With Capitals", "ends-", "a--b", "dot.ted", "ä", "a" * 61, "a\n"]
)
def test_new_with_a_name_that_no_file_can_have(factsheet: Run, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    said(factsheet("new", "--", name, cwd=folder), 2, "cannot be the name of a factsheet", "small letters")
    assert files_in(tmp_path) == []


def test_new_that_cannot_be_finished_leaves_no_factsheet(factsheet: Run, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "schemas").write_text("in the way", encoding="utf-8")
    said(factsheet("new", "mine", cwd=tmp_path), 5, "cannot be written")
    assert files_in(tmp_path) == ["data/schemas"]


# schema


@pytest.mark.parametrize("kind", ["factsheet", "parties", "publication"])
def test_schema_is_printed(factsheet: Run, tmp_path: Path, kind: str) -> None:
    schema = json.loads(factsheet("schema", kind, cwd=tmp_path).stdout)
    assert schema["title"] == f"Factsheet builder: {kind}"


def test_schema_of_nothing(factsheet: Run, tmp_path: Path) -> None:
    said(factsheet("schema", "nothing", cwd=tmp_path), 2, "There is no schema “nothing”", "factsheet, parties")


def test_schemas_are_written(factsheet: Run, project: Project) -> None:
    shutil.rmtree(project.data / "schemas")
    result = factsheet("schema", "--write", "--project", project.root, cwd=project.root.parent)
    assert result.returncode == 0
    assert {"factsheet.schema.json", "parties.schema.json"} <= set(files_in(project.data / "schemas"))


def test_schemas_that_cannot_be_written(factsheet: Run, project: Project) -> None:
    shutil.rmtree(project.data / "schemas")
    (project.data / "schemas").write_text("in the way", encoding="utf-8")
    said(factsheet("schema", "--write", cwd=project.root), 5, "cannot be written")


def test_check_names_a_passage_that_a_rule_of_tailoring_does_not_find(factsheet: Run, project: Project) -> None:
    rules = project.data / "tailoring.yaml"
    text = rules.read_text(encoding="utf-8")
    rule = "      - { do: keep, when: { id: [aritcle-13], section: [introduction] } }\n    otherwise: keep"
    rules.write_text(text.replace("    otherwise: keep", rule, 1), encoding="utf-8")
    line = text[: text.index("    otherwise: keep")].count("\n") + 1
    said(
        factsheet("check", cwd=project.root),
        0,
        f"data/tailoring.yaml:{line}:",
        "No factsheet has the passage “aritcle-13”: the rule never holds. Did you mean “article-13”?",
    )
    assert factsheet("check", "--strict", cwd=project.root).returncode == 3
    rules.write_text(text, encoding="utf-8")
    assert factsheet("check", "--strict", cwd=project.root).returncode == 0


def test_check_reads_the_files_beside_the_factsheets(factsheet: Run, project: Project) -> None:
    (project.data / "glossary.yaml").write_text("terms: 3\n", encoding="utf-8")
    (project.data / "deliverables.yaml").write_text("owed: []\n", encoding="utf-8")
    said(factsheet("check", cwd=project.root), 3, "data/glossary.yaml:1:", "data/deliverables.yaml:1:")
