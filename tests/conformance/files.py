"""What the validator is given: every kind of deliverable, every construct, reply forms, and files that must fail."""

import re
import shutil
from base64 import b64encode
from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from PIL import Image

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.runner import build
from factsheet_builder.errors import ExitCode
from factsheet_builder.pdf.tagging.tag_writer import Attachment, Conformance, write_tagged_pdf
from factsheet_builder.project import Project, cache_folder
from tests.pdf.constructs import CONSTRUCTS, MARKED_LETTERS, RIGHT_TO_LEFT
from tests.pdf.documents import Render
from tests.replies.reply_forms import changed, field_ending, form, typeset

ROOT = Path(__file__).resolve().parents[2]
PROFILES = {Conformance.UA1_A3A: "ua1,3a", Conformance.UA2_A4F: "ua2,4f"}
DATA = Attachment("data.json", b"{}", "application/json", datetime(2026, 1, 2, tzinfo=UTC))
CHAPTER = "assistance-to-victims"
DELIVERABLES = {
    "factsheet": Deliverable(CHAPTER, "en"),
    "factsheet-arabic": Deliverable(CHAPTER, "ar"),
    "factsheet-georgian": Deliverable(CHAPTER, "ka"),
    "tailored-full": Deliverable(CHAPTER, "en", Kind.TAILORED, "MLT", "full"),
    "tailored-brief": Deliverable(CHAPTER, "en", Kind.TAILORED, "MDA", "brief"),
    "pack": Deliverable(CHAPTER, "en", Kind.PACK, "MLT", "full"),
    "bilingual-arabic": Deliverable(CHAPTER, "ar", Kind.BILINGUAL),
    "every-block": Deliverable("every-block", "en"),
    "cross-references": Deliverable("cross-references", "en"),
    "every-chart": Deliverable("every-chart", "en"),
    "data-tables": Deliverable("data-tables", "en"),
}
FORMS = ("MDA", "TUN")
BODIES = [*CONSTRUCTS, "right_to_left", "marked_letters", "together", "images"]
OFTEN = ("factsheet", "together")
"""What is judged in the second setting by ``make test`` too; the others are by ``make test-all``."""
SELDOM = (
    *("factsheet-arabic", "factsheet-georgian", "tailored-full", "tailored-brief", "bilingual-arabic"),
    "cross-references",
    "every-chart",
    "data-tables",
)
"""What is judged by ``make test-all`` alone, in both settings: its constructs stand in others too."""
BROKEN = ("stock-form", "field-without-name", "deliverable-without-language")


@dataclass(frozen=True, slots=True)
class Sample:
    """A file for the validator: how tests call it, the setting that it is made with, and its bytes."""

    name: str
    conformance: Conformance
    pdf: bytes


def samples(render: Render, folder: Path, wanted: Set[tuple[str, Conformance]]) -> Iterator[Sample]:
    """Make the files that are ``wanted``; ``folder`` takes the projects that deliverables are built in."""
    for conformance in Conformance:
        names = {name for name, setting in wanted if setting is conformance}
        if names & set(BODIES):
            yield from _constructs(render, conformance)
        for party in FORMS:
            if f"form-{party}" in names:
                yield Sample(f"form-{party}", conformance, typeset(party, conformance).pdf)
        yield from _deliverables(folder / conformance, conformance, names)


def broken(render: Render, factsheet: bytes) -> Iterator[Sample]:
    """Make the negative controls, all of the usual setting: files that the same validator must refuse."""

    def drop_names(opened: object) -> None:
        field = field_ending(opened, "VI-1/date")  # type: ignore[arg-type]
        del field.TU
        del field.Contents

    def drop_language(opened: object) -> None:
        del opened.Root.Lang  # type: ignore[attr-defined]

    stock = render(CONSTRUCTS["form"]).write_pdf(pdf_tags=True)
    spoilt = (stock, changed(form("MLT"), drop_names), changed(factsheet, drop_language))
    for name, pdf in zip(BROKEN, spoilt, strict=True):
        yield Sample(name, Conformance.UA1_A3A, pdf)


def _constructs(render: Render, conformance: Conformance) -> Iterator[Sample]:
    documents = {name: render(_with_title(body), css="p { hyphens: auto }") for name, body in CONSTRUCTS.items()}
    documents["right_to_left"] = render(RIGHT_TO_LEFT, lang="ar", root="dir=rtl")
    documents["marked_letters"] = render(MARKED_LETTERS, lang="ar", root="dir=rtl")
    together = "".join(body for name, body in CONSTRUCTS.items() if name != "note_in_list")
    documents["together"] = render(_with_title(together))
    images = (("png", "RGBA"), ("png", "L"), ("png", "1"), ("jpeg", "RGB"), ("jpeg", "L"))
    documents["images"] = render(_with_title("".join(_image(kind, mode) for kind, mode in images)))
    for name, document in documents.items():
        pdf = write_tagged_pdf(document, conformance=conformance, attachments=[DATA])
        yield Sample(name, conformance, pdf)


def _image(kind: str, mode: str) -> str:
    stream = BytesIO()
    Image.new(mode, (4, 4)).save(stream, kind)
    return f'<p><img alt="A square" src="data:image/{kind};base64,{b64encode(stream.getvalue()).decode()}"></p>'


def _with_title(body: str) -> str:
    """Put the heading first that both standards ask for where there are headings (ISO 14289-1, 7.4.2)."""
    return body if body.startswith("<h1>") else f"<h1>Title</h1>{body}"


def _deliverables(folder: Path, conformance: Conformance, names: Set[str]) -> Iterator[Sample]:
    projects = (
        _project(ROOT, folder / "shipped", conformance),
        _project(ROOT / "tests" / "fixtures" / "every-block", folder / "every-block", conformance),
    )
    for project in projects:
        sheets = project.factsheet_names()
        asked = {name: one for name, one in DELIVERABLES.items() if one.factsheet in sheets and name in names}
        outcomes = build(project, tuple(asked.values()), folder / "out", cache=cache_folder())
        for name, outcome in zip(asked, outcomes, strict=True):
            assert outcome.exit_code is ExitCode.DONE, outcome.diagnostics
            yield Sample(name, conformance, outcome.file.read_bytes())


def _project(root: Path, folder: Path, conformance: Conformance) -> Project:
    """Copy a project's data, with the setting of ``conformance`` as an editor would write it."""
    shutil.copytree(root / "data", folder / "data")
    file = folder / "data" / "publication.yaml"
    text = re.sub(r"(?m)^conformance:.*\n", "", file.read_text(encoding="utf-8"))
    file.write_text(f"{text}\nconformance: {conformance}\n", encoding="utf-8")
    return Project(folder)
