"""A laid-out document to the bytes of a PDF/X-4 file: the same pages as on screen, in CMYK, with bleed and crop marks.

The pages are not laid out again: they are the very pages of the screen edition, drawn on larger sheets, so that lines
break alike by construction. What is set beyond the edge of the page, which the screen clips, becomes the bleed.

PDF/X-4 is ISO 15930-7; it builds on PDF 1.6. Whether a finished file keeps to it is left to ``press_check``.
"""

import copy
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.sax.saxutils import escape

import pydyf
from weasyprint import Document

from factsheet_builder.pdf.press.colour import Cmyk, PrintCondition, Separator
from factsheet_builder.pdf.press.separation import PressPainter

POINTS_PER_MM: Final = 72 / 25.4
_PX_PER_MM = 96 / 25.4
# Marks stand clear of the bleed: whatever is cut a little wide shows no mark.
MARK_GAP_MM: Final = 1.0
MARK_LENGTH_MM: Final = 5.0
MARK_WIDTH_PT: Final = 0.25
# Not allowed in XML 1.0 at all, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class PressSettings:
    """How press files are made: the printing condition, the table of inks ("#RRGGBB" to a build), bleed and ink limit.

    ``bleed_mm`` is the width of the bleed on all four sides; ``ink_limit`` is the most ink in one place (3.0 is 300 %).
    """

    condition: PrintCondition
    inks: Mapping[str, Cmyk] = field(default_factory=dict)
    bleed_mm: float = 3.0
    ink_limit: float = 3.0

    @property
    def margin_mm(self) -> float:
        """Width of the sheet around the trimmed page: bleed, gap and crop mark."""
        return self.bleed_mm + MARK_GAP_MM + MARK_LENGTH_MM


@dataclass(frozen=True, slots=True)
class PressFacts:
    """What the file says about itself; nothing is taken from the clock.

    ``identity`` names the deliverable and stays the same for all its versions ("factsheet/VI/en/press"); the dates
    carry their time zone.
    """

    identity: str
    title: str
    created: datetime
    modified: datetime
    producer: str = "factsheet-builder"

    def __post_init__(self) -> None:
        if self.created.tzinfo is None or self.modified.tzinfo is None:
            message = "the dates of a press file need a time zone"
            raise ValueError(message)


def write_press(document: Document, settings: PressSettings, facts: PressFacts) -> bytes:
    """Return the PDF/X-4 file of a ``weasyprint.Document``, which is left as it was.

    Same document, settings and facts give the same bytes, in any process.

    Raises:
        SurroundingsError: the printing condition's profile cannot convert colours.
        RefusedError: a colour or an image cannot be separated.
    """
    separator = Separator(settings.condition, settings.inks, settings.ink_limit)

    def finish(_: Document, pdf: pydyf.PDF) -> None:
        painter = PressPainter(pdf, separator)
        painter.paint()
        _frame_pages(pdf, painter, settings)
        _add_output_intent(pdf, settings.condition)
        _add_metadata(pdf, facts)

    # The engine's own variant "pdf/x-4" is not used: it reads the clock and draws a random DocumentID.
    pdf: bytes = _copy_for_press(document, settings.margin_mm * _PX_PER_MM).write_pdf(
        finisher=finish, pdf_version="1.6", pdf_identifier=_document_id(facts).hex.encode(), pdf_tags=False
    )
    return pdf


def _copy_for_press(document: Document, margin_px: float) -> Document:
    """Return a document of the same laid-out pages on larger sheets, without links, anchors, bookmarks and fields.

    The copies are shallow: the boxes are shared, and only read. A page's ``bleed`` sets the engine's MediaBox and the
    box of its transparency groups, so groups too reach into the bleed. The new document keeps the engine from carrying
    colour profiles and dates over from one edition to the next.
    """
    pages = []
    for page in document.pages:
        sheet = copy.copy(page)
        sheet.bleed = dict.fromkeys(("top", "right", "bottom", "left"), margin_px)
        sheet.links, sheet.anchors, sheet.bookmarks, sheet.forms = [], {}, [], {None: []}
        pages.append(sheet)
    metadata = type(document.metadata)(lang=document.metadata.lang)
    return type(document)(pages, metadata, document.url_fetcher, document.font_config, {}, None)


def _frame_pages(pdf: pydyf.PDF, painter: PressPainter, settings: PressSettings) -> None:
    """Give each page its boxes (ISO 32000-1, 14.11.2), clip it to the bleed and draw crop marks outside."""
    bleed, margin = settings.bleed_mm * POINTS_PER_MM, settings.margin_mm * POINTS_PER_MM
    registration = _add_registration_colour(pdf)
    for page in painter.pages():
        left, bottom, right, top = page["MediaBox"]
        trim = (left + margin, bottom + margin, right - margin, top - margin)
        page["MediaBox"] = _box(trim, margin)
        page["BleedBox"] = _box(trim, bleed)
        page["TrimBox"] = _box(trim, 0)
        page["Group"] = pydyf.Dictionary({"Type": "/Group", "S": "/Transparency", "CS": "/DeviceCMYK", "I": "true"})
        # The engine always offers its CIE Lab spaces, used or not; the registration colour takes their place.
        spaces = painter.resolve(painter.resolve(page["Resources"])["ColorSpace"])
        spaces.clear()
        spaces["Registration"] = registration
        content = painter.resolve(page["Contents"])
        clip = _rectangle(page["BleedBox"])
        content.stream = [b"q", clip, b"W n", *content.stream, b"Q", *_draw_marks(trim, bleed)]


