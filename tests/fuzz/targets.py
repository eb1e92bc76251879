"""What is damaged, by kind: files of a project and files that come from elsewhere, and the commands that read them."""

import io
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Final

import pikepdf
from PIL import Image
from typer.testing import CliRunner

from factsheet_builder.cli.app import app
from factsheet_builder.errors import ExitCode
from tests.small_factsheet import start_small

ROOT: Final = Path(__file__).resolve().parents[2]
DRAWING: Final = b"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="90"
 height="30"><defs><g id="a"><rect width="9" height="9" fill="#16396B"/></g></defs><use xlink:href="#a" x="3"/>
<path d="M0 0 L90 30 Z" stroke="#000" stroke-width="2"/><circle cx="60" cy="15" r="9"/></svg>
"""


@dataclass(frozen=True, slots=True)
class Target:
    """One way in: ``file`` of a fresh folder is damaged, or the ``part`` of that package, then the commands are run."""

    file: str
    prepare: Callable[[Path], None]
    commands: tuple[tuple[str, ...], ...]
    part: str = ""


def _shipped(folder: Path) -> None:
    shutil.copytree(ROOT / "data", folder / "data")


def _small(folder: Path) -> None:
    start_small(folder, "small")


def _with_emblem(name: str, data: Callable[[], bytes]) -> Callable[[Path], None]:
    def prepare(folder: Path) -> None:
        _small(folder)
        (folder / "data" / name).write_bytes(data())
        publication = folder / "data" / "publication.yaml"
        words = publication.read_text(encoding="utf-8")
        emblem = f"emblem: {{ file: {name}, alternative: An emblem }}\n"
        publication.write_text(words.replace("emblem:\n", emblem, 1), encoding="utf-8")

    return prepare


def _with_own(folder_name: str, name: str) -> Callable[[Path], None]:
    def prepare(folder: Path) -> None:
        _small(folder)
        target = folder / folder_name / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / folder_name / name, target)

    return prepare


def _returned(*command: str) -> Callable[[Path], None]:
    def prepare(folder: Path) -> None:
        _shipped(folder)
        (folder / "back").write_bytes(_exported("messages", *command, "--locale", "ka"))

    return prepare


def _termbase(folder: Path) -> None:
    _shipped(folder)
    (folder / "terms.tbx").write_bytes(_exported("glossary", "export"))


@cache
def _exported(*command: str) -> bytes:
    result = CliRunner().invoke(app, [*command, "--project", str(ROOT)])
    assert result.exit_code == ExitCode.DONE, result.output
    return result.stdout_bytes


def _pdf(data: Callable[[], bytes]) -> Callable[[Path], None]:
    def prepare(folder: Path) -> None:
        _shipped(folder)
        (folder / "file.pdf").write_bytes(data())

    return prepare


def _unpacked(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(
            out, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True
        )
    return out.getvalue()


@cache
def _fixture(name: str) -> bytes:
    """A file of another program, or a filled form, its streams not packed, so that damage reaches what stands in them."""
    return _unpacked((ROOT / "tests" / name).read_bytes())


def _picture(form: str) -> Callable[[], bytes]:
    def draw() -> bytes:
        out = io.BytesIO()
        Image.new("RGB", (60, 20), "#16396B").save(out, form)
        return out.getvalue()

    return draw


_CONTENT: Final = (
    "factsheets/assistance-to-victims",
    "parties",
    "publication",
    "tailoring",
    "deliverables",
    "glossary",
)
_FIXTURES: Final = (
    "pdf/joining/fixtures/chromium-ua1.pdf",
    "pdf/joining/fixtures/libreoffice-ua1.pdf",
    "replies/fixtures/mupdf.pdf",
)
_BUILD: Final = (("build", "--jobs", "1", "--kind", "factsheet"),)
_PDFS: Final = (("inspect", "file.pdf"), ("join", "file.pdf", "--out", "joined.pdf"), ("replies", "read", "file.pdf"))
_IMPORT: Final = (("messages", "import", "back", "--locale", "ka"),)
TARGETS: Final[dict[str, tuple[Target, ...]]] = {
    "yaml": (
        *(Target(f"data/{name}.yaml", _shipped, (("check",),)) for name in _CONTENT),
        Target("data/locales/ka/locale.yaml", _shipped, (("messages", "check", "--locale", "ka"),)),
    ),
    "po": (
        *(
            Target(f"data/locales/ka/LC_MESSAGES/{name}.po", _shipped, (("messages", "check", "--locale", "ka"),))
            for name in ("assistance-to-victims", "labels", "publication", "parties")
        ),
        Target("back", _returned("export", "--format", "po"), _IMPORT),
    ),
    "xliff": tuple(Target("back", _returned("export", "--format", form), _IMPORT) for form in ("xliff2", "xliff1.2")),
    "tmx": (Target("back", _returned("memory"), _IMPORT),),
    # The first is damaged as a package; the others inside, where packing would keep damage from what is read.
    "docx": tuple(
        Target("back", _returned("export", "--format", "docx"), _IMPORT, part)
        for part in ("", "word/document.xml", "word/document.xml", "word/settings.xml", "[Content_Types].xml")
    ),
    "tbx": (Target("terms.tbx", _termbase, (("glossary", "import", "terms.tbx"),)),),
    "pdf": tuple(Target("file.pdf", _pdf(partial(_fixture, name)), _PDFS) for name in _FIXTURES),
    "image": tuple(
        Target(f"data/{name}", _with_emblem(name, data), _BUILD)
        for name, data in (
            ("emblem.svg", lambda: DRAWING),
            ("emblem.png", _picture("PNG")),
            ("emblem.jpg", _picture("JPEG")),
        )
    ),
    "style": tuple(
        Target(f"styles/{name}", _with_own("styles", name), _BUILD)
        for name in ("tokens.css", "base.css", "components.css")
    ),
    "template": tuple(
        Target(f"templates/{name}", _with_own("templates", name), _BUILD)
        for name in ("factsheet.html", "components/masthead.html", "components/recommendation.html")
    ),
}
SHARES: Final = {
    "yaml": 20,
    "po": 15,
    "xliff": 10,
    "tmx": 5,
    "docx": 6,
    "tbx": 6,
    "pdf": 18,
    "image": 8,
    "style": 6,
    "template": 6,
}
"""How many of a hundred inputs are of each kind."""
