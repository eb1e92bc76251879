"""What stands at the ends of lines reads right: no word is divided there, nor a short compound at its hyphen.

Readers that go by the look (poppler) glue what a hyphen at a line's end divides, those that go by the letters keep it.
"""

from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from factsheet_builder.builds.deliverable import Deliverable
from factsheet_builder.builds.runner import build
from factsheet_builder.errors import ExitCode
from factsheet_builder.project import Project


def line_ends(pdf: bytes) -> list[str]:
    """The last piece of text of each line of each page."""
    ends: list[str] = []
    for page in PdfReader(BytesIO(pdf)).pages:
        pieces: dict[float, tuple[float, str]] = {}

        def note(text: str, cm: Any, tm: Any, *_: Any, pieces: Any = pieces) -> None:
            if text.strip("\n"):
                x, y = cm[0] * tm[4] + cm[4], round(cm[3] * tm[5] + cm[5], 1)
                pieces[y] = max(pieces.get(y, (0.0, "")), (x, text.strip("\n")))

        page.extract_text(visitor_text=note)
        ends += [text for _, text in pieces.values()]
    return ends


def divided(ends: list[str], hyphen: str) -> list[str]:
    return [end for end in ends if end.endswith(hyphen)]


def test_no_hyphen_ends_a_line(shipped_pdf: bytes) -> None:
    ends = line_ends(shipped_pdf)
    assert len(ends) > 250
    assert [*divided(ends, "\u00ad"), *divided(ends, "-"), *divided(ends, "\u2010")] == []


def test_without_the_style_compounds_are_divided(project: Project, cache: Path, tmp_path: Path) -> None:
    """The negative control."""
    styles = project.root / "styles"
    styles.mkdir()
    css = (Path(__file__).parents[1] / "styles" / "base.css").read_text(encoding="utf-8")
    assert css.count(".compound { white-space: nowrap; }") == 1
    (styles / "base.css").write_text(css.replace(".compound { white-space: nowrap; }", ""), encoding="utf-8")
    (outcome,) = build(project, (Deliverable("assistance-to-victims", "en"),), tmp_path / "out", cache=cache)
    assert outcome.exit_code is ExitCode.DONE, outcome.diagnostics
    assert divided(line_ends(outcome.file.read_bytes()), "-")
