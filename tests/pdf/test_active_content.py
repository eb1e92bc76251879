"""Whatever runs in a PDF or reaches out of it is an error of inspection, by name and place; and joining removes the same."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from factsheet_builder.pdf.reading.inspection import inspect_pdf
from factsheet_builder.pdf.reading.preflight import preflight

Plant = Callable[[pikepdf.Pdf], None]


def action(kind: str, **entries: object) -> Dictionary:
    return Dictionary(S=Name("/" + kind), **entries)  # type: ignore[arg-type]


def opened(made: Dictionary) -> Plant:
    return lambda pdf: setattr(pdf.Root, "OpenAction", made)


def linked(made: Dictionary, key: str = "A") -> Plant:
    def plant(pdf: pikepdf.Pdf) -> None:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9])
        link[f"/{key}"] = made
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])

    return plant


def attached(name: str) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> None:
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, b"x", filename=name)

    return plant


def fielded(**entries: object) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> None:
        inner = pdf.make_indirect(Dictionary(T=String("inner"), FT=Name.Tx, **entries))  # type: ignore[arg-type]
        outer = pdf.make_indirect(Dictionary(T=String("outer"), Kids=[inner]))
        pdf.Root.AcroForm = Dictionary(Fields=[outer])

    return plant


def marked(made: Dictionary) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> None:
        item = pdf.make_indirect(Dictionary(Title=String("x"), A=made))
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=item, Last=item, Count=1))
        item.Parent = pdf.Root.Outlines

    return plant


SCRIPT = action("JavaScript", JS=String("app.alert(1)"))
ADDRESS = "URI with another scheme than http, https, mailto or tel (page 1)"
PLANTS: dict[str, tuple[Plant, str]] = {
    "script on opening": (opened(SCRIPT), "JavaScript on opening"),
    "launch on opening": (opened(action("Launch", F=String("a.exe"))), "Launch on opening"),
    "script of the document": (
        lambda pdf: setattr(pdf.Root, "Names", Dictionary(JavaScript=Dictionary(Names=[String("a"), SCRIPT]))),
        "JavaScript of the document",
    ),
    "on closing": (lambda pdf: setattr(pdf.Root, "AA", Dictionary(WC=SCRIPT)), "additional action JavaScript"),
    "page": (
        lambda pdf: setattr(pdf.pages[0].obj, "AA", Dictionary(O=SCRIPT)),
        "additional action JavaScript (page 1)",
    ),
    "launch": (linked(action("Launch", F=String("a.exe"))), "Launch (page 1)"),
    "former address": (linked(action("Launch", F=String("a.exe")), "PA"), "Launch (page 1)"),
    "chain": (
        linked(action("GoTo", D=String("x"), Next=Array([action("Named", N=Name.NextPage, Next=SCRIPT)]))),
        "JavaScript (page 1)",
    ),
    "javascript:": (linked(action("URI", URI=String(" JavaScript:alert(1)"))), ADDRESS),
    "data:": (linked(action("URI", URI=String("data:text/html,x"))), ADDRESS),
    "file:": (linked(action("URI", URI=String("file:///etc/passwd"))), ADDRESS),
    "share": (linked(action("URI", URI=String("\\\\server\\share"))), ADDRESS),
    "other file": (linked(action("GoToR", F=String("b.pdf"))), "GoToR (page 1)"),
    "embedded file": (linked(action("GoToE")), "GoToE (page 1)"),
    "sending": (linked(action("SubmitForm", F=String("https://x"))), "SubmitForm (page 1)"),
    "import": (linked(action("ImportData", F=String("x"))), "ImportData (page 1)"),
    "printing": (linked(action("Named", N=Name("/Print"))), "Named Print (page 1)"),
    "film": (linked(Dictionary(), "Movie"), "Movie (page 1)"),
    "bookmark": (marked(SCRIPT), "JavaScript (bookmark)"),
    "field": (fielded(AA=Dictionary(K=SCRIPT)), "additional action JavaScript (form field)"),
    "XFA": (lambda pdf: setattr(pdf.Root, "AcroForm", Dictionary(Fields=[], XFA=String("x"))), "XFA form"),
    "program": (attached("report.pdf.EXE"), "attached program “report.pdf.EXE”"),
    "program with a dot": (attached("report.js. "), "attached program “report.js. ”"),
}
HARMLESS: dict[str, Plant] = {
    "web": linked(action("URI", URI=String("https://example.org"))),
    "mail": linked(action("URI", URI=String("mailto:a@example.org"))),
    "fragment": linked(action("URI", URI=String("#here"))),
    "place": linked(action("GoTo", D=String("x"))),
    "page turn": linked(action("Named", N=Name.NextPage)),
    "opening at a page": opened(action("GoTo", D=Array([0, Name.Fit]))),
    "bookmark": marked(action("GoTo", D=String("x"))),
    "data": attached("data.json"),
}


def active_in(plant: Plant) -> list[str]:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        plant(pdf)
        out = BytesIO()
        pdf.save(out)
    return [problem.what for problem in preflight(*inspect_pdf(out.getvalue())) if problem.code == "active-content"]


@pytest.mark.parametrize("name", PLANTS)
def test_what_is_active_is_named(name: str) -> None:
    plant, named = PLANTS[name]
    assert active_in(plant) == [f"The file holds what runs or reaches out of it: {named}."]


@pytest.mark.parametrize("name", HARMLESS)
def test_what_runs_nothing_is_not(name: str) -> None:
    assert active_in(HARMLESS[name]) == []


def test_a_chain_and_a_form_that_bite_their_tails_end() -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        ring = pdf.make_indirect(action("GoTo", D=String("x")))
        ring.Next = ring
        linked(ring)(pdf)
        field = pdf.make_indirect(Dictionary(T=String("a")))
        field.Kids = Array([field])
        pdf.Root.AcroForm = Dictionary(Fields=[field])

    assert active_in(plant) == []
