"""The document of changes keeps what it claims: PDF/UA-1 and PDF/A-3a by veraPDF."""

from datetime import date
from pathlib import Path

import pytest

from factsheet_builder.changes.change_wording import Wording
from factsheet_builder.changes.comparison import compare_versions
from factsheet_builder.changes.delivery import change_data, change_pdf
from factsheet_builder.changes.document import change_document
from factsheet_builder.changes.versions import ContentVersion, read_version
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.project import Project
from tests.conformance.verapdf import judge


@pytest.mark.slow
def test_the_document_of_changes_keeps_its_claims(shipped: Project, cache: Path, tmp_path: Path) -> None:
    new = read_version(shipped.root)
    assert new.register is not None
    # Everything was added: every kind of passage stands in the document.
    comparison = compare_versions(ContentVersion("nothing", {}, new.register), new)
    view = change_document(comparison, Wording(Localiser("en"), new.register.by_code), "Secretariat")
    made = change_pdf(view, shipped, cache, change_data(comparison), date(2022, 3, 10))
    file = tmp_path / "changes.pdf"
    file.write_bytes(made.pdf)
    assert made.diagnostics == ()
    assert judge([("ua1,3a", file)]) == {("ua1", file): (), ("3a", file): ()}
