"""Which standards the parts say they conform to, what the result may say, and its metadata (XMP, ISO 16684-1).

A claim is made for the result only where every part makes it and shows what it needs on its face, and where ``whole``
finds that the parts keep it together: joining cannot mend a part, nor does it validate one. Claims are read from, and
written to, the identification schemas of ISO 14289-1, 5, ISO 14289-2, 5, ISO 19005-3, 6.6.4 and ISO 19005-4, 6.7.3.
Dates appear where they are given and nowhere else.
"""

from datetime import datetime
from functools import partial
from xml.sax.saxutils import escape

from pypdf.generic import DictionaryObject, NameObject, PdfObject, StreamObject
from pypdf.xmp import XmpInformation

from factsheet_builder.errors import RefusedError
from factsheet_builder.pdf.joining.admission import Source, guarded, is_tagged
from factsheet_builder.pdf.joining.join_findings import About, Claim, Findings, Verdict
from factsheet_builder.pdf.joining.objects import dictionary, entry, is_true, items, name, record, stream, text

PRODUCER = "factsheet-builder"

# The structure types of ISO 32000-1, 14.8.4.
_STANDARD = (
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody"
    " Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP"
    " Figure Formula Form"
)
_STANDARD_TYPES = frozenset(f"/{kind}" for kind in _STANDARD.split(" "))

_UA = "http://www.aiim.org/pdfua/ns/id/"
_A = "http://www.aiim.org/pdfa/ns/id/"

# What PDF/A has to be told about a schema that it does not know (ISO 19005-3, 6.6.2.3); PDF/A-4 dropped the rule.
_UA_SCHEMA = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""

_SAID = {
    Claim.UA1: '<pdfuaid:part xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">1</pdfuaid:part>',
    Claim.UA2: '<pdfuaid:part xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">2</pdfuaid:part>'
    '<pdfuaid:rev xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">2024</pdfuaid:rev>',
    Claim.A3A: '<pdfaid:part xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">3</pdfaid:part>'
    '<pdfaid:conformance xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">A</pdfaid:conformance>',
    Claim.A4F: '<pdfaid:part xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">4</pdfaid:part>'
    '<pdfaid:rev xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">2020</pdfaid:rev>'
    '<pdfaid:conformance xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">F</pdfaid:conformance>',
}


def judge(sources: list[Source], findings: Findings) -> tuple[Verdict, ...]:
    """Return a verdict on each claim; one that no part makes is left out of the answer.

    Raises:
        RefusedError: what has to be looked at cannot be read (``join-damaged``).
    """
    said = [guarded(source.part, source.listener, partial(_claims, source, findings)) for source in sources]
    verdicts: list[Verdict] = []
    for claim in Claim:
        if not any(claim in own for own in said):
            continue
        reasons = [
            (source.part.name, guarded(source.part, source.listener, partial(_spoils, source, claim, own)))
            for source, own in zip(sources, said, strict=True)
        ]
        spoiled = tuple((part, why) for part, why in reasons if why)
        verdicts.append(Verdict(claim, not spoiled, spoiled))
        for part, why in spoiled:
            what = f"The result does not claim {claim}: this part {why}."
            findings.warn(part, "join-claim-spoiled", what, f"Deliver the part as {claim}, or do without the claim.")
    return tuple(verdicts)


def confirm(verdicts: tuple[Verdict, ...], findings: Findings) -> tuple[Verdict, ...]:
    """Return the verdicts without the claims that the joined file does not keep, though every part does."""
    return tuple(_confirmed(verdict, findings) for verdict in verdicts)


def _confirmed(verdict: Verdict, findings: Findings) -> Verdict:
    spoiled = tuple((part, why) for part, claims, why in findings.spoiled if verdict.claim in claims)
    if not verdict.holds or not spoiled:
        return verdict
    for part, why in spoiled:
        what = f"The result does not claim {verdict.claim}: this part {why}."
        findings.warn(part, "join-claim-spoiled", what, "Mend the part, or do without the claim.")
    return Verdict(verdict.claim, False, spoiled)


def _spoils(source: Source, claim: Claim, own: frozenset[Claim]) -> str:
    """Return why a part spoils a claim, or an empty string."""
    is_two = source.version >= "2"
    marks = entry(source.catalog, "/MarkInfo")
    if claim not in own:
        return "does not claim it"
    if source.part.doubt:
        return f"claims it and does not keep it ({source.part.doubt.rstrip('.')})"
    if is_two != (claim in {Claim.UA2, Claim.A4F}):
        return f"claims it but is written as PDF {source.version}"
    if claim is not Claim.A4F and not (is_tagged(source.catalog) and is_true(marks.get("/Marked"))):
        return "claims it but has no tags"
    if claim in {Claim.UA1, Claim.UA2} and is_true(marks.get("/Suspects")):
        return "claims it but says itself that its tags are suspect"
    # ISO 14289-1, 7.18.3. Checked since LibreOffice 7.4 claims PDF/UA-1 for files with links and forgets the entry.
    if claim in {Claim.UA1, Claim.UA2} and any(
        items(page.get("/Annots")) and name(page.get("/Tabs")) != "/S" for _, page, _ in source.pages
    ):
        return "claims it but has pages with links or fields and no tab order"
    return _spoilt_roles(source) if claim in {Claim.UA1, Claim.A3A} else ""


