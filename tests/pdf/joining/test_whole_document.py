"""What a joined file claims it keeps as a whole, whatever the parts differ in: each pair of 48 files of four producers.

Every file passes veraPDF alone. Each variant changes one thing that rules of whole documents speak of.
"""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from factsheet_builder.pdf.joining import Claim, Joined, Part, join
from tests.conformance.verapdf import judge
from tests.pdf.joining.documents import fixture, typst_file, weasyprint_file

Change = Callable[[pikepdf.Pdf], None]


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield the structure elements in reading order."""

    def walk(item: Any) -> Iterator[Any]:
        if isinstance(item, pikepdf.Dictionary) and "/S" in item:
            yield item
        kids = item.get("/K", Array()) if isinstance(item, pikepdf.Dictionary) else Array()
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            yield from walk(kid)

    yield from walk(pdf.Root.StructTreeRoot)


def leave(pdf: pikepdf.Pdf) -> None:
    """Change nothing."""


def unnumber(pdf: pikepdf.Pdf) -> None:
    """Make the first heading an ``H``, the others paragraphs: a strongly structured document."""
    headings = [found for found in elements(pdf) if str(found.S)[1:] in {"H1", "H2", "H3", "H4", "H5", "H6"}]
    for number, heading in enumerate(headings):
        heading.S = Name.P if number else Name.H


def nest(pdf: pikepdf.Pdf) -> None:
    """Make the headings ``H`` in sections in sections, six deep: a strongly structured document."""
    document = next(found for found in elements(pdf) if Name.Document == found.S)
    headings = [found for found in elements(pdf) if str(found.S)[1:] in {"H1", "H2", "H3", "H4", "H5", "H6"}]
    for number, heading in enumerate(headings):
        heading.S = Name.P if number else Name.H
    kids = document.K
    held = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    inner = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Sect, K=Array(held)))
    for kid in held:
        kid.P = inner
    for depth in range(5):
        words = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.H, ActualText=String(f"Level {5 - depth}")))
        outer = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Sect, K=Array([words, inner])))
        words.P = inner.P = outer
        inner = outer
    document.K = Array([inner])
    inner.P = document


def own_headings(pdf: pikepdf.Pdf) -> None:
    """Call the headings by names of the author's own, which stand for the standard ones."""
    roles = pdf.Root.StructTreeRoot.get("/RoleMap", Dictionary())
    for found in elements(pdf):
        if str(found.S)[1:] in {"H1", "H2", "H3", "H4", "H5", "H6"}:
            roles[f"/Title{str(found.S)[2:]}"] = found.S
            found.S = Name(f"/Title{str(found.S)[2:]}")
    pdf.Root.StructTreeRoot.RoleMap = roles


def drop_language(found: Any) -> None:
    if "/Lang" in found:
        del found.Lang


def silence(pdf: pikepdf.Pdf) -> None:
    """Let the catalog say no language, and each element its own; bookmarks and a title of no language would need it."""
    language = str(pdf.Root.Lang)
    del pdf.Root.Lang
    if "/Outlines" in pdf.Root:
        del pdf.Root.Outlines
    metadata = pdf.Root.Metadata
    metadata.write(metadata.read_bytes().replace(b"x-default", language.encode()))
    for found in elements(pdf):
        if Name.Document == found.S:
            drop_language(found)
        else:
            found.Lang = String(language)


