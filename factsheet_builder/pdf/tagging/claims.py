"""What a file claims about itself: XMP metadata, output intent, associated files, viewer preferences.

``UA1_A3A``: PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3) in one file. PDF/A-3 allows no property that it does not
know without an extension schema (6.6.2.3), so the schema of ``pdfuaid`` is written too. ``UA2_A4F``: PDF/UA-2
(ISO 14289-2) and PDF/A-4f (ISO 19005-4), which asks for an associated file (annex A) and no document information.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import pydyf
import weasyprint

from factsheet_builder.errors import UsageError


class Conformance(StrEnum):
    """The pair of standards that a file keeps to."""

    UA1_A3A = "ua1-a3a"
    UA2_A4F = "ua2-a4f"

    @property
    def is_pdf_2(self) -> bool:
        """Whether the file is PDF 2.0 (else 1.7)."""
        return self is Conformance.UA2_A4F

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims as readers show them."""
        return ("PDF/UA-2", "PDF/A-4f") if self.is_pdf_2 else ("PDF/UA-1", "PDF/A-3a")

    @property
    def pdf_version(self) -> str:
        """The version in the header of the file."""
        return "2.0" if self.is_pdf_2 else "1.7"


class Relationship(StrEnum):
    """How an attached file relates to the document (ISO 32000-2, 7.11.3, AFRelationship)."""

    SOURCE = "Source"
    DATA = "Data"
    ALTERNATIVE = "Alternative"
    SUPPLEMENT = "Supplement"
    UNSPECIFIED = "Unspecified"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file attached to the document: its name, content, media type, when it was last changed, what it is for.

    ``modified`` must know its time zone: it goes into the file, and the clock never does.
    """

    name: str
    content: bytes
    media_type: str
    modified: datetime
    description: str = ""
    relationship: Relationship = Relationship.DATA


_UA_SCHEMA = (
    '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 that the file keeps to</pdfaProperty:description>"
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)
_UA = '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">{}</rdf:Description>'
_UA_1 = _UA.format("<pdfuaid:part>1</pdfuaid:part>")
_UA_2 = _UA.format("<pdfuaid:part>2</pdfuaid:part><pdfuaid:rev>2024</pdfuaid:rev>")
_HEADER = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'
_FOOTER = b'</x:xmpmeta>\n<?xpacket end="r"?>'


def check_attachments(conformance: Conformance, attachments: Sequence[Attachment]) -> None:
    """Make sure that the files to attach are what the conformance asks for.

    Raises:
        UsageError: PDF/A-4f without a file, two files of one name, or a time without a zone.
    """
    if conformance is Conformance.UA2_A4F and not attachments:
        remedy = "Attach the data of the factsheet, or choose ua1-a3a."
        raise UsageError.of("attachment-missing", "PDF/A-4f asks for an associated file and there is none.", remedy)
    names = [attachment.name for attachment in attachments]
    if len(set(names)) != len(names):
        raise UsageError.of("attachment-twice", f"Two attachments have one name: {', '.join(sorted(names))}.")
    for attachment in attachments:
        if attachment.modified.tzinfo is None:
            raise UsageError.of("attachment-date", f"The time of {attachment.name} has no time zone.")


_LANGUAGE = (
    '<rdf:Description rdf:about=""><dc:language><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:language></rdf:Description>'
)


def claim(pdf: Any, document: Any, conformance: Conformance) -> None:  # noqa: ANN401 — pydyf has no types
    """Write the claims of ``conformance`` into a PDF whose tags are done."""
    _write_metadata(pdf, document.metadata, conformance)
    for intent in pdf.catalog.get("OutputIntents", ()):
        intent["S"] = "/GTS_PDFA1"
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    preferences = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["ViewerPreferences"] = preferences
    if "Outlines" in pdf.catalog:
        pdf.catalog["PageMode"] = "/UseOutlines"
    if conformance.is_pdf_2:
        pdf.info.clear()
    for item in pdf.objects:
        if isinstance(item, pydyf.Dictionary) and item.get("Type") == "/Annot":
            item["F"] = 4  # Print, and neither Hidden nor NoView: ISO 19005-3, 6.3.2
        elif isinstance(item, pydyf.Stream) and item.extra.get("Subtype") == "/Image":
            item.extra["Interpolate"] = "false"  # ISO 19005-3, 6.2.8; WeasyPrint 70.0 asks for it wherever it may


def _write_metadata(pdf: Any, metadata: Any, conformance: Conformance) -> None:  # noqa: ANN401
    part, level = (4, "F") if conformance.is_pdf_2 else (3, "A")
    rdf: bytes = metadata.generate_rdf_metadata("a", part, level)
    more = _UA_2 if conformance.is_pdf_2 else _UA_SCHEMA + _UA_1
    if metadata.lang:
        more = _LANGUAGE.format(escape(metadata.lang)) + more
    rdf = rdf.replace(b"</rdf:RDF>", more.encode() + b"</rdf:RDF>", 1)
    stream = pydyf.Stream([b"\n".join((_HEADER, rdf, _FOOTER))], {"Type": "/Metadata", "Subtype": "/XML"})
    pdf.add_object(stream)
    pdf.catalog["Metadata"] = stream.reference


def engine_attachments(attachments: Sequence[Attachment]) -> list[Any]:
    """Return the attachments as the engine takes them, sorted by name as a name tree must be."""
    return [
        weasyprint.Attachment(
            file_obj=BytesIO(attachment.content),
            name=attachment.name,
            description=attachment.description,
            created=attachment.modified.astimezone(UTC),
            modified=attachment.modified.astimezone(UTC),
            relationship=attachment.relationship.value,
        )
        for attachment in sorted(attachments, key=lambda attachment: attachment.name.encode())
    ]


def associate(pdf: Any, attachments: Sequence[Attachment]) -> None:  # noqa: ANN401
    """Make the attached files associated files of the document, with their relationship and media type."""
    by_name = {attachment.name: attachment for attachment in attachments}
    files = pydyf.Array()
    for item in pdf.objects:
        if not isinstance(item, pydyf.Dictionary) or item.get("Type") != "/Filespec":
            continue
        attachment = by_name.get(item["UF"].string)
        relationship = attachment.relationship if attachment else Relationship.UNSPECIFIED
        item["AFRelationship"] = f"/{relationship}"
        if attachment:
            stream = pdf.objects[int(item["EF"]["F"].split()[0])]
            stream.extra["Subtype"] = pydyf.name(attachment.media_type)
        files.append(item.reference)
    if files:
        pdf.catalog["AF"] = files
