"""The verbs ``messages check`` and ``messages status``: text, JSON, annotations, exit codes, and what fits in a window."""

import json
import subprocess
from collections.abc import Callable

import pytest

from factsheet_builder.cli.message_commands import _bar
from factsheet_builder.cli.translation_check_command import github_annotation
from factsheet_builder.errors import Diagnostic, Place, Severity
from factsheet_builder.languages.reviews import State
from factsheet_builder.project import Project

Run = Callable[..., subprocess.CompletedProcess[str]]
NAME = "assistance-to-victims"


@pytest.fixture
def spoilt(project: Project) -> Project:
    """A project with one error and one warning in French."""
    path = project.catalog_path("fr", NAME)
    text = path.read_text(encoding="utf-8")
    text = text.replace("Dans 18\u00a0d’entre", "Dans 81\u00a0d’entre").replace(
        'msgstr "Introduction"', 'msgstr "Une  introduction"'
    )
    path.write_text(text, encoding="utf-8")
    return project


def test_text(factsheet: Run, spoilt: Project) -> None:
    result = factsheet("messages", "check", "--locale", "fr", cwd=spoilt.root)
    assert result.returncode == 3
    assert result.stdout.startswith("fr: 2 errors, 1 warning, ")
    lines = result.stderr.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith(f"data/locales/fr/LC_MESSAGES/{NAME}.po:")
    assert "[introduction.title]: warning: Two spaces" in lines[0]
    assert "[mechanisms-in-place]: error: The number 18 of the original is missing." in lines[1]


def test_notes_are_listed_on_demand(factsheet: Run, half_georgian: Project) -> None:
    quiet = factsheet("messages", "check", "--locale", "ka", cwd=half_georgian.root)
    loud = factsheet("messages", "check", "--locale", "ka", "--notes", cwd=half_georgian.root)
    assert (quiet.returncode, quiet.stderr, loud.returncode) == (0, "", 0)
    assert "note: Not translated: " in loud.stderr
    assert quiet.stdout == loud.stdout
    assert f", {len(loud.stderr.splitlines())} notes" in loud.stdout


def test_json(factsheet: Run, spoilt: Project) -> None:
    result = factsheet("messages", "check", "--locale", "fr", "--locale", "uk", "--format", "json", cwd=spoilt.root)
    assert (result.returncode, result.stderr) == (3, "")
    french, ukrainian = json.loads(result.stdout)
    assert (french["locale"], french["errors"], french["warnings"]) == ("fr", 2, 1)
    assert (ukrainian["locale"], ukrainian["errors"], ukrainian["warnings"]) == ("uk", 0, 0)
    first = french["findings"][0]
    assert set(first) == {"severity", "code", "file", "line", "passage", "what", "remedy"}
    assert {finding["code"] for finding in french["findings"]} >= {"number", "spaces"}


def test_annotations(factsheet: Run, spoilt: Project) -> None:
    result = factsheet("messages", "check", "--locale", "fr", "--format", "github", cwd=spoilt.root)
    assert (result.returncode, result.stderr) == (3, "")
    file = f"data/locales/fr/LC_MESSAGES/{NAME}.po"
    assert any(line.startswith(f"::error file={file},line=") for line in result.stdout.splitlines())
    assert any(line.startswith(f"::warning file={file},line=") for line in result.stdout.splitlines())


def test_an_annotation_holds_whatever_a_translation_has() -> None:
    place = Place("a,b:c.po", 3, 1, "VI-1.text")
    problem = Diagnostic(Severity.ERROR, "number", "100 %\n::error::“x”", "Mend it.", place)
    assert github_annotation(problem) == (
        "::error file=a%2Cb%3Ac.po,line=3,col=1,title=number::[VI-1.text] 100 %25%0A::error::“x” Mend it."
    )
    assert github_annotation(Diagnostic(Severity.NOTE, "stale", "Old.")) == "::notice title=stale::Old."


@pytest.mark.slow
def test_strict_lets_warnings_fail(factsheet: Run, project: Project) -> None:
    path = project.catalog_path("fr", NAME)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('msgstr "Introduction"', 'msgstr "Une  introduction"'), encoding="utf-8")
    assert factsheet("messages", "check", "--locale", "fr", cwd=project.root).returncode == 0
    assert factsheet("messages", "check", "--locale", "fr", "--strict", cwd=project.root).returncode == 3
    built = factsheet("build", "--locale", "fr", "--strict", cwd=project.root)
    assert built.returncode == 4
    assert "Two spaces stand side by side." in built.stderr


@pytest.mark.slow
def test_a_warning_does_not_keep_a_pdf_back_and_is_reported(factsheet: Run, project: Project) -> None:
    path = project.catalog_path("fr", NAME)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('msgstr "Introduction"', 'msgstr "Une  introduction"'), encoding="utf-8")
    built = factsheet("build", "--locale", "fr", cwd=project.root)
    assert built.returncode == 0
    assert "Two spaces stand side by side." in built.stderr


def test_a_broken_file_and_an_unknown_locale(factsheet: Run, project: Project) -> None:
    project.catalog_path("uk", "labels").write_bytes(b"\xff")
    result = factsheet("messages", "check", "--format", "json", cwd=project.root)
    assert result.returncode == 3
    by_locale = {one["locale"]: one for one in json.loads(result.stdout)}
    assert by_locale["uk"]["errors"] == 1
    assert by_locale["fr"]["errors"] == 0
    unknown = factsheet("messages", "check", "--locale", "xx", cwd=project.root)
    assert unknown.returncode == 2
    assert "There is no locale “xx”" in unknown.stderr


def test_the_table_of_states_fits_in_80_columns(factsheet: Run, project: Project) -> None:
    result = factsheet("messages", "status", cwd=project.root, COLUMNS="80")
    lines = result.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[0].split() == ["Locale", "Done", "Total", "Translated", "Reviewed", "Stale", "Missing"]
    assert sum(line.strip().startswith(NAME) for line in lines) == len(project.translated_locales())
    assert all(" %" in line for line in lines[1:-1])
    assert lines[-1].split() == ["█", "reviewed", "▓", "translated", "▒", "stale", "░", "missing"]


def test_states_as_json(factsheet: Run, half_georgian: Project) -> None:
    (one,) = json.loads(factsheet("messages", "status", "--locale", "ka", "--json", cwd=half_georgian.root).stdout)
    assert one["locale"] == "ka"
    assert one["total"] == sum(one[state] for state in State)
    assert one["missing"] == sum(domain["missing"] for domain in one["domains"]) > 0


@pytest.mark.parametrize(
    ("reviewed", "translated", "stale", "missing", "bar"),
    [
        (10, 0, 0, 0, "██████████"),
        (0, 0, 0, 0, "██████████"),
        (0, 99, 0, 1, "▓▓▓▓▓▓▓▓▓░"),
        (1, 997, 1, 1, "█▓▓▓▓▓▓▓▒░"),
        (0, 0, 0, 3, "░░░░░░░░░░"),
    ],
)
def test_the_bar_overlooks_nothing(reviewed: int, translated: int, stale: int, missing: int, bar: str) -> None:
    counts = {
        State.REVIEWED: reviewed,
        State.TRANSLATED: translated,
        State.STALE: stale,
        State.MISSING: missing,
    }
    assert _bar(counts, sum(counts.values())) == bar
