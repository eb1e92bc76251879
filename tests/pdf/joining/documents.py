"""PDFs to join: from WeasyPrint and Typst when the tests run, from Chromium and LibreOffice as files, and crafted ones.

The crafted ones (pikepdf) have exactly the features a test is about, hostile ones among them.
"""

import gc
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import typst
import weasyprint
from pikepdf import Array, Dictionary, Name, String

FIXTURES = Path(__file__).parent / "fixtures"

_BODY = """<h1 id="top">Title {number}</h1>
<p>Words {number}, <a href="#t" title="to the table">the table</a>,
<a href="https://example.org/{number}" title="a site">a site</a>.</p>
<ul><li>One</li><li>Two</li></ul><h2 id="t">Table</h2>
<table><thead><tr><th scope="col">Party</th><th scope="col">Year</th></tr></thead>
<tbody><tr><th scope="row">Malta</th><td>{number}</td></tr></tbody></table>
<h2 style="break-before: page">Next page</h2><p>More words.</p>{form}"""

_FORM = """<form><label for="name">Name</label><input id="name" name="name" type="text">
<label for="r1">A</label><input type="radio" id="r1" name="r" value="a">
<label for="r2">B</label><input type="radio" id="r2" name="r" value="b"></form>"""

_TYPST = """#set document(title: "Part {number}")
#set text(lang: "{language}")
#title()
= Überschrift {number} <top>
Absatz mit #link("https://example.org/{number}")[Verweis] und #link(<tab>)[Sprung].
== Tabelle <tab>
#table(columns: 2, table.header[Land][Jahr], [Malta], [{number}])
- Eins
- Zwei
"""


@cache
def weasyprint_file(number: int, language: str = "en", variant: str = "pdf/ua-1", *, form: bool = False) -> bytes:
    body = _BODY.format(number=number, form=_FORM if form else "")
    html = f'<html lang="{language}"><head><title>Part {number}</title></head><body>{body}</body></html>'
    style = weasyprint.CSS(string="@page { size: A5 } body { font: 10pt 'Liberation Sans', sans-serif }")
    with warnings.catch_warnings():
        # WeasyPrint 70 leaves the file of its colour profile open for the collector to close.
        warnings.simplefilter("ignore", ResourceWarning)
        made: bytes = weasyprint.HTML(string=html).write_pdf(stylesheets=[style], pdf_variant=variant, pdf_forms=form)
        gc.collect()
    return made


@cache
def typst_file(number: int, language: str = "de", standards: str = "ua-1") -> bytes:
    source = _TYPST.format(number=number, language=language)
    # Without system fonts and without a clock: the same bytes on every machine.
    wanted: Any = standards.split()
    made: bytes = typst.compile(source.encode(), pdf_standards=wanted, timestamp=0, ignore_system_fonts=True)
    return made


@cache
def fixture(name: str) -> bytes:
    return (FIXTURES / f"{name}.pdf").read_bytes()


Tree = tuple[str, Sequence["Tree"]]


@dataclass
class Craft:
    """What a crafted file holds; every page draws as many words as the tree has leaves on it."""

    pages: int = 1
    tree: Sequence[Tree] = ()
    roles: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    destinations: Sequence[str] = ()
    links: Sequence[str] = ()
    old_style: bool = False
    outline: Sequence[tuple[str, Sequence[str]]] = ()
    fields: Sequence[str] = ()
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    xmp: Mapping[str, str] = field(default_factory=dict)
    finish: Callable[[pikepdf.Pdf], None] | None = None
    version: str = "1.7"

    def data(self) -> bytes:
        """Return the file."""
        pdf = pikepdf.new()
        for _ in range(self.pages):
            pdf.add_blank_page(page_size=(300, 400))
        if self.tree:
            _add_tags(pdf, self)
        _add_places(pdf, self)
        for name in self.fields:
            _add_field(pdf, name)
        for name, content in self.attachments.items():
            pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, content, filename=name, relationship=Name.Data)
        if self.language:
            pdf.Root.Lang = String(self.language)
        if self.xmp:
            with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
                metadata.update(dict(self.xmp))
        if self.finish is not None:
            self.finish(pdf)
        out = BytesIO()
        pdf.save(out, deterministic_id=True, force_version=self.version)
        return out.getvalue()


def _add_tags(pdf: pikepdf.Pdf, craft: Craft) -> None:
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    on_page: list[list[Any]] = [[] for _ in pdf.pages]
    leaves = 0

    def element(tree: Tree, parent: Any) -> Any:
        nonlocal leaves
        kind, kids = tree
        made = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + kind), P=parent))
        if kids:
            made.K = Array([element(kid, made) for kid in kids])
        else:
            page = leaves % len(pdf.pages)
            made.Pg, made.K = pdf.pages[page].obj, len(on_page[page])
            on_page[page].append(made)
            leaves += 1
        return made

    root.K = Array([element(tree, root) for tree in craft.tree])
    nums: list[Any] = []
    for number, (page, owners) in enumerate(zip(pdf.pages, on_page, strict=True)):
        page.obj.StructParents = number
        nums += [number, Array(owners)]
        drawn = b"".join(b"/Span <</MCID %d>> BDC 0 0 1 1 re f EMC\n" % mcid for mcid in range(len(owners)))
        page.obj.Contents = pdf.make_stream(drawn)
    root.ParentTree = Dictionary(Nums=Array(nums))
    if craft.roles:
        root.RoleMap = Dictionary({f"/{old}": Name("/" + new) for old, new in craft.roles.items()})
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _add_places(pdf: pikepdf.Pdf, craft: Craft) -> None:
    def place(index: int) -> Any:
        return Array([pdf.pages[index % len(pdf.pages)].obj, Name.XYZ, 10, 20 + index, 0])

    places = {name: place(index) for index, name in enumerate(craft.destinations)}
    if places and craft.old_style:
        pdf.Root.Dests = Dictionary({f"/{name}": where for name, where in places.items()})
    elif places:
        pairs = [part for name in sorted(places) for part in (String(name), places[name])]
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array(pairs)))
    for index, name in enumerate(craft.links):
        target = Name("/" + name) if craft.old_style else String(name)
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([index, 0, index + 5, 5]))
        if index % 2:
            link.A = Dictionary(S=Name.GoTo, D=target)
        else:
            link.Dest = target
        page = pdf.pages[index % len(pdf.pages)].obj
        page.Annots = Array([*page.get("/Annots", []), pdf.make_indirect(link)])
    if craft.outline:
        with pdf.open_outline() as outline:
            for title, kids in craft.outline:
                item = pikepdf.OutlineItem(title, 0)
                item.children.extend(pikepdf.OutlineItem(kid, 0) for kid in kids)
                outline.root.append(item)


def _add_field(pdf: pikepdf.Pdf, name: str) -> None:
    form = pdf.Root.get("/AcroForm")
    if form is None:
        form = pdf.Root.AcroForm = Dictionary(
            Fields=Array(),
            DA=String("/Helv 9 Tf 0 g"),
            DR=Dictionary(
                Font=Dictionary(Helv=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
            ),
        )
    page = pdf.pages[0].obj
    count = len(form.Fields)
    widget = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String(name),
            V=String(f"value of {name}"),
            Rect=Array([10, 10 + 20 * count, 90, 25 + 20 * count]),
        )
    )
    form.Fields.append(widget)
    page.Annots = Array([*page.get("/Annots", []), widget])
