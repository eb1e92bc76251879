"""A letter that no font has is never delivered as an empty box, and a font of the machine is never used in silence."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from factsheet_builder.builds.inputs import load_content
from factsheet_builder.documents.tailoring import tailor
from factsheet_builder.errors import Place, RefusedError, Severity
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.project import Project
from factsheet_builder.typesetting.fonts import font_faces
from factsheet_builder.typesetting.letters import fallback_letters, missing_letters
from factsheet_builder.typesetting.typesetter import Edition, Settings, Typesetter
from factsheet_builder.views.document_view import DocumentView

SETTINGS = Settings(datetime(2022, 3, 10, tzinfo=UTC))


@pytest.fixture
def view(shipped: Project) -> DocumentView:
    content = load_content(shipped, "assistance-to-victims")
    whole = tailor(content.sheet, content.common.register, content.common.publication, Localiser("en"))
    return replace(whole, blocks=(), notes=(), glance=None)


def test_a_letter_that_no_font_has_is_refused(shipped: Project, cache: Path, view: DocumentView) -> None:
    broken = replace(view, masthead=replace(view.masthead, title="VICTIMS \U0010fffd"))
    with pytest.raises(RefusedError) as caught:
        Typesetter(shipped, cache).typeset(broken, SETTINGS)
    problems = {(problem.code, problem.place.passage, problem.what) for problem in caught.value.diagnostics}
    assert ("missing-glyph", "title", "No font has the letter “\U0010fffd” (U+10FFFD).") in problems


@pytest.mark.parametrize("edition", Edition)
def test_a_font_of_the_machine_is_reported_with_passage_and_letters(
    edition: Edition, shipped: Project, cache: Path, view: DocumentView
) -> None:
    armenian = replace(view, masthead=replace(view.masthead, theme="Հայաստան and Armenia"))
    (problem,) = Typesetter(shipped, cache).typeset(armenian, replace(SETTINGS, edition=edition)).diagnostics
    assert (problem.severity, problem.code, problem.place.passage) == (Severity.WARNING, "fallback-font", "theme")
    assert problem.what.startswith(
        "FiraGO lacks the letters “Հայնս” (U+0540, U+0561, U+0575, U+0576, U+057D and 1 more)"
    )


@pytest.mark.parametrize("edition", Edition)
def test_letters_of_the_family_pass(edition: Edition, shipped: Project, cache: Path, view: DocumentView) -> None:
    assert Typesetter(shipped, cache).typeset(view, replace(SETTINGS, edition=edition)).diagnostics == ()


def test_a_letter_in_no_passage_is_said_too(cache: Path) -> None:
    """What a stylesheet or the engine writes (a page margin, a mark of an item) stands in no passage."""
    root = Element("html")
    (missing,) = missing_letters(root, "\U0010fffd")
    (strange,) = fallback_letters(root, font_faces(cache)[0].file, "FiraGO", ["DejaVu Sans"])
    assert (missing.code, missing.place) == ("missing-glyph", Place())
    assert strange.what == "Letters of a picture, or of a page margin, are set in DejaVu Sans, of this machine."
