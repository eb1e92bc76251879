"""A publication of another body says what that body is, and nothing of the one whose factsheet ships with the builder."""

import ast
import re
from pathlib import Path

import pytest

import factsheet_builder
from factsheet_builder.builds.drafts import selection
from factsheet_builder.content.publication import TailoredWords
from factsheet_builder.documents.block_wording.desk import Version
from factsheet_builder.documents.tailoring import tailor
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.views.document_view import GlanceView
from factsheet_builder.views.spans import plain
from tests.documents.versions import PROJECT, content, party

TAILORED = "This version was tailored from the general factsheet, whose official words are unchanged."
OTHER = TailoredWords(notice="It binds nobody.", not_member_state="It has not joined the Forum.")
BODY = re.compile(r"council of europe|lanzarote|coe\.int|the committee's wording", re.IGNORECASE)


def glance_of_tunisia(words: TailoredWords) -> GlanceView:
    common, tunisia = content().common, party("TUN")
    publication = common.publication.model_copy(update={"tailored": words})
    chosen = Version(tunisia, selection(content(), tunisia, "full"))
    page = tailor(content().sheet, common.register, publication, Localiser("en"), chosen).glance
    assert isinstance(page, GlanceView)
    return page


@pytest.mark.parametrize(
    ("words", "notice", "fact"),
    [
        (OTHER, f"{TAILORED} It binds nobody.", ["It has not joined the Forum."]),
        (TailoredWords(), TAILORED, []),
    ],
)
def test_a_version_says_what_the_publication_gives(words: TailoredWords, notice: str, fact: list[str]) -> None:
    page = glance_of_tunisia(words)
    assert page.notice == notice
    covered = "Tunisia is not one of the States that the monitoring round covered."
    assert [plain(spans) for spans in page.facts] == [covered, *fact]


def test_no_words_of_a_publisher_stand_in_code_templates_or_styles() -> None:
    package = Path(factsheet_builder.__file__).parent
    for path in package.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        documented = {
            id(node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        }
        said = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented
        ]
        assert [words for words in said if BODY.search(words)] == [], path
    for folder in ("templates", "styles"):
        for path in sorted((PROJECT.root / folder).rglob("*.*")):
            if path.suffix in {".html", ".css", ".jinja", ".svg"}:
                assert not BODY.search(path.read_text(encoding="utf-8")), path
