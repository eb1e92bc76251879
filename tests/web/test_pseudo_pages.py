"""Pages in both pseudo-locales: every text of every view is on them, from right to left too."""

import pytest

from factsheet_builder.documents.browser_page import Around, browser_view
from factsheet_builder.documents.unpaged import without_pages
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.project import Project
from factsheet_builder.typesetting.design import Design
from factsheet_builder.views.document_view import DocumentView
from factsheet_builder.web.page_maker import PageMaker
from tests.pseudo_views import english_view, mapped, pseudo_view
from tests.web.pages import tree


def page_of(project: Project, view: DocumentView) -> bytes:
    localiser = Localiser("en")
    unpaged = without_pages(view, localiser)
    around = browser_view(unpaged, Around("2022-03-10", "10 March 2022", ()), localiser)
    return PageMaker(project).make(unpaged, around, Design()).html


@pytest.mark.parametrize("tag", ["ar-XB", "en-XA"])
@pytest.mark.parametrize("kind", ["factsheet", "tailored"])
def test_every_text_is_on_the_page(shipped: Project, kind: str, tag: str) -> None:
    view = pseudo_view(kind, tag)
    root = tree(page_of(shipped, view))
    assert root.get("dir") == view.direction


def test_the_same_view_makes_the_same_bytes_and_another_does_not(shipped: Project) -> None:
    view = english_view("tailored")
    first = page_of(shipped, view)
    assert page_of(shipped, view) == first
    assert page_of(shipped, mapped(view, lambda text: text.replace("Committee", "Council"))) != first