def speak(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Lang = String("fr")


def role(kind: str) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        roles = pdf.Root.StructTreeRoot.get("/RoleMap", Dictionary())
        roles["/Text"] = Name("/" + kind)
        pdf.Root.StructTreeRoot.RoleMap = roles
        for found in elements(pdf):
            if found.S == Name.P:
                found.S = Name.Text

    return change


def identify(pdf: pikepdf.Pdf) -> None:
    """Give each element an ID; headers of tables keep theirs, which cells refer to."""
    held = {}
    for number, found in enumerate(elements(pdf)):
        name = bytes(found.get("/ID", String(f"e{number:04}")))
        found.ID = String(name)
        held[name] = found
    pairs = [part for name in sorted(held) for part in (String(name), held[name])]
    pdf.Root.StructTreeRoot.IDTree = Dictionary(Names=Array(pairs), Limits=Array([pairs[0], pairs[-2]]))


def name_places(pdf: pikepdf.Pdf) -> None:
    places = Dictionary(Names=Array([String("here"), Array([pdf.pages[0].obj, Name.Fit])]))
    names = pdf.Root.get("/Names", Dictionary())
    names.Dests = places
    pdf.Root.Names = names


def attach(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["data.txt"] = pikepdf.AttachedFileSpec(pdf, b"x", filename="data.txt", mime_type="text/plain")


def layer(pdf: pikepdf.Pdf) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Layer")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(Name=String("Usual"), Order=Array([group])))


VARIANTS: dict[str, Change] = {
    "plain": leave,
    "strong": unnumber,
    "nested": nest,
    "own-headings": own_headings,
    "silent": silence,
    "french": speak,
    "text-is-p": role("P"),
    "text-is-span": role("Span"),
    "identified": identify,
    "places": name_places,
    "attached": attach,
    "layered": layer,
}
PRODUCERS: dict[str, Callable[[], bytes]] = {
    "weasyprint": lambda: weasyprint_file(1),
    "typst": lambda: typst_file(3),
    "chromium": lambda: fixture("chromium-ua1"),
    "libreoffice": lambda: fixture("libreoffice-ua1"),
}


def saved(pdf: pikepdf.Pdf) -> bytes:
    out = BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def variant(producer: str, kind: str) -> bytes:
    with pikepdf.open(BytesIO(PRODUCERS[producer]())) as pdf:
        VARIANTS[kind](pdf)
        return saved(pdf)


def joined(left: bytes, right: bytes) -> Joined:
    return join([Part("a.pdf", left), Part("b.pdf", right)], title="Pack", language="en")


def failing(folder: Path, documents: dict[str, bytes]) -> dict[str, str]:
    """Return what veraPDF denies of files that claim PDF/UA-1, by their names."""
    claims = []
    for name, data in documents.items():
        (folder / f"{name}.pdf").write_bytes(data)
        claims.append(("ua1", folder / f"{name}.pdf"))
    return {path.stem: "; ".join(failed[1:]) for (_, path), failed in judge(claims).items() if failed}


def check(folder: Path, kinds: list[str], pairs: Callable[[list[str]], list[tuple[str, str]]]) -> tuple[int, int]:
    """Join pairs of the variants, and return how many claim PDF/UA-1, and how many there are; none claims it falsely."""
    files = {f"{producer}-{kind}": variant(producer, kind) for producer in PRODUCERS for kind in kinds}
    assert failing(folder, files) == {}
    made = {f"{left}+{right}": joined(files[left], files[right]) for left, right in pairs(list(files))}
    claiming = {name: result.data for name, result in made.items() if result.holds(Claim.UA1)}
    assert failing(folder, claiming) == {}
    return len(claiming), len(made)


@pytest.mark.slow
def test_headings_and_languages_of_two_producers_go_together(tmp_path: Path) -> None:
    """A part with ``H`` beside one with ``H1``, a part whose catalog has no language beside one that has."""

    def sharp(names: list[str]) -> list[tuple[str, str]]:
        return [(one, other) for one, other in product(names, names) if one.split("-")[0] < other.split("-")[0]]

    claiming, all_of_them = check(tmp_path, ["plain", "strong", "silent"], sharp)
    assert claiming == all_of_them


@pytest.mark.slow
def test_headings_by_depth_get_the_number_of_their_level(tmp_path: Path) -> None:
    """Down to the sixth, which deeper ones share; a part whose depths skip a level spoils the claim instead."""
    numbered, by_depth = variant("typst", "plain"), variant("weasyprint", "nested")
    assert failing(tmp_path, {"nested": by_depth}) == {}
    result = joined(numbered, by_depth)
    assert result.holds(Claim.UA1)
    with pikepdf.open(BytesIO(result.data)) as pdf:
        kinds = [str(found.S) for found in elements(pdf) if re.fullmatch("/H[1-6]?", str(found.S))]
    assert kinds[-6:] == ["/H1", "/H2", "/H3", "/H4", "/H5", "/H6"]
    assert failing(tmp_path, {"joined": result.data}) == {}
    with pikepdf.open(BytesIO(by_depth)) as pdf:
        first = next(found for found in elements(pdf) if found.S == Name.H)
        first.P.K = Array(reversed(list(first.P.K)))  # the heading after the sections that it heads
        skipping = saved(pdf)
    spoiled = joined(numbered, skipping)
    assert not spoiled.holds(Claim.UA1)
    assert any("skip a level" in problem.what for problem in spoiled.diagnostics)


@pytest.mark.parametrize(
    ("roles", "why"),
    [
        ({"/H1": Name.P}, "gives the standard type H1 another meaning"),
        ({"/Own": Name.Other, "/Other": Name.Own}, "stand for itself"),
        ({"/Own": Name.Own}, "lets the type Own stand for itself"),
    ],
)
def test_a_role_map_that_no_reader_can_follow_spoils_the_claims(roles: dict[str, Any], why: str) -> None:
    with pikepdf.open(BytesIO(variant("typst", "plain"))) as pdf:
        pdf.Root.StructTreeRoot.RoleMap = Dictionary(roles)
        crooked = saved(pdf)
    result = joined(variant("weasyprint", "plain"), crooked)
    assert not result.holds(Claim.UA1)
    assert any(why in problem.what for problem in result.diagnostics)


@pytest.mark.slow
def test_no_pair_of_forty_eight_files_claims_what_it_does_not_keep(tmp_path: Path) -> None:
    claiming, all_of_them = check(tmp_path, list(VARIANTS), lambda names: list(product(names, names)))
    assert all_of_them == len(VARIANTS) ** 2 * len(PRODUCERS) ** 2
    assert claiming == all_of_them


def test_a_text_whose_language_nobody_says_spoils_the_claims() -> None:
    def forget(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Lang = String("")
        for found in elements(pdf):
            drop_language(found)

    with pikepdf.open(BytesIO(typst_file(3))) as pdf:
        forget(pdf)
        out = BytesIO()
        pdf.save(out)
    result = joined(typst_file(1), out.getvalue())
    assert not result.holds(Claim.UA1)
    (problem,) = [problem for problem in result.diagnostics if problem.code == "join-claim-spoiled"]
    assert "has text whose language it does not say" in problem.what


def test_a_title_in_no_language_spoils_the_claim(tmp_path: Path) -> None:
    """Each element says its language, and still nobody says that of the title; given one, the claim is made and kept."""
    parts = [Part("a.pdf", variant("typst", "silent")), Part("b.pdf", variant("chromium", "silent"))]
    without = join(parts, title="Pack")
    assert not without.holds(Claim.UA1)
    (problem,) = [problem for problem in without.diagnostics if problem.code == "join-claim-spoiled"]
    assert "none was given for title and bookmarks" in problem.what
    given = join(parts, title="Pack", language="en")
    assert given.holds(Claim.UA1)
    assert failing(tmp_path, {"given": given.data}) == {}
