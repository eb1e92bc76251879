"""What a file claims it keeps: veraPDF on every construct, with both settings of conformance, in one JVM."""

from datetime import UTC, datetime
from pathlib import Path

from factsheet_builder.typesetting.structure import Attachment, Conformance, write_tagged_pdf
from tests.conformance.verapdf import validate
from tests.typesetting.constructs import CONSTRUCTS, MARKED_LETTERS, RIGHT_TO_LEFT
from tests.typesetting.documents import Render

PROFILES = {Conformance.UA1_A3A: "ua1,3a", Conformance.UA2_A4F: "ua2,4f"}
DATA = Attachment("data.json", b"{}", "application/json", datetime(2026, 1, 2, tzinfo=UTC))


def _with_title(body: str) -> str:
    """Put the heading first that both standards ask for where there are headings (ISO 14289-1, 7.4.2)."""
    return body if body.startswith("<h1>") else f"<h1>Title</h1>{body}"


def test_every_construct_keeps_its_claims(tmp_path: Path, render: Render) -> None:
    documents = {name: render(_with_title(body), css="p { hyphens: auto }") for name, body in CONSTRUCTS.items()}
    documents["right_to_left"] = render(RIGHT_TO_LEFT, lang="ar", root="dir=rtl")
    documents["marked_letters"] = render(MARKED_LETTERS, lang="ar", root="dir=rtl")
    documents["together"] = render(
        _with_title("".join(body for name, body in CONSTRUCTS.items() if name != "note_in_list"))
    )
    claims = []
    for name, document in documents.items():
        for conformance, profiles in PROFILES.items():
            file = tmp_path / f"{name}-{conformance}.pdf"
            file.write_bytes(write_tagged_pdf(document, conformance=conformance, attachments=[DATA]))
            claims.append((profiles, file))
    assert validate(claims) == ""


def test_stock_form_and_untagged_file_fail(tmp_path: Path, render: Render) -> None:
    """The negative control: the same validator refuses what the engine writes on its own."""
    (tmp_path / "form.pdf").write_bytes(render(CONSTRUCTS["form"]).write_pdf(pdf_tags=True))
    report = validate([("ua1,3a", tmp_path / "form.pdf")])
    assert report.count("FAIL") == 2
