"""Styles and templates that a project has itself: whatever is wrong in them is said of them, and is no bug of ours."""

from pathlib import Path

import pytest

from factsheet_builder.errors import ExitCode
from factsheet_builder.project import Project
from factsheet_builder.typesetting.engine_faults import engine_faults
from tests.conftest import ROOT, Run
from tests.small_factsheet import start_small


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("styles/base.css", b"p { color: r\xe9d }", "styles/base.css: error: The stylesheet is not UTF-8: byte 0xe9"),
        (
            "styles/base.css",
            b"p { width: calc(1mm +) }",
            "The engine fails on a style or template",
        ),
        ("templates/factsheet.html", b"caf\xe9", "templates/factsheet.html: error: A template cannot be used"),
        ("templates/factsheet.html", b"{{ 1 / 0 }}", "A template cannot be used: division by zero."),
        ("templates/factsheet.html", b"{{ " + b"{" * 500, "A template cannot be used"),
    ],
    ids=["style-not-utf8", "style-engine", "template-not-utf8", "template-arithmetic", "template-nesting"],
)
def test_the_file_is_named(tmp_path: Path, factsheet: Run, file: str, content: bytes, said: str) -> None:
    start_small(tmp_path, "small")
    (tmp_path / file).parent.mkdir()
    (tmp_path / file).write_bytes(content)
    result = factsheet("build", cwd=tmp_path)
    assert result.returncode == ExitCode.SURROUNDINGS
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_a_failure_without_own_files_stays_a_bug() -> None:
    with pytest.raises(AssertionError), engine_faults(Project(ROOT)):
        exec(compile("assert False", "/engine.py", "exec"))
