"""Views without pages, and the Word files that are made of them."""

import io
import zipfile
from datetime import UTC, datetime

from lxml import etree

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.drafting.draft_kinds import Sheet
from factsheet_builder.builds.drafts import Drafter
from factsheet_builder.project import Project
from factsheet_builder.typesetting.editions import Edition
from factsheet_builder.views.document_view import DocumentView
from factsheet_builder.word.word_maker import WordMaker
from tests.conftest import ROOT

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHIPPED = Project(ROOT)
EVERY_BLOCK = Project(ROOT / "tests" / "fixtures" / "every-block")
CHAPTER = "assistance-to-victims"
DATED = datetime(2022, 3, 10, tzinfo=UTC)


def view_of(project: Project, name: str, locale: str = "en", party: str = "") -> DocumentView:
    kind, profile = (Kind.TAILORED, "full") if party else (Kind.FACTSHEET, "")
    made_from = Drafter(project).draft(Deliverable(name, locale, kind, party, profile, Edition.DOCX)).made_from
    assert isinstance(made_from, Sheet)
    return made_from.view


def word_file(project: Project, view: DocumentView) -> bytes:
    return WordMaker(project).make(view, DATED).data


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def said(root: etree._Element) -> str:
    return "".join(inner.text or "" for inner in root.iter(f"{W}t"))
