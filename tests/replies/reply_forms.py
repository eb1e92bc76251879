"""Reply forms of the shipped project, typeset once, and ways of filling and spoiling them with pikepdf."""

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf

from factsheet_builder.builds.inputs import Content, load_content
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.pdf.engine_caches.caches import EngineCaches
from factsheet_builder.pdf.tagging.tag_writer import Attachment, Conformance
from factsheet_builder.project import Project, cache_folder
from factsheet_builder.replies.reply_form import reply_form
from factsheet_builder.typesetting.typesetter import Settings, Typeset, Typesetter
from factsheet_builder.views.document_view import DocumentView

PROJECT = Project(Path(__file__).resolve().parents[2])
DATED = datetime(2022, 3, 10, tzinfo=UTC)
DATA = Attachment("data.json", b"{}", "application/json", DATED)


@cache
def content() -> Content:
    return load_content(PROJECT, "assistance-to-victims")


@cache
def _typesetter() -> Typesetter:
    return Typesetter(PROJECT, cache_folder(), EngineCaches(is_for_many=True))


@cache
def view_of(party: str) -> DocumentView:
    sheet, common = content().sheet, content().common
    return reply_form(sheet, common.register, common.publication, Localiser("en"), common.register.by_code[party])


@cache
def typeset(party: str, conformance: Conformance = Conformance.UA1_A3A) -> Typeset:
    return _typesetter().typeset(view_of(party), Settings(DATED, conformance=conformance, attachments=(DATA,)))


def form(party: str) -> bytes:
    return typeset(party).pdf


@dataclass(frozen=True)
class Change:
    """A change of an open file, for tables of tests."""

    name: str
    apply: Callable[[pikepdf.Pdf], None]

    def __repr__(self) -> str:
        return self.name


def changed(pdf: bytes, *changes: Callable[[pikepdf.Pdf], None], **options: object) -> bytes:
    """Return the file after the changes, saved with the options of pikepdf."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        for change in changes:
            change(opened)
        out = BytesIO()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", pikepdf.PageCopyWarning)  # fields without a form are what some tests want
            opened.save(out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def fields_of(opened: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    """Return the fields by their names, which in a fresh form are all at the top."""
    return {str(field.T): field for field in opened.Root.AcroForm.Fields}


def field_ending(opened: pikepdf.Pdf, ending: str) -> pikepdf.Object:
    (found,) = [field for name, field in fields_of(opened).items() if name.endswith(ending)]
    return found


def set_values(values: Mapping[str, object]) -> Callable[[pikepdf.Pdf], None]:
    """Return a change that sets the value of each field by the end of its name."""

    def apply(opened: pikepdf.Pdf) -> None:
        for ending, value in values.items():
            field_ending(opened, ending).V = value

    return apply


def filled(party: str, values: Mapping[str, object]) -> bytes:
    return changed(form(party), set_values(values))
