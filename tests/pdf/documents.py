"""Small documents in one font that is the same on every machine, laid out and written for the tests of this folder."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pymupdf_fonts
import pytest
import weasyprint
from weasyprint.text.fonts import FontConfiguration

from factsheet_builder.pdf.reading.tag_reader import TagTree, dump, read_tags
from factsheet_builder.pdf.tagging.tag_writer import Conformance, write_tagged_pdf

GOLDEN = Path(__file__).parent.parent / "golden" / "structure"
CSS = """
@page { size: 120mm 80mm; margin: 15mm; @top-left { content: "Running head" } @bottom-right { content: counter(page) }
        @footnote { border-top: 1px solid; padding-top: 8px; margin-top: 16px } }
html { font: 10px/14px "Test", "Test"; hyphens: manual }
p, ul, ol, table, blockquote, figure { margin: 0 0 8px; orphans: 1; widows: 1 }
.note { float: footnote; font-size: 8px }
.note::footnote-call, .note::footnote-marker { content: none }
input { display: inline-block }
"""
Render = Callable[..., Any]
ReadTree = Callable[..., TagTree]


@pytest.fixture(scope="session")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, FontConfiguration]:
    folder = tmp_path_factory.mktemp("fonts")
    faces = []
    for name, style in (("figo", ""), ("figbo", "font-weight: bold;"), ("figit", "font-style: italic;")):
        file = folder / f"{name}.ttf"
        file.write_bytes(pymupdf_fonts.myfont(name))
        faces.append(f'@font-face {{ font-family: "Test"; {style} src: url({file.as_uri()}) }}')
    return "\n".join(faces), FontConfiguration()


@pytest.fixture(scope="session")
def render(fonts: tuple[str, FontConfiguration]) -> Render:
    """Lay out the body of a document: ``render(body, lang="en", css="", root="")``."""
    faces, configuration = fonts

    def render_body(body: str, *, lang: str = "en", css: str = "", root: str = "") -> Any:
        style = f"<style>{faces}{CSS}{css}</style>"
        html = f'<html lang="{lang}" {root}><head><title>Test</title>{style}</head><body>{body}</body></html>'
        return weasyprint.HTML(string=html).render(font_config=configuration, pdf_forms=True)

    return render_body


@pytest.fixture(scope="session")
def tree_of(render: Render) -> ReadTree:
    """Write a body as PDF/UA-1 and read its tags."""

    def read(body: str, **options: str) -> TagTree:
        return read_tags(write_tagged_pdf(render(body, **options), conformance=Conformance.UA1_A3A))

    return read


@pytest.fixture
def assert_golden() -> Callable[[str, TagTree], None]:
    """Compare the dump of a tree with ``tests/golden/structure``; ``REGENERATE_GOLDEN=1`` writes it anew."""

    def compare(name: str, tree: TagTree) -> None:
        file, text = GOLDEN / f"{name}.txt", dump(tree)
        if os.environ.get("REGENERATE_GOLDEN") == "1":
            assert not os.environ.get("CI"), "golden files are not regenerated where they are checked"
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8")

    return compare
