"""Writes a laid-out document as a PDF whose tags say what the text says: one element of the text, one tag.

``write_tagged_pdf`` is the only entry. Its rooms: ``engine`` (pages that keep what was marked), ``lines`` (text that
reads right at line ends), ``logical_tree`` (boxes to nodes), ``semantics`` (what a node means), ``notes_in_tree``,
``tree_writer`` and ``artifacts`` (objects), ``destinations``, ``forms``, ``claims``.

The contract with templates:

- A call of a note is ``<a class="call" role="doc-noteref" id="call-x" href="#note-x" aria-label="Note 1">1</a>``; where
  a body is to be printed, ``<span class="note" role="doc-footnote" id="note-x"><span class="note-number">1</span> text
  <a class="back" href="#call-x" aria-label="Back to the text">↩</a></span>`` follows at once, with the CSS
  ``.note{float:footnote} .note::footnote-call,.note::footnote-marker{content:none}``. A body printed again on a later
  page has an id of its own and ``data-copy-of="note-x"``; the calls of that page point at it.
- ``data-tag="Art"`` states a structure type (a standard one of PDF 1.7 or 2.0), ``data-title`` the title of the element
  (``/T``), ``data-artifact`` or ``aria-hidden="true"`` that it is not read. ``lang`` and ``id`` are kept, ``dir="rtl"``
  becomes the writing mode. ``abbr`` with ``title`` is an abbreviation with its expansion.
- ``section`` is Sect, ``article`` Art, ``main`` Part, ``blockquote`` BlockQuote, ``h1``…``h6``, ``ul``/``ol``/``dl`` L,
  ``table`` with ``caption``, ``thead`` and ``scope``; ``figure`` with one ``img`` or ``svg`` is a Figure with its
  caption inside, with a table the caption goes to the table. ``img`` needs ``alt``, ``svg`` ``aria-label`` or a title.
- A link is described (``/Contents``) by ``aria-label``, else ``title``, else its text.
- Text must not stand under ``opacity`` or a blend mode, and files are attached by argument, not by ``rel=attachment``.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pydyf

from factsheet_builder.errors import Diagnostic, Place, RefusedError, Severity
from factsheet_builder.pdf.engine import (
    FootnoteAreaBox,
    MarginBox,
    ReplacedBox,
    TaggedPage,
    check_engine,
    tagged_copy,
)
from factsheet_builder.pdf.glyphs.lines import LineMender
from factsheet_builder.pdf.tagging.artifacts import set_aside
from factsheet_builder.pdf.tagging.claims import (
    Attachment,
    Conformance,
    Relationship,
    associate,
    check_attachments,
    claim,
    engine_attachments,
)
from factsheet_builder.pdf.tagging.destinations import point_at_elements
from factsheet_builder.pdf.tagging.folio_streams import set_folio_apart
from factsheet_builder.pdf.tagging.forms import FieldPainter
from factsheet_builder.pdf.tagging.logical_tree import Hook, Mark, Node, TreeBuilder
from factsheet_builder.pdf.tagging.notes_in_tree import copies_of_notes, place_notes
from factsheet_builder.pdf.tagging.semantics import Semantics
from factsheet_builder.pdf.tagging.tree_writer import TreeWriter, drop_annotations

__all__ = ["Attachment", "Conformance", "Relationship", "write_tagged_pdf"]

Report = Callable[[Diagnostic], None]


def write_tagged_pdf(
    document: Any,  # noqa: ANN401 — the engine has no types
    *,
    conformance: Conformance = Conformance.UA1_A3A,
    attachments: Sequence[Attachment] = (),
    dated: datetime | None = None,
    report: Report | None = None,
) -> bytes:
    """Return ``document``, a ``weasyprint.Document`` as ``HTML.render`` gives it, as a tagged PDF.

    The document is not changed and may be written again. The same document gives the same bytes: no clock is read,
    dates are those given, or else come from ``<meta name="dcterms.created">`` and ``dcterms.modified``.

    Args:
        document: rendered with ``pdf_forms=True`` if it has form fields.
        conformance: the pair of standards that the file claims and keeps.
        attachments: associated files; PDF/A-4f asks for one at least.
        dated: the day of creation and of the last change, with its time zone.
        report: takes each problem of the tree as it is found; without it, an error stops the writing.

    Raises:
        SurroundingsError: the engine is not the one that this was measured with.
        UsageError: the attachments are not what the conformance asks for.
        RefusedError: the tree has an error and nobody takes reports.
    """
    check_engine()
    check_attachments(conformance, attachments)
    writing = _Writing(conformance, tuple(attachments))
    copy = tagged_copy(document, writing.after_paint)
    if dated is not None:
        copy.metadata.created = copy.metadata.modified = dated.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    content: bytes = copy.write_pdf(
        finisher=writing.finish,
        pdf_version=conformance.pdf_version,
        pdf_identifier=True,
        attachments=engine_attachments(attachments),
    )
    problems = tuple(writing.problems)
    if report is not None:
        for problem in problems:
            report(problem)
    elif any(problem.severity is Severity.ERROR for problem in problems):
        raise RefusedError(problems)
    return content


@dataclass(slots=True)
class _Writing:
    """One document on its way into a PDF."""

    conformance: Conformance
    attachments: tuple[Attachment, ...]
    problems: list[Diagnostic] = field(default_factory=list)
    mender: LineMender = field(default_factory=LineMender)
    fields: FieldPainter = field(default_factory=FieldPainter)

    def after_paint(self, page: TaggedPage) -> None:
        """Mend the text of a page that was just painted, and draw its form fields."""
        self.mender.mend(page)
        self.fields.paint(page)

    def finish(self, document: Any, pdf: Any) -> None:  # noqa: ANN401
        """Add the tags and the claims to a PDF that is otherwise complete (the engine's ``finisher`` hook)."""
        builder = TreeBuilder()
        for page in document.pages:
            builder.add_page(page)
        semantics = Semantics(self.conformance.is_pdf_2, document.metadata.lang or "")
        semantics.name(builder.root)
        semantics.name(builder.notes)
        copies = copies_of_notes(builder.notes)
        uncalled = place_notes(builder.root, builder.notes)
        semantics.settle(builder.root)
        writer = TreeWriter(pdf, document.pages, self.conformance.is_pdf_2)
        writer.write(builder.root)
        self._finish_annotations(pdf, document.pages, builder.root, writer)
        if self.conformance.is_pdf_2:
            point_at_elements(pdf, document.pages, builder.root, writer.references, copies)
        missing = [mark for page in document.pages for mark in set_aside(page, writer.claimed, builder.marginal)]
        for reference, page in zip(pdf.page_references, document.pages, strict=True):
            set_folio_apart(pdf, reference, page)
        self.problems.extend(_problems(builder.root, uncalled, missing, document))
        associate(pdf, self.attachments)
        claim(pdf, document, self.conformance)
        self.mender.made.embed(pdf, document.fonts.values())
        roots = [child.element for child in document.pages[0].box.children if child.element is not None]
        if roots and roots[0].get("dir") == "rtl":
            pdf.catalog["ViewerPreferences"]["Direction"] = "/R2L"

    def _finish_annotations(self, pdf: Any, pages: list[TaggedPage], root: Node, writer: TreeWriter) -> None:  # noqa: ANN401
        for node in root.walk():
            for kid in node.kids:
                if isinstance(kid, Hook) and node.kind == "Link":
                    kid.annotation["Contents"] = pydyf.String(_description(node))
        for reference, page in zip(pdf.page_references, pages, strict=True):
            dictionary = pdf.objects[int(reference.split()[0])]
            stray = {item: pdf.objects[int(item.split()[0])] for item in dictionary.get("Annots", ())}
            stray = {item: annotation for item, annotation in stray.items() if annotation.number not in writer.hooked}
            if stray:
                drop_annotations(dictionary, stray)
            for child in page.box.children if any(page.forms.values()) else ():
                if not isinstance(child, MarginBox | FootnoteAreaBox):
                    self.fields.add_root(child.element)
        self.fields.finish(pdf, pages)


def _description(link: Node) -> str:
    text = " ".join("".join(link.source.itertext()).split())
    return link.get("aria-label") or link.get("title") or text or link.get("href")


def _problems(
    root: Node,
    uncalled: Sequence[Node],
    missing: Sequence[Mark],
    document: Any,  # noqa: ANN401
) -> Iterator[Diagnostic]:
    for name, value in (("lang", document.metadata.lang), ("title", document.metadata.title)):
        if not value:
            remedy = "Give it <html lang> and <title>."
            yield Diagnostic(Severity.ERROR, f"{name}-missing", f"The document has no {name}.", remedy)
    yield from _problems_of_elements(root)
    for note in uncalled:
        place = Place(passage=note.identifier)
        yield Diagnostic(Severity.ERROR, "note-without-call", "Nothing calls this note.", "Give it a call.", place)
    for page in sorted({mark.page for mark in missing}):
        what = f"Text on page {page + 1} is painted in a group where tags cannot reach it."
        yield Diagnostic(Severity.ERROR, "text-in-group", what, "Use a colour with alpha in place of opacity.")
    for page in document.pages:
        for kind, target, _, _ in page.links:
            if kind == "attachment":
                what = f"{target} is attached by a link in the text."
                yield Diagnostic(Severity.ERROR, "attachment-in-text", what, "Attach it by argument.")
    yield from _images_for_print(document)


def _images_for_print(document: Any) -> Iterator[Diagnostic]:  # noqa: ANN401
    """Yield an error for each image in CMYK: beside an output intent of three colours PDF/A allows none (6.2.4.3)."""
    for page in document.pages:
        for box in page.box.descendants():
            if isinstance(box, ReplacedBox) and getattr(box.replacement, "mode", "") == "CMYK":
                source = str(box.element.get("src", "")).removeprefix("asset:/")
                what = f"An image on page {page.number + 1} is in CMYK, the colours of print."
                remedy = "Save it in RGB; the press edition makes it CMYK again."
                yield Diagnostic(Severity.ERROR, "image-cmyk", what, remedy, Place(passage=source[:80]))


def _problems_of_elements(root: Node) -> Iterator[Diagnostic]:
    for node in root.walk():
        if node.kind == "Figure" and not node.alt:
            place = Place(passage=node.identifier or node.get("src") or node.part)
            remedy = 'Give it alt, aria-label or a title; alt="" if it is decoration.'
            yield Diagnostic(Severity.ERROR, "figure-without-alt", "A figure has no description.", remedy, place)
        if node.kind == "Link" and not any(isinstance(kid, Hook) for kid in node.kids):
            place = Place(passage=node.get("id") or node.get("href"))
            yield Diagnostic(Severity.ERROR, "link-without-target", "A link leads nowhere.", "Mend its href.", place)
