"""One small document that holds all that a press file must convert, for the tests of the writer and of its check."""

import base64
import logging
import random
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pymupdf_fonts
import weasyprint
from PIL import Image

from factsheet_builder.pdf.press.colour import load_shipped_condition, read_inks
from factsheet_builder.pdf.press.press_writer import PressFacts, PressSettings, write_press
from tests.conftest import ROOT

MOMENT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
FACTS = PressFacts("factsheet/VI/en/press", "Chapter VI – Victims’ rights", MOMENT, MOMENT)
SETTINGS = PressSettings(
    load_shipped_condition(), read_inks((ROOT / "styles" / "tokens.css").read_text(encoding="utf-8"))
)

STYLE = """
@font-face { font-family: Sample; src: url(%(font)s) }
@page { size: A5; margin: 20mm 15mm; @footnote { border-top: 1px solid; padding-top: 8px; margin-top: 16px } }
@page :first { margin-top: 0 }
html { font: 10pt/14pt Sample; color: #1B1F27 }
body { margin: 0 }
.band { background: #16396B; color: #fff; margin: -3mm -18mm 8mm; padding: 15mm 18mm 6mm }
.box { background: #F5F6F9; border-left: 2pt solid #9B1C31; padding: 8px; box-shadow: 2px 2px 6px #5A6575 }
.shade { background: linear-gradient(90deg, #16396B, #0B616180 50%%, #fff); height: 30px }
.quiet { color: #5A6575 } .odd { color: #b35a00 } .grey { color: #808080 } .through { opacity: .6; color: #0B6161 }
.tiled { background: url("data:image/svg+xml,%%3Csvg xmlns='http://www.w3.org/2000/svg' width='6' height='6'%%3E\
%%3Crect width='3' height='3' fill='%%237A4E00'/%%3E%%3C/svg%%3E"); height: 20px }
.fn { float: footnote } .fn::footnote-call { font-size: 60%%; vertical-align: super }
svg, img { display: block }
"""

DRAWING = """<svg viewBox="0 0 90 30" width="90" height="30" xmlns="http://www.w3.org/2000/svg"><title>Tiles</title>
<defs><pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse">
<circle cx="3" cy="3" r="1.5" fill="#9B1C31"/></pattern>
<linearGradient id="fade"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#000"/></linearGradient>
<mask id="soft"><rect width="30" height="30" fill="url(#fade)"/><rect y="20" width="30" height="10" fill="#888"/></mask>
<radialGradient id="glow" gradientUnits="userSpaceOnUse" cx="45" cy="15" r="15">
<stop offset="0" stop-color="#ffd700"/><stop offset="1" stop-color="#16396B"/></radialGradient>
</defs><rect width="30" height="30" fill="url(#dots)" stroke="#1B1F27"/>
<rect x="30" width="30" height="30" fill="url(#glow)"/>
<g transform="translate(60)"><rect width="30" height="30" fill="#0B6161" mask="url(#soft)"/></g></svg>"""

WORDS = "States Parties take the measures needed so that every victim receives help, shelter and clear information "


def page_html(body: str) -> str:
    return f'<html lang="en"><head><title>Sample</title></head><body>{body}</body></html>'


def full_body() -> str:
    """Band, text, notes, links, box, gradient, patterns, masks and images: three pages of A5."""
    note = '<span class="fn">Council of Europe, see <a href="https://example.org/note">the report</a>.</span>'
    body = f"""<div class="band"><h1>Rights of victims</h1></div><h2 id="a">Help</h2>
    <p>{WORDS * 3}{note}</p><div class="box"><p>{WORDS * 2}{note} <a href="#a">back</a></p></div>
    <p class="quiet">Quiet words.</p><p class="odd">Odd words.</p><p class="grey">Grey words.</p>
    <p class="through">Seen through.</p><div class="shade"></div><div class="tiled"></div>{DRAWING}
    <img alt="colour" src="{image_url("RGB")}"><img alt="alpha" src="{image_url("RGBA")}">
    <img alt="grey" src="{image_url("L")}"><img alt="photo" src="{image_url("RGB", "JPEG")}">"""
    return body + f"<p>{WORDS * 6}{note}</p>" * 4


def image_url(mode: str, kind: str = "PNG") -> str:
    buffer = BytesIO()
    make_picture(mode).save(buffer, kind)
    return f"data:image/{kind.lower()};base64,{base64.b64encode(buffer.getvalue()).decode()}"


def make_picture(mode: str) -> Image.Image:
    """The pixels of the sample image: blurred noise, always the same."""
    noise = random.Random(7).randbytes(8 * 8 * len(mode))
    return Image.frombytes(mode, (8, 8), noise).resize((40, 40))


def lay_out(body: str, folder: Path, extra_css: str = "") -> Any:
    """Return the laid-out document of a body, set in FiraGO; an engine's warning fails the test."""
    font = folder / "FiraGO.ttf"
    font.write_bytes(pymupdf_fonts.myfont("figo"))
    faces = weasyprint.text.fonts.FontConfiguration()
    with _Strict():
        css = weasyprint.CSS(string=STYLE % {"font": font.as_uri()} + extra_css, font_config=faces)
        return weasyprint.HTML(string=page_html(body), base_url="https://example.org/").render(
            stylesheets=[css], font_config=faces
        )


def write_sample(folder: Path, body: str = "", extra_css: str = "") -> bytes:
    return write_press(lay_out(body or full_body(), folder, extra_css), SETTINGS, FACTS)


class _Strict(logging.Handler):
    """Turns what the engine logs into failures."""

    def emit(self, record: logging.LogRecord) -> None:
        raise AssertionError(record.getMessage())

    def __enter__(self) -> None:
        logging.getLogger("weasyprint").addHandler(self)

    def __exit__(self, *_: object) -> None:
        logging.getLogger("weasyprint").removeHandler(self)