def _spoilt_roles(source: Source) -> str:
    """Return what is wrong with the role map (ISO 14289-1, 7.1; ISO 19005-3, 6.7.3.4), or an empty string."""
    roles = entry(entry(source.catalog, "/StructTreeRoot"), "/RoleMap")
    for kind in roles:
        if kind in _STANDARD_TYPES:
            return f"claims it but gives the standard type {kind[1:]} another meaning"
        seen, meant = {kind}, name(roles.get(kind))
        while meant in roles and meant not in seen:
            seen.add(meant)
            meant = name(roles.get(meant))
        if meant in seen:
            return f"claims it but lets the type {kind[1:]} stand for itself"
    return ""


def _claims(source: Source, findings: Findings) -> frozenset[Claim]:
    metadata = dictionary(source.catalog.get("/Metadata"))
    if not isinstance(metadata, StreamObject):
        return frozenset()
    try:
        known = guarded(source.part, source.listener, lambda: XmpInformation(metadata))
    except RefusedError:
        # Metadata that are no XML are no reason to refuse the pages; nothing is claimed by them.
        what, remedy = "The metadata cannot be read; the part claims nothing.", "Export the part again."
        findings.warn(source.part.name, "join-metadata", what, remedy)
        return frozenset()
    universal, archive, level = (_value(known, *key) for key in ((_UA, "part"), (_A, "part"), (_A, "conformance")))
    found = {
        Claim.UA1: universal == "1",
        Claim.UA2: universal == "2",
        Claim.A3A: archive == "3" and level == "A",
        Claim.A4F: archive == "4" and level == "F",
    }
    return frozenset(claim for claim, is_made in found.items() if is_made)


def _value(known: XmpInformation, space: str, key: str) -> str:
    for node in known.get_element("", space, key):
        if node.nodeType == node.ATTRIBUTE_NODE:
            return str(node.nodeValue).strip()
        return "".join(str(child.data) for child in node.childNodes if child.nodeType == child.TEXT_NODE).strip()
    return ""


def metadata(claims: list[Claim], title: str, language: str, created: datetime | None, about: About) -> StreamObject:
    """Return the metadata stream of the result.

    Args:
        claims: the claims that hold.
        title: the title of the document.
        language: its language (BCP 47), or empty.
        created: the date to give, with its time zone; ``None`` for no date.
        about: who answers for it, what it is about, and its keywords; what is empty is left out.
    """
    date = f"<xmp:CreateDate>{_iso(created)}</xmp:CreateDate><xmp:ModifyDate>{_iso(created)}</xmp:ModifyDate>"
    spoken = f"<dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language>\n" if language else ""
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">\n'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>\n'
        f"{spoken}{_said_about(about)}"
        f"<pdf:Producer>{PRODUCER}</pdf:Producer>\n{date if created else ''}"
        f"{''.join(_SAID[claim] for claim in claims)}</rdf:Description>\n"
        f"{_UA_SCHEMA if Claim.UA1 in claims and Claim.A3A in claims else ''}"
        '</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>\n'
    )
    # Not compressed: programs that know nothing of PDF search files for the packet.
    return stream({"/Type": NameObject("/Metadata"), "/Subtype": NameObject("/XML")}, packet.encode())


def _said_about(about: About) -> str:
    creator = f"<dc:creator><rdf:Seq><rdf:li>{escape(about.author)}</rdf:li></rdf:Seq></dc:creator>\n"
    words = f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(about.description)}</rdf:li></rdf:Alt>'
    keywords = f"<pdf:Keywords>{escape(', '.join(about.keywords))}</pdf:Keywords>\n"
    described = f"<dc:description>{words}</dc:description>\n"
    parts = ((about.author, creator), (about.description, described), (about.keywords, keywords))
    return "".join(part for is_given, part in parts if is_given)


def information(title: str, created: datetime | None, about: About) -> DictionaryObject:
    """Return the document information dictionary, which says the same as the metadata (ISO 19005-3, 6.6.3)."""
    entries: dict[str, PdfObject] = {"/Title": text(title), "/Producer": text(PRODUCER)}
    said = {"/Author": about.author, "/Subject": about.description, "/Keywords": ", ".join(about.keywords)}
    entries |= {key: text(words) for key, words in said.items() if words}
    if created:
        zone = created.strftime("%z")
        date = text(f"D:{created:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}'" if zone else f"D:{created:%Y%m%d%H%M%S}Z")
        entries |= {"/CreationDate": date, "/ModDate": date}
    return record(entries)


def _iso(created: datetime | None) -> str:
    if created is None:
        return ""
    return created.isoformat(timespec="seconds") if created.tzinfo else created.isoformat(timespec="seconds") + "Z"
