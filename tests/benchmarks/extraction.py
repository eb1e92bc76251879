"""How many words of a file programs take out of it rightly: those that search, copy and convert go by the letters.

``python -m tests.benchmarks.extraction FILE.pdf …`` prints a row for each reader and file. Owed are the words of the tag
tree, without the descriptions of figures; right is each that a reader gives, whatever their order. Readers are poppler
(``pdftotext``), and where they are installed MuPDF (the module pymupdf), PDFium (pypdfium2) and pdf.js (pdfjs-dist beside
node, in the folder named by ``PDFJS``).
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from factsheet_builder.pdf.reading.tag_reader import read_tags
from factsheet_builder.pdf.reading.tag_tree import Element

_UNSEEN: Final = re.compile("[\u061c\u200c-\u200f\u202a-\u202e\u2066-\u2069]")
_CALL: Final = re.compile(r"\d$")
_MUPDF: Final = "import pymupdf,sys;print('\\n'.join(page.get_text() for page in pymupdf.open(sys.argv[1])))"
_PDFIUM: Final = (
    "import pypdfium2 as p,sys;"
    "print('\\n'.join(page.get_textpage().get_text_range() for page in p.PdfDocument(sys.argv[1])))"
)
_PDFJS: Final = """
import {getDocument} from "pdfjs-dist/legacy/build/pdf.mjs"; import fs from "fs";
const file = await getDocument({data: new Uint8Array(fs.readFileSync(process.argv[1])), verbosity: 0}).promise;
for (let i = 1; i <= file.numPages; i++) {
  const content = await (await file.getPage(i)).getTextContent();
  console.log(content.items.map(item => (item.str ?? "") + (item.hasEOL ? "\\n" : "")).join(""));
}
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a file: words owed, words right, and whether a soft hyphen is left."""

    reader: str
    owed: int
    right: int
    has_soft_hyphens: bool

    @property
    def share(self) -> float:
        """Words right of those owed, 0 to 1."""
        return self.right / self.owed


def read(file: Path) -> Iterator[Reading]:
    """Yield what each reader that is there makes of a file."""
    owed = Counter(_words(" ".join(_said(read_tags(file.read_bytes()).elements))))
    for name, text in _readers(file):
        found = Counter(_words(text))
        for word, count in list(found.items()):  # the call of a note stands at the end of a word
            found[_CALL.sub("", word)] += count if _CALL.search(word) and not word.isdigit() else 0
        right = sum((owed & found).values())
        yield Reading(name, sum(owed.values()), right, "\u00ad" in text)


def _said(elements: tuple[Element, ...]) -> Iterator[str]:
    for element in elements:
        if element.kind not in {"Figure", "Form", "Reference"}:
            own = element.own_text
            yield own if own.strip() else ""
            yield from _said(element.elements)


def _words(text: str) -> list[str]:
    return _UNSEEN.sub("", text).replace("\u00a0", " ").split()


def _readers(file: Path) -> Iterator[tuple[str, str]]:
    python = [sys.executable, "-c"]
    commands = {
        "poppler": (shutil.which("pdftotext"), ["pdftotext", str(file), "-"]),
        "MuPDF": (importlib.util.find_spec("pymupdf"), [*python, _MUPDF, str(file)]),
        "PDFium": (importlib.util.find_spec("pypdfium2"), [*python, _PDFIUM, str(file)]),
        "pdf.js": (
            os.environ.get("PDFJS") and shutil.which("node"),
            ["node", "--input-type=module", "-e", _PDFJS, str(file)],
        ),
    }
    for name, (is_there, command) in commands.items():
        if is_there:
            folder = os.environ["PDFJS"] if name == "pdf.js" else None
            done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120, cwd=folder)
            yield name, done.stdout


def main(files: list[str]) -> None:
    """Print a row for each reader and file."""
    for file in files:
        for found in read(Path(file).resolve()):
            soft = "  (soft hyphens left)" if found.has_soft_hyphens else ""
            print(f"{file}  {found.reader:8} {found.right} of {found.owed} words  {found.share:.1%}{soft}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
