"""The document of a comparison as one web page, and as a PDF that holds what it owes; and the comparison as JSON."""

import json
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from factsheet_builder.changes.change_findings import Comparison
from factsheet_builder.pdf.tagging.tag_writer import Attachment
from factsheet_builder.project import Project
from factsheet_builder.typesetting.markup import Layout, Printer
from factsheet_builder.typesetting.typesetter import Settings, Typeset, Typesetter
from factsheet_builder.views.document_view import DocumentView


def change_data(comparison: Comparison) -> str:
    """Return the comparison as JSON, ending in a line feed; each fact says of which kind it is."""
    groups = [
        asdict(group)
        | {
            "findings": [
                asdict(finding) | {"facts": [{"fact": _name(fact), **asdict(fact)} for fact in finding.facts]}
                for finding in group.findings
            ]
        }
        for group in comparison.groups
    ]
    data = {"old": comparison.old, "new": comparison.new, "groups": groups}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _name(fact: object) -> str:
    return type(fact).__name__.removesuffix("Fact").lower()


def change_page(view: DocumentView, project: Project) -> str:
    """Return the document as one HTML page that needs nothing beside it.

    Raises:
        SurroundingsError: a template cannot be used.
    """
    # Its styles stand inside it, so they are read as templates are.
    printer = Printer((*project.template_folders, *project.style_folders), project.style("tokens.css"))
    return printer.html(_for_browsers(view), Layout())


def _for_browsers(view: DocumentView) -> DocumentView:
    return replace(view, template="changes-page.html")


def change_pdf(view: DocumentView, project: Project, cache: Path, data: str, day: date) -> Typeset:
    """Return the document as PDF/UA-1 and PDF/A-3a, with ``data`` attached, dated by ``day``.

    Raises:
        RefusedError: the PDF does not hold what it owes.
        SurroundingsError: fonts, templates or styles cannot be read.
    """
    dated = datetime.combine(day, time(), UTC)
    attachment = Attachment("changes.json", data.encode(), "application/json", dated, view.description)
    return Typesetter(project, cache).typeset(view, Settings(dated, attachments=(attachment,)))
