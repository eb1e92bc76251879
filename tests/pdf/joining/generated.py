"""Documents of any content as PDF/UA-1 by three producers: WeasyPrint, Typst, and the typesetting of this project."""

import gc
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import typst
import weasyprint
from hypothesis import strategies as st

from factsheet_builder.pdf.tagging.tag_writer import Attachment, Conformance, write_tagged_pdf

Block = tuple[str, int]
"""A kind of block and how much of it there is."""

Producer = Callable[["Sample"], bytes]

_KINDS: Final = ("heading", "paragraph", "french", "list", "table", "links", "page")
_DATA: Final = Attachment("data.json", b"{}", "application/json", datetime(2026, 1, 2, tzinfo=UTC))


@dataclass(frozen=True)
class Sample:
    """The content of a document."""

    language: str
    blocks: tuple[Block, ...]


samples: st.SearchStrategy[Sample] = st.builds(
    Sample,
    language=st.sampled_from(["en", "de", "mt"]),
    blocks=st.lists(st.tuples(st.sampled_from(_KINDS), st.integers(1, 3)), min_size=1, max_size=6).map(tuple),
)


def as_html(sample: Sample) -> str:
    """Return the body as HTML."""
    return '<h1 id="top">Title</h1>' + "".join(_html(place, *block) for place, block in enumerate(sample.blocks))


def _html(place: int, kind: str, count: int) -> str:
    match kind:
        case "heading":
            return f'<h2 id="h{place}">Section {place}</h2>'
        case "list":
            return f"<ul>{''.join(f'<li>Item {n}</li>' for n in range(count))}</ul>"
        case "table":
            rows = "".join(f'<tr><th scope="row">Row {n}</th><td>{place}</td></tr>' for n in range(count))
            head = '<thead><tr><th scope="col">Name</th><th scope="col">Value</th></tr></thead>'
            return f"<table>{head}<tbody>{rows}</tbody></table>"
        case "links":
            site = f'<a href="https://example.org/{place}" title="a site">a site</a>'
            return f'<p>See <a href="#top" title="to the top">above</a> and {site}.</p>' * count
        case "french":
            return f'<p lang="fr">{"Une phrase. " * count}</p>'
        case "page":
            return '<p style="break-before: page">On a new page.</p>'
        case _:
            return f"<p>{'Some more words. ' * count}</p>"


def by_weasyprint(sample: Sample) -> bytes:
    html = f'<html lang="{sample.language}"><head><title>Sample</title></head><body>{as_html(sample)}</body></html>'
    style = weasyprint.CSS(string="@page { size: A6 } body { font: 10pt 'Liberation Sans', sans-serif }")
    with warnings.catch_warnings():
        # WeasyPrint 70 leaves the file of its colour profile open for the collector to close.
        warnings.simplefilter("ignore", ResourceWarning)
        made: bytes = weasyprint.HTML(string=html).write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1")
        gc.collect()
    return made


def by_typst(sample: Sample) -> bytes:
    head = f'#set document(title: "Sample")\n#set page("a6")\n#set text(lang: "{sample.language}")\n#title()\n= Title <top>\n'
    source = head + "\n\n".join(_typst(place, *block) for place, block in enumerate(sample.blocks))
    wanted: Any = ["ua-1"]
    made: bytes = typst.compile(source.encode(), pdf_standards=wanted, timestamp=0, ignore_system_fonts=True)
    return made


def _typst(place: int, kind: str, count: int) -> str:
    match kind:
        case "heading":
            return f"== Section {place}"
        case "list":
            return "\n".join(f"- Item {n}" for n in range(count))
        case "table":
            cells = ", ".join(f"[Row {n}], [{place}]" for n in range(count))
            return f"#table(columns: 2, table.header[Name][Value], {cells})"
        case "links":
            return "\n\n".join([f'See #link(<top>)[above] and #link("https://example.org/{place}")[a site].'] * count)
        case "french":
            return f'#text(lang: "fr")[{"Une phrase. " * count}]'
        case "page":
            return "#pagebreak()\nOn a new page."
        case _:
            return "Some more words. " * count


def by_this_project(render: Callable[..., Any]) -> Producer:
    """Return a producer that sets with ``render`` and writes with the tags of this project."""

    def write(sample: Sample) -> bytes:
        document = render(as_html(sample), lang=sample.language)
        return write_tagged_pdf(document, conformance=Conformance.UA1_A3A, attachments=[_DATA])

    return write
