"""A letter that no font has is never delivered as an empty box."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from factsheet_builder.builds.inputs import load_content
from factsheet_builder.errors import RefusedError
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.project import Project
from factsheet_builder.tailoring import tailor
from factsheet_builder.typesetting.typesetter import Settings, Typesetter
from factsheet_builder.view import DocumentView

SETTINGS = Settings(datetime(2022, 3, 10, tzinfo=UTC))


@pytest.fixture
def view(shipped: Project) -> DocumentView:
    content = load_content(shipped, "assistance-to-victims")
    whole = tailor(content.sheet, content.common.register, content.common.publication, Localiser("en"))
    return replace(whole, blocks=(), notes=())


def test_a_letter_that_no_font_has_is_refused(shipped: Project, cache: Path, view: DocumentView) -> None:
    broken = replace(view, masthead=replace(view.masthead, title="VICTIMS \U0010fffd"))
    with pytest.raises(RefusedError) as caught:
        Typesetter(shipped, cache).typeset(broken, SETTINGS)
    assert "missing-glyph" in {problem.code for problem in caught.value.diagnostics}


def test_letters_of_the_family_pass(shipped: Project, cache: Path, view: DocumentView) -> None:
    assert Typesetter(shipped, cache).typeset(view, SETTINGS).diagnostics == ()
