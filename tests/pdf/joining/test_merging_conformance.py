"""Files that pass veraPDF still pass when they are joined, whoever made them; joined naively they do not.

One run of the validator for all files: starting it takes most of the time.
"""

from itertools import combinations_with_replacement
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from factsheet_builder.pdf.joining import Claim, Part, join
from tests.conformance.verapdf import judge
from tests.pdf.joining.documents import Craft, fixture, typst_file, weasyprint_file
from tests.pdf.joining.test_merging import naive_append

pytestmark = pytest.mark.slow


def verdicts(folder: Path, flavours: str, documents: dict[str, bytes]) -> dict[str, str]:
    """Return what veraPDF says of each document, ``PASS`` or the rules that failed; keys are name and flavour."""
    claims = []
    for name, data in documents.items():
        path = folder / f"{name}.pdf"
        path.write_bytes(data)
        claims.append((flavours, path))
    told = judge(claims)
    return {f"{path.stem} {flavour}": "; ".join(failed) or "PASS" for (flavour, path), failed in told.items()}


def test_any_two_ua1_files_pass_when_joined(tmp_path: Path) -> None:
    sources = {
        "weasyprint": weasyprint_file(1),
        "form": weasyprint_file(2, "fr", form=True),
        "typst": typst_file(3),
        "chromium": fixture("chromium-ua1"),
        "libreoffice": fixture("libreoffice-ua1"),
    }
    documents = dict(sources)
    for left, right in combinations_with_replacement(sources, 2):
        result = join(
            [Part("a.pdf", sources[left]), Part("b.pdf", sources[right], title="B")], title="Pack", language="en"
        )
        assert result.holds(Claim.UA1)
        documents[f"{left}-and-{right}"] = result.data
    everything = join([Part(name, data, title=name) for name, data in sources.items()], title="Pack", language="en")
    documents["everything"] = everything.data
    documents["again"] = join([Part("all", everything.data)] * 2, title="Packs", language="fr").data
    assert set(verdicts(tmp_path, "ua1", documents).values()) == {"PASS"}


def test_archive_claims_hold_with_profiles_that_differ(tmp_path: Path) -> None:
    typst, weasyprint = typst_file(1, "de", "a-3a ua-1"), weasyprint_file(1, variant="pdf/a-3a")
    both = join([Part("a", typst), Part("b", typst_file(2, "de", "a-3a ua-1"))], title="Pack", language="de")
    mixed = {
        "typst-first": join([Part("a", typst), Part("b", weasyprint)], title="Pack", language="de"),
        "weasyprint-first": join([Part("a", weasyprint), Part("b", typst)], title="Pack", language="de"),
    }
    assert all(result.holds(Claim.A3A) for result in (both, *mixed.values()))
    assert both.holds(Claim.UA1)
    documents = {"both": both.data} | {name: result.data for name, result in mixed.items()}
    told = verdicts(tmp_path, "3a", documents)
    assert set(told.values()) == {"PASS"}
    assert verdicts(tmp_path, "ua1", {"both": both.data}) == {"both ua1": "PASS"}


def test_pdf_2_archive_claim_holds(tmp_path: Path) -> None:
    result = join(
        [Part("a", typst_file(1, "de", "a-4f")), Part("b", typst_file(2, "it", "a-4f"))], title="Pack", language="de"
    )
    assert result.holds(Claim.A4F)
    assert verdicts(tmp_path, "4f", {"joined": result.data}) == {"joined 4f": "PASS"}


def universal_two(number: int) -> bytes:
    """Return a small PDF/UA-2 file: a paragraph, and a link within the file."""

    def finish(pdf: pikepdf.Pdf) -> None:
        tree = pdf.Root.StructTreeRoot
        space = pdf.make_indirect(Dictionary(Type=Name.Namespace, NS=String("http://iso.org/pdf2/ssn")))
        tree.Namespaces = Array([space])
        tree.K[0].NS = space
        paragraph = tree.K[0].K[0]
        paragraph.NS = space
        goal = Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]), SD=Array([paragraph, Name.Fit]))
        item = pdf.make_indirect(Dictionary(Title=String(f"Bookmark {number}"), A=goal))
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=item, Last=item, Count=1))
        item.Parent = pdf.Root.Outlines
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)

    part, revision = (f"{{http://www.aiim.org/pdfua/ns/id/}}{key}" for key in ("part", "rev"))
    xmp = {part: "2", revision: "2024", "dc:title": f"Part {number}"}
    tree: Any = [("Document", [("P", ())])]
    return Craft(tree=tree, language="en", xmp=xmp, finish=finish, version="2.0").data()


def test_ua2_claim_holds_with_bookmarks_for_the_parts(tmp_path: Path) -> None:
    parts = [Part(f"{number}.pdf", universal_two(number), title=f"Tab {number}") for number in (1, 2)]
    result = join(parts, title="Pack", language="en")
    assert result.holds(Claim.UA2)
    documents = {"alone": parts[0].data, "joined": result.data}
    assert verdicts(tmp_path, "ua2", documents) == {"alone ua2": "PASS", "joined ua2": "PASS"}


def test_archive_claim_holds_for_a_part_without_language(tmp_path: Path) -> None:
    parts = [Part(str(number), weasyprint_file(number, "", "pdf/a-3a")) for number in (1, 2)]
    result = join(parts, title="Pack", language="en")
    assert result.holds(Claim.A3A), result.claims
    assert verdicts(tmp_path, "3a", {"joined": result.data}) == {"joined 3a": "PASS"}


def test_validator_refuses_what_is_not_claimed_or_joined_naively(tmp_path: Path) -> None:
    unfinished = join([Part("a", weasyprint_file(1)), Part("b", fixture("chromium"))], title="Pack", language="en")
    assert not unfinished.holds(Claim.UA1)
    documents = {"unfinished": unfinished.data, "naive": naive_append([weasyprint_file(1), typst_file(3)])}
    told = verdicts(tmp_path, "ua1", documents)
    assert "PASS" not in told.values()
    # 5 t1: the claim is left out. 7.18.5: links without a description, the fault of the part, is still there.
    assert " 5 t1: " in told["unfinished ua1"]
    assert "7.18.5" in told["unfinished ua1"]
    assert "7.1 t" in told["naive ua1"]