def _box(trim: tuple[float, float, float, float], margin: float) -> pydyf.Array:
    left, bottom, right, top = trim
    edges = (left - margin, bottom - margin, right + margin, top + margin)
    return pydyf.Array([round(edge, 4) + 0.0 for edge in edges])


def _rectangle(box: pydyf.Array) -> bytes:
    left, bottom, right, top = box
    return b"%.4f %.4f %.4f %.4f re" % (left, bottom, right - left, top - bottom)


def _add_registration_colour(pdf: pydyf.PDF) -> bytes:
    """Return a reference to the colour that prints on every plate: Separation All (ISO 32000-1, 8.6.6.4)."""
    tint = pydyf.Dictionary({"FunctionType": 2, "Domain": pydyf.Array([0, 1]), "N": 1})
    tint["C0"], tint["C1"] = pydyf.Array([0] * 4), pydyf.Array([1] * 4)
    space = pydyf.Array(["/Separation", "/All", "/DeviceCMYK", tint])
    pdf.add_object(space)
    reference: bytes = space.reference
    return reference


def _draw_marks(trim: tuple[float, float, float, float], bleed: float) -> list[bytes]:
    """Return the operators of two crop marks per corner, in points, in line with the edges of the trimmed page."""
    left, bottom, right, top = trim
    near = bleed + MARK_GAP_MM * POINTS_PER_MM
    far = near + MARK_LENGTH_MM * POINTS_PER_MM
    across = [(x + side * near, y, x + side * far, y) for x, side in ((left, -1), (right, 1)) for y in (bottom, top)]
    down = [(x, y + side * near, x, y + side * far) for y, side in ((bottom, -1), (top, 1)) for x in (left, right)]
    lines = [b"%.4f %.4f m %.4f %.4f l S" % ends for ends in across + down]
    return [b"q", b"/Registration CS 1 SCN", b"%.2f w 0 J [] 0 d" % MARK_WIDTH_PT, *lines, b"Q"]


def _add_output_intent(pdf: pydyf.PDF, condition: PrintCondition) -> None:
    """Say for which printing condition the inks are meant, and embed its profile (ISO 15930-7)."""
    profile = pydyf.Stream([condition.profile], pydyf.Dictionary({"N": 4}), compress=True)
    pdf.add_object(profile)
    intent = pydyf.Dictionary({"Type": "/OutputIntent", "S": "/GTS_PDFX", "DestOutputProfile": profile.reference})
    intent["OutputConditionIdentifier"] = pydyf.String(condition.identifier)
    intent["OutputCondition"] = pydyf.String(condition.condition)
    intent["RegistryName"] = pydyf.String(condition.registry)
    intent["Info"] = pydyf.String(condition.condition)
    pdf.catalog["OutputIntents"] = pydyf.Array([intent])


def _add_metadata(pdf: pydyf.PDF, facts: PressFacts) -> None:
    """Write the document information and the same in XMP, as ISO 15930-7 asks: uncompressed, and in agreement."""
    instance = UUID(bytes=_digest(pdf)[:16], version=5)
    pdf.info.clear()
    for key, text in (
        ("Title", facts.title),
        ("Creator", facts.producer),
        ("Producer", facts.producer),
        ("CreationDate", _pdf_date(facts.created)),
        ("ModDate", _pdf_date(facts.modified)),
        ("GTS_PDFXVersion", "PDF/X-4"),
    ):
        pdf.info[key] = pydyf.String(text)
    pdf.info["Trapped"] = "/False"
    packet = _xmp_packet(facts, instance).encode()
    metadata = pydyf.Stream([packet], pydyf.Dictionary({"Type": "/Metadata", "Subtype": "/XML"}))
    pdf.add_object(metadata)
    pdf.catalog["Metadata"] = metadata.reference


def _xmp_packet(facts: PressFacts, instance: UUID) -> str:
    title, producer = (escape(_NOT_XML.sub("", text)) for text in (facts.title, facts.producer))
    created, modified = (moment.isoformat(timespec="seconds") for moment in (facts.created, facts.modified))
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmp:CreateDate>{created}</xmp:CreateDate>
<xmp:ModifyDate>{modified}</xmp:ModifyDate>
<xmp:MetadataDate>{modified}</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:{_document_id(facts)}</xmpMM:DocumentID>
<xmpMM:InstanceID>uuid:{instance}</xmpMM:InstanceID>
<xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdf:Producer>{producer}</pdf:Producer>
<pdf:Trapped>False</pdf:Trapped>
<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def _document_id(facts: PressFacts) -> UUID:
    """Return the identifier that all versions of one deliverable share (ISO 15930-7; ISO 32000-1, 14.4)."""
    return uuid5(NAMESPACE_URL, facts.identity)


def _digest(pdf: pydyf.PDF) -> bytes:
    """Return a digest of all objects so far; streams before compression, which is done once, on writing."""
    digest = hashlib.sha256()
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream):
            for part in item.stream:
                digest.update(_to_bytes(part))
        elif item.number:
            digest.update(item.data)
    return digest.digest()


def _to_bytes(part: object) -> bytes:
    """Return one item of a stream as it will be written: bytes, text, or an object that holds them."""
    if isinstance(part, bytes):
        return part
    return bytes(part.data) if isinstance(part, pydyf.Object) else str(part).encode()


def _pdf_date(moment: datetime) -> str:
    """Return a date as PDF writes it, with its time zone: D:20261124093000+01'00' (ISO 32000-1, 7.9.4)."""
    zone = moment.strftime("%z")
    return f"D:{moment:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}'"
