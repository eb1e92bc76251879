"""Content that was written for the version before is read as it was, and a document says all of its words."""

from hashlib import sha256

import pytest

from factsheet_builder.builds.deliverable import Deliverable
from factsheet_builder.builds.drafting.draft_kinds import Sheet
from factsheet_builder.builds.drafts import Drafter
from factsheet_builder.builds.inputs import load_content
from factsheet_builder.content.passages import passages_of
from factsheet_builder.content.prose import AddresseesMark, every_span, parse_prose, plain_text
from factsheet_builder.project import Project
from factsheet_builder.views.document_view import DocumentView
from factsheet_builder.views.spans import plain
from tests.conftest import ROOT

AS_WRITTEN = {
    ".": ("assistance-to-victims", "6dc69eb5c851c18e39ba1a259c65e96d092775b002ecdc612454def4e8c9f7b5"),
    "tests/fixtures/every-block": ("every-block", "83e6cb0772ffa771a89def8addf6427e6ffe73bc6e1e93a6c8b4a28c7ebf5de0"),
}
"""Files of content as they were before factsheets had references, data and addressees of several kinds."""


def words_of(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("folder", AS_WRITTEN)
def test_content_of_the_version_before_says_its_words(folder: str) -> None:
    name, digest = AS_WRITTEN[folder]
    project = Project(ROOT / folder)
    written = (project.data / "factsheets" / f"{name}.yaml").read_bytes()
    assert sha256(written).hexdigest() == digest, "this file is kept as it was written; add what is new to another one"
    made = Drafter(project).draft(Deliverable(name, "en")).made_from
    assert isinstance(made, Sheet)
    assert isinstance(made.view, DocumentView)
    notes = (plain(note.spans) for note in made.view.notes)
    said = words_of(" ".join((*(text.text for text in made.view.reading()), *notes)))
    assert "A sentence that is in no file." not in said
    assert not [words for words in _texts(project, name) if words not in said]


def _texts(project: Project, name: str) -> list[str]:
    """Return the words of all passages but those that are filled in."""
    found = []
    for passage in passages_of(load_content(project, name).sheet):
        spans = parse_prose(passage.text)
        if not any(isinstance(span, AddresseesMark) for span in every_span(spans)):
            found.append(words_of(plain_text(spans)))
    return found
