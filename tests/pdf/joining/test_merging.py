"""The joined file holds what its parts hold, told side by side; the naive ways of joining do not."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from itertools import combinations
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from factsheet_builder.errors import RefusedError, SurroundingsError, UsageError
from factsheet_builder.pdf.joining import Claim, Joined, Kind, Part, join, join_files
from tests.pdf.joining.documents import Craft, fixture, typst_file, weasyprint_file
from tests.pdf.joining.readings import Reading, moved, names, shifted

PRODUCERS: dict[str, Callable[[], bytes]] = {
    "weasyprint": lambda: weasyprint_file(1),
    "weasyprint-form": lambda: weasyprint_file(2, "fr", form=True),
    "typst": lambda: typst_file(3),
    "typst-2.0": lambda: typst_file(4, "it", "2.0"),
    "chromium": lambda: fixture("chromium"),
    "libreoffice": lambda: fixture("libreoffice-ua1"),
}


def joined(*files: bytes, created: datetime | None = None) -> Joined:
    parts = [Part(f"part{number}.pdf", data) for number, data in enumerate(files, 1)]
    return join(parts, title="Joined", language="en", created=created)


def check_preserved(files: list[bytes], result: bytes) -> None:
    """Hold the result against its parts: tags, links, bookmarks, fields, attachments, text on pages."""
    whole = Reading(result)
    parts = [Reading(data) for data in files]
    expected_tags: list[Any] = []
    expected_links: list[Any] = []
    expected_outline: list[Any] = []
    first = 0
    for part in parts:
        tagged = part.tags()
        if tagged:
            place = len(expected_tags)
            # The parts of these tests have one Document each, so its path is (0,) there and (0, place) here.
            assert len(tagged) == 1
            expected_tags.append(moved(tagged[0], first, place))
        expected_links += [(page + first, where, shifted(target, first)) for page, where, target in part.links()]
        expected_outline += [_moved_bookmark(item, first) for item in part.outline()]
        first += len(part.pages)
    tops = whole.tags()
    assert [tuple(top.kids) for top in tops] == ([tuple(expected_tags)] if expected_tags else [])
    assert whole.links() == expected_links
    assert whole.outline() == expected_outline
    assert whole.broken == []
    assert len(whole.fields()) == sum(len(part.fields()) for part in parts)
    assert sorted(whole.attachments().values()) == sorted(v for part in parts for v in part.attachments().values())
    assert [page.get("/MediaBox") for page in whole.pdf.pages] == [
        page.get("/MediaBox") for part in parts for page in part.pdf.pages
    ]
    drawn = [[o.operands for o in pikepdf.parse_content_stream(page)] for page in whole.pdf.pages]
    assert len(drawn) == first


def _moved_bookmark(item: tuple[str, Any, list[Any]], first: int) -> tuple[str, Any, list[Any]]:
    title, target, kids = item
    return title, shifted(target, first), [_moved_bookmark(kid, first) for kid in kids]


@pytest.mark.parametrize(("left", "right"), list(combinations(PRODUCERS, 2)) + [(name, name) for name in PRODUCERS])
def test_two_producers_joined_keep_everything(left: str, right: str) -> None:
    files = [PRODUCERS[left](), PRODUCERS[right]()]
    check_preserved(files, joined(*files).data)


def test_all_producers_joined_keep_everything_and_their_words() -> None:
    files = [make() for make in PRODUCERS.values()]
    result = joined(*files).data
    check_preserved(files, result)
    text = [page.extract_text() for page in pypdf.PdfReader(BytesIO(result)).pages]
    assert text == [page.extract_text() for data in files for page in pypdf.PdfReader(BytesIO(data)).pages]


_types = st.sampled_from(["P", "Sect", "Note", "Card", "H1"])
_trees = st.recursive(
    st.tuples(_types, st.just(())), lambda below: st.tuples(_types, st.lists(below, max_size=3)), max_leaves=6
)
_words = st.sampled_from(["a", "b", "a-2", "b-3", "ä"])
_crafts = st.builds(
    Craft,
    pages=st.integers(1, 3),
    tree=st.one_of(st.just(()), st.tuples(st.tuples(st.just("Document"), st.lists(_trees, max_size=3)))),
    roles=st.dictionaries(
        st.sampled_from(["Note", "Card", "P"]), st.sampled_from(["P", "Span", "Note", "Card"]), max_size=3
    ),
    language=st.sampled_from(["en", "fr"]),
    destinations=st.lists(_words, unique=True, max_size=4),
    links=st.lists(_words, max_size=3),
    old_style=st.booleans(),
    outline=st.lists(st.tuples(_words, st.lists(_words, max_size=2)), max_size=2),
    fields=st.lists(_words, unique=True, max_size=2),
    attachments=st.dictionaries(st.sampled_from(["a.json", "a-2.json"]), st.binary(max_size=3), max_size=2),
)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(st.lists(_crafts, min_size=2, max_size=3))
def test_crafted_files_joined_keep_everything(crafts: list[Craft]) -> None:
    files = [craft.data() for craft in crafts]
    check_preserved(files, joined(*files).data)


def naive_append(files: list[bytes]) -> bytes:
    writer = pypdf.PdfWriter()
    for data in files:
        writer.append(BytesIO(data))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def naive_clone_and_append(files: list[bytes]) -> bytes:
    writer = pypdf.PdfWriter(clone_from=BytesIO(files[0]))
    for data in files[1:]:
        writer.append(BytesIO(data))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def naive_pages(files: list[bytes]) -> bytes:
    first = pikepdf.open(BytesIO(files[0]))
    for data in files[1:]:
        first.add_pages_from(pikepdf.open(BytesIO(data)))
    out = BytesIO()
    first.save(out)
    return out.getvalue()


@pytest.mark.parametrize("naive", [naive_append, naive_clone_and_append, naive_pages])
def test_the_check_fails_for_naive_joining(naive: Any) -> None:
    files = [weasyprint_file(1), weasyprint_file(5)]
    with pytest.raises(AssertionError):
        check_preserved(files, naive(files))


def test_same_parts_same_bytes_and_a_stable_identifier() -> None:
    files = [weasyprint_file(1), fixture("chromium")]
    first, second = joined(*files), joined(*files)
    assert first.data == second.data
    with pikepdf.open(BytesIO(first.data)) as pdf:
        assert bytes(pdf.trailer.ID[0]) == bytes(pdf.trailer.ID[1])
        assert len(bytes(pdf.trailer.ID[0])) == 16
    assert b"CreationDate" not in first.data
    assert b"CreateDate" not in first.data
    assert joined(files[1], files[0]).data != first.data


def test_dates_appear_where_they_are_given() -> None:
    result = joined(weasyprint_file(1), created=datetime(2022, 3, 10, 12, tzinfo=UTC))
    with pikepdf.open(BytesIO(result.data)) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20220310120000+00'00'"
        assert pdf.open_metadata()["xmp:CreateDate"] == "2022-03-10T12:00:00+00:00"


def test_untagged_part_stays_out_of_the_tree() -> None:
    tagged = Craft(tree=[("Document", [("P", ())])], language="en").data()

    def leave_keys_behind(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.StructParents = 0
        pdf.pages[0].obj.Contents = pdf.make_stream(b"/P <</MCID 0>> BDC 0 0 1 1 re f EMC")

    untagged = Craft(finish=leave_keys_behind).data()
    result = joined(tagged, untagged)
    assert [(told.code, told.place.file) for told in result.diagnostics] == [("join-untagged", "part2.pdf")]
    whole = Reading(result.data)
    assert whole.broken == []
    assert "/StructParents" not in whole.pdf.pages[1].obj
    assert whole.root.MarkInfo.Marked
    assert whole.root.MarkInfo.Suspects
    # The naive way makes the untagged page borrow the first page's element.
    borrowed = pikepdf.open(BytesIO(naive_pages([tagged, untagged])))
    assert borrowed.pages[1].obj.StructParents == borrowed.pages[0].obj.StructParents


def test_several_roots_are_put_below_a_document_of_their_own() -> None:
    flat = Craft(tree=[("P", ()), ("H1", ())], language="sv").data()
    [top] = Reading(joined(flat, flat).data).tags()
    assert [kid.role[1] for kid in top.kids] == ["/Document", "/Document"]  # type: ignore[union-attr]
    assert [kid.language for kid in top.kids] == ["sv", "sv"]  # type: ignore[union-attr]
    assert [inner.role[1] for inner in top.kids[1].kids] == ["/P", "/H1"]  # type: ignore[union-attr]


def test_a_part_without_language_does_not_take_that_of_the_result() -> None:
    [top] = Reading(joined(Craft(tree=[("Document", [("P", ())])]).data()).data).tags()
    assert (top.language, top.kids[0].language) == ("en", "")  # type: ignore[union-attr]


def test_role_maps_that_disagree_are_kept_apart_and_reported() -> None:
    one = Craft(tree=[("Document", [("Card", ())])], roles={"Card": "Sect"})
    two = Craft(tree=[("Document", [("Card", ())])], roles={"Card": "Box", "Box": "Note"})
    three = Craft(tree=[("Document", [("Sect", ())])], roles={"Sect": "Div"})
    result = joined(one.data(), two.data(), three.data())
    [top] = Reading(result.data).tags()
    assert [kid.kids[0].role[1] for kid in top.kids] == ["/Sect", "/Note", "/Div"]  # type: ignore[union-attr]
    assert [(r.part, r.old, r.new) for r in result.renamed if r.kind is Kind.ROLE] == [
        ("part2.pdf", "Card", "Card-2"),
        ("part3.pdf", "Sect", "Sect-2"),
    ]


def _with_class(content: str) -> bytes:
    def finish(pdf: pikepdf.Pdf) -> None:
        pdf.Root.StructTreeRoot.ClassMap = Dictionary(C=Dictionary(O=Name.Layout, TextAlign=Name("/" + content)))
        pdf.Root.StructTreeRoot.K[0].K[0].C = Name.C

    return Craft(tree=[("Document", [("P", ())])], finish=finish).data()


def test_attribute_classes_that_disagree_are_kept_apart() -> None:
    files = [_with_class("Center"), _with_class("End"), _with_class("Center")]
    result = joined(*files)
    check_preserved(files, result.data)
    assert [(r.part, r.old, r.new) for r in result.renamed if r.kind is Kind.CLASS] == [("part2.pdf", "C", "C-2")]


def _with_namespace(target: str) -> bytes:
    def finish(pdf: pikepdf.Pdf) -> None:
        tree = pdf.Root.StructTreeRoot
        two = pdf.make_indirect(Dictionary(Type=Name.Namespace, NS=String("http://iso.org/pdf2/ssn")))
        own = pdf.make_indirect(Dictionary(Type=Name.Namespace, NS=String("urn:example:own")))
        own.RoleMapNS = Dictionary(Card=Array([Name("/" + target), two]))
        tree.Namespaces = Array([two, own])
        tree.K[0].NS, tree.K[0].K[0].NS = two, own

    return Craft(tree=[("Document", [("Card", ())])], finish=finish, version="2.0").data()


def test_namespaces_are_one_dictionary_each_and_keep_their_maps() -> None:
    files = [_with_namespace("Aside"), _with_namespace("P"), _with_namespace("Aside")]
    result = joined(*files)
    check_preserved(files, result.data)
    whole = Reading(result.data)
    assert [str(space.NS) for space in whole.root.StructTreeRoot.Namespaces] == [
        "http://iso.org/pdf2/ssn",
        "urn:example:own",
    ]
    [top] = whole.tags()
    assert top.role[0] == "http://iso.org/pdf2/ssn"
    assert [kid.kids[0].role[1] for kid in top.kids] == ["/Aside", "/P", "/Aside"]  # type: ignore[union-attr]
    assert result.data.startswith(b"%PDF-2.0")


def test_identifiers_and_headers_are_made_unique_together() -> None:
    files = [typst_file(1), typst_file(1), typst_file(1)]
    result = joined(*files)
    whole = Reading(result.data)
    identifiers = [key for key, _ in _id_tree(whole)]
    assert len(identifiers) == len(set(identifiers)) == 3 * len(_id_tree(Reading(files[0])))
    assert identifiers == sorted(identifiers)
    assert {r.kind for r in result.renamed} >= {Kind.ELEMENT}


def _id_tree(reading: Reading) -> list[tuple[bytes, Any]]:
    return list(names(reading.root.StructTreeRoot.get("/IDTree")))


def test_old_and_new_destinations_collide_without_harm() -> None:
    old = Craft(pages=2, destinations=["a", "b"], links=["a", "b"], old_style=True).data()
    new = Craft(pages=2, destinations=["b", "a"], links=["a", "b"]).data()
    result = joined(old, new, old)
    check_preserved([old, new, old], result.data)
    assert "/Dests" not in Reading(result.data).root
    assert {(r.part, r.old, r.new) for r in result.renamed} == {
        ("part2.pdf", "a", "a-2"),
        ("part2.pdf", "b", "b-2"),
        ("part3.pdf", "a", "a-3"),
        ("part3.pdf", "b", "b-3"),
    }


def test_dead_link_does_not_come_to_life_in_another_part() -> None:
    dead = Craft(links=["a"]).data()
    living = Craft(destinations=["a"]).data()
    result = joined(dead, living)
    assert Reading(result.data).links()[0][2] is None
    assert [d.code for d in result.diagnostics] == ["join-dead-link"]


def test_number_of_a_page_counts_within_its_part() -> None:
    def by_number(pdf: pikepdf.Pdf) -> None:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 1, 1]), Dest=Array([1, Name.Fit]))
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])

    result = joined(Craft(pages=3).data(), Craft(pages=2, finish=by_number).data())
    assert Reading(result.data).links() == [(3, "[0 0 1 1]", (4, "/Fit"))]


def test_bookmarks_stand_below_the_title_of_their_part() -> None:
    def close(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Outlines.First.Count = -1

    files = [
        Craft(outline=[("One", ["Inner"])], finish=close).data(),
        Craft(outline=[("Two", [])]).data(),
        Craft().data(),
    ]
    parts = [Part("a.pdf", files[0], title="Tab A"), Part("b.pdf", files[1]), Part("c.pdf", files[2], title="Tab C")]
    whole = Reading(join(parts, title="Pack", language="en").data)
    top = ("/XYZ", "None", "400", "None")
    told = [(title, target, [kid[0] for kid in kids]) for title, target, kids in whole.outline()]
    assert told == [("Tab A", (0, *top), ["One"]), ("Two", (1, "/Fit"), []), ("Tab C", (2, *top), [])]
    assert whole.broken == []
    # Open items count their visible descendants; the closed one hides its own (ISO 32000-1, table 153).
    assert int(whole.root.Outlines.Count) == 4


def test_page_labels_are_kept_ordered_and_filled_in() -> None:
    def roman(pdf: pikepdf.Pdf) -> None:
        pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.r), 1, Dictionary(S=Name.D, St=7)]))

    parts = [
        Part("a.pdf", Craft(pages=2).data(), label_prefix="A-", label_style="D"),
        Part("b.pdf", Craft(pages=3, finish=roman).data()),
        Part("c.pdf", Craft(pages=2).data()),
    ]
    result = join(parts, title="Pack", language="en")
    assert Reading(result.data).labels() == ["A-1", "A-2", "i", "7", "8", "1", "2"]
    assert [(p.part, p.first, p.count) for p in result.pages] == [("a.pdf", 1, 2), ("b.pdf", 3, 3), ("c.pdf", 6, 2)]
    assert "/PageLabels" not in Reading(joined(parts[0].data).data).root


def test_fields_get_names_of_their_own_and_radio_groups_stay_whole() -> None:
    form = weasyprint_file(2, "fr", form=True)
    result = joined(form, form)
    whole, alone = Reading(result.data).fields(), Reading(form).fields()
    assert {r.new for r in result.renamed if r.kind is Kind.FIELD} == {"name-2", "r-2"}
    assert {name.split(".")[0] for name in whole} == {"name", "r", "name-2", "r-2"}
    assert [len(whole[name][2]) for name in ("r", "r-2")] == [len(alone["r"][2])] * 2 == [2, 2]
    assert whole["r-2"][2][0][0] == len(Reading(form).pages) + alone["r"][2][0][0]


def test_defaults_of_a_form_stay_with_its_own_fields() -> None:
    def courier(pdf: pikepdf.Pdf) -> None:
        form = pdf.Root.AcroForm
        form.DA, form.Q, form.NeedAppearances = String("/Helv 12 Tf 1 g"), 2, True
        form.DR.Font.Helv.BaseFont = Name.Courier
        form.CO = Array([form.Fields[0]])

    result = joined(Craft(fields=["a"]).data(), Craft(fields=["b"], finish=courier).data(), Craft(fields=["c"]).data())
    whole = Reading(result.data)
    form = whole.root.AcroForm
    told = {str(f.T): (str(f.DA), int(f.get("/Q", 0))) for f in form.Fields}
    assert told == {"a": ("/Helv 9 Tf 0 g", 0), "b": ("/Helv-2 12 Tf 1 g", 2), "c": ("/Helv 9 Tf 0 g", 0)}
    assert {key: str(font.BaseFont) for key, font in form.DR.Font.items()} == {
        "/Helv": "/Helvetica",
        "/Helv-2": "/Courier",
    }
    assert form.NeedAppearances
    assert [str(field.T) for field in form.CO] == ["b"]
    assert [(r.kind, r.old, r.new) for r in result.renamed] == [(Kind.FORM_FONT, "Helv", "Helv-2")]


def _layered(base: str, title: str) -> bytes:
    def finish(pdf: pikepdf.Pdf) -> None:
        shown, hidden = (pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(title + n))) for n in ("+", "-"))
        config = Dictionary(Order=Array([shown, hidden]), OFF=Array([hidden]))
        if base == "OFF":
            config = Dictionary(Order=Array([shown, hidden]), BaseState=Name.OFF, ON=Array([shown]))
        other = Dictionary(Name=String("Print"), BaseState=Name.OFF)
        pdf.Root.OCProperties = Dictionary(OCGs=Array([shown, hidden]), D=config, Configs=Array([other]))

    return Craft(finish=finish).data()


def test_layers_are_shown_and_hidden_as_before() -> None:
    parts = [Part("a.pdf", _layered("ON", "a"), title="A"), Part("b.pdf", _layered("OFF", "b"), title="B")]
    whole = Reading(join(parts, title="Pack", language="en").data)
    properties = whole.root.OCProperties
    assert [str(g.Name) for g in properties.OCGs] == ["a+", "a-", "b+", "b-"]
    assert properties.D.get("/BaseState", Name.ON) == Name.ON
    assert [str(g.Name) for g in properties.D.OFF] == ["a-", "b-"]
    assert [str(group[0]) for group in properties.D.Order] == ["A", "B"]
    # The alternative of one part must not switch the layers of the other.
    assert [str(c.Name) for c in properties.Configs] == ["Print", "Print-2"]
    assert [c.BaseState for c in properties.Configs] == [Name.Unchanged, Name.Unchanged]
    assert [[str(g.Name) for g in c.OFF] for c in properties.Configs] == [["a+", "a-"], ["b+", "b-"]]


def test_attachments_of_one_name_are_both_kept() -> None:
    files = [Craft(attachments={"data.json": content}).data() for content in (b"1", b"2", b"3")]
    result = joined(*files)
    kept = Reading(result.data).attachments()
    assert kept == {"data.json": (b"1", "/Data"), "data-2.json": (b"2", "/Data"), "data-3.json": (b"3", "/Data")}
    assert len(Reading(files[0]).root.get("/AF", [])) * 3 == len(Reading(result.data).root.get("/AF", []))


def test_equal_font_programs_are_stored_once() -> None:
    form = weasyprint_file(2, "fr", form=True)
    single, twice = len(joined(form).data), len(joined(form, form).data)
    assert twice < 1.2 * single
    other = joined(weasyprint_file(1), weasyprint_file(5)).data
    with pikepdf.open(BytesIO(other)) as pdf:
        fonts = [o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/Type") == "/FontDescriptor"]
        programs = [
            next(font[key].read_bytes() for key in ("/FontFile2", "/FontFile3") if key in font) for font in fonts
        ]
        tags = [str(font.FontName) for font in fonts]
    assert len(set(programs)) == len(programs) == len(set(tags))


def test_colours_keep_the_profile_of_their_part() -> None:
    typst, weasyprint = typst_file(1, "de", "a-3a"), weasyprint_file(1, variant="pdf/a-3a")
    result = joined(typst, weasyprint)
    whole, first, second = Reading(result.data), Reading(typst), Reading(weasyprint)
    [intent] = whole.root.OutputIntents
    assert intent.DestOutputProfile.read_bytes() == first.root.OutputIntents[0].DestOutputProfile.read_bytes()
    space = whole.pdf.pages[-1].Resources.ColorSpace.DefaultRGB
    assert space[1].read_bytes() == second.root.OutputIntents[0].DestOutputProfile.read_bytes()
    assert "/DefaultRGB" not in whole.pdf.pages[0].Resources.get("/ColorSpace", {})
    assert [d.code for d in result.diagnostics] == ["join-colours-tied"]
    assert not joined(typst, typst).diagnostics


UA = {"{http://www.aiim.org/pdfua/ns/id/}part": "1"}
A3 = {"pdfaid:part": "3", "pdfaid:conformance": "A"}


def test_claims_hold_where_every_part_makes_them() -> None:
    tree = [("Document", [("P", ())])]
    both = Craft(tree=tree, language="en", xmp=UA | A3).data()
    assert joined(both, both).holds(Claim.UA1)
    assert joined(both, both).holds(Claim.A3A)
    result = joined(both, Craft(tree=tree, language="en", xmp=UA).data())
    assert [(v.claim, v.holds, v.spoiled) for v in result.claims] == [
        (Claim.UA1, True, ()),
        (Claim.A3A, False, (("part2.pdf", "does not claim it"),)),
    ]
    [told] = result.diagnostics
    assert (told.code, told.place.file) == ("join-claim-spoiled", "part2.pdf")
    with pikepdf.open(BytesIO(result.data)) as pdf:
        metadata = pdf.open_metadata()
        assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert "pdfaid:part" not in metadata
        assert metadata["dc:title"] == "Joined"


def test_claims_that_a_file_belies_are_not_believed() -> None:
    two = {"{http://www.aiim.org/pdfua/ns/id/}part": "2", "pdfaid:part": "4", "pdfaid:conformance": "F"}
    tree = [("Document", [("P", ())])]

    def why(data: bytes, claim: Claim) -> str:
        return next(reason for v in joined(data).claims if v.claim is claim for _, reason in v.spoiled)

    assert why(Craft(xmp=UA).data(), Claim.UA1) == "claims it but has no tags"
    assert why(Craft(tree=tree, xmp=two).data(), Claim.UA2) == "claims it but is written as PDF 1.7"
    assert why(Craft(tree=tree, xmp=UA, version="2.0").data(), Claim.UA1) == "claims it but is written as PDF 2.0"
    assert "no tab order" in why(fixture("libreoffice"), Claim.UA1)
    honest = joined(Craft(tree=tree, language="en", xmp=two, version="2.0").data())
    assert honest.holds(Claim.UA2)
    assert honest.holds(Claim.A4F)
    assert "/Info" not in Reading(honest.data).pdf.trailer


def test_metadata_that_are_no_xml_claim_nothing() -> None:
    data = Craft(xmp=UA).data()
    result = joined(data.replace(b"</x:xmpmeta>", b"</x:xmpmetb>"))
    assert ([d.code for d in result.diagnostics], result.claims) == (["join-metadata"], ())


@pytest.mark.parametrize(
    ("code", "count", "title", "language", "style"),
    [
        ("join-nothing", 0, "T", "en", ""),
        ("join-title", 1, " ", "en", ""),
        ("join-title", 1, "two\nlines", "en", ""),
        ("join-language", 1, "T", "english!", ""),
        ("join-label-style", 1, "T", "en", "X"),
    ],
)
def test_usage_errors_are_told(code: str, count: int, title: str, language: str, style: str) -> None:
    parts = [Part("a.pdf", Craft().data(), label_style=style)] * count
    with pytest.raises(UsageError) as caught:
        join(parts, title=title, language=language)
    assert [told.code for told in caught.value.diagnostics] == [code]


def test_join_files_writes_all_or_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(Craft(language="fr", outline=[("In A", [])]).data())
    (tmp_path / "b.pdf").write_bytes(Craft().data())
    target = tmp_path / "c.pdf"
    result = join_files([tmp_path / "a.pdf", tmp_path / "b.pdf"], target)
    assert target.read_bytes() == result.data
    whole = Reading(result.data)
    assert [item[0] for item in whole.outline()] == ["a", "b"]
    assert str(whole.root.Lang) == "fr"
    assert str(whole.pdf.docinfo["/Title"]) == "c"
    (tmp_path / "b.pdf").write_bytes(b"no PDF")
    with pytest.raises(RefusedError):
        join_files([tmp_path / "a.pdf", tmp_path / "b.pdf"], target)
    with pytest.raises(SurroundingsError):
        join_files([tmp_path / "missing.pdf"], target)
    with pytest.raises(SurroundingsError):
        join_files([tmp_path / "a.pdf"], tmp_path / "no folder" / "c.pdf")
    assert target.read_bytes() == result.data
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "b.pdf", "c.pdf"]


def test_names_keep_their_bytes_in_any_encoding() -> None:
    def finish(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        page.Resources = Dictionary(ColorSpace=Dictionary({"/Teinte__": Name.DeviceRGB, "/Utf_é": Name.DeviceGray}))
        page.Contents = pdf.make_stream(b"/Teint\xe9\xe9\xe9 cs 1 0 0 sc /Utf_#c3#a9 cs 0 0 9 9 re f")

    latin = Craft(finish=finish).data().replace(b"/Teinte__", b"/Teint\xe9\xe9\xe9")
    with pikepdf.open(BytesIO(joined(latin).data)) as pdf:
        assert pdf.pages[0].Contents.read_bytes().startswith(b"/Teint\xe9\xe9\xe9 cs")
        spaces = pdf.pages[0].Resources.ColorSpace.unparse()
    assert b"/Teint#e9#e9#e9 /DeviceRGB" in spaces
    assert b"/Utf_#c3#a9 /DeviceGray" in spaces


@pytest.mark.slow
def test_same_bytes_in_another_process_with_another_hash_seed(tmp_path: Path) -> None:
    files = [weasyprint_file(2, "fr", form=True), fixture("chromium"), typst_file(1)]
    for number, data in enumerate(files, 1):
        (tmp_path / f"part{number}.pdf").write_bytes(data)
    program = (
        "import sys; from pathlib import Path; from factsheet_builder.pdf.joining import Part, join\n"
        "parts = [Part(p.name, p.read_bytes()) for p in sorted(Path(sys.argv[1]).iterdir())]\n"
        "sys.stdout.buffer.write(join(parts, title='Joined', language='en').data)"
    )
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[3])}
        command = [sys.executable, "-c", program, str(tmp_path)]
        run = subprocess.run(command, capture_output=True, check=True, env=environment)
        assert run.stdout == joined(*files).data


@pytest.mark.parametrize("levels", [90, 110, 300, 450, 480, 600])
def test_nesting_that_is_accepted_can_be_written(levels: int) -> None:
    nested: Any = Array()
    for _ in range(levels):
        nested = Array([nested])

    def finish(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Deep = pdf.make_indirect(nested)

    data = Craft(finish=finish).data()
    if levels <= 90:
        with pikepdf.open(BytesIO(joined(data).data)) as pdf:
            assert pdf.pages[0].obj.Deep.unparse(resolved=True).count(b"[") == levels + 1
    else:
        with pytest.raises(RefusedError, match="join-damaged"):
            joined(data)


def test_a_joined_file_can_be_joined_again() -> None:
    inner = joined(weasyprint_file(2, "fr", form=True), typst_file(3), fixture("chromium")).data
    check_preserved([inner, weasyprint_file(1), inner], joined(inner, weasyprint_file(1), inner).data)


def test_articles_extensions_and_reading_direction_are_kept() -> None:
    def finish(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        thread, bead = pdf.make_indirect(Dictionary()), pdf.make_indirect(Dictionary(P=page, R=Array([0, 0, 1, 1])))
        thread.F, bead.T, bead.N, bead.V = bead, thread, bead, bead
        page.B = Array([bead])
        pdf.Root.Threads = Array([thread])
        pdf.Root.Extensions = Dictionary(EXMP=Dictionary(BaseVersion=Name("/1.7"), ExtensionLevel=3))
        pdf.Root.ViewerPreferences = Dictionary(Direction=Name.R2L)

    data = Craft(finish=finish).data()
    whole = Reading(joined(data, data).data)
    assert [thread.F.P.objgen for thread in whole.root.Threads] == [page.obj.objgen for page in whole.pdf.pages]
    assert int(whole.root.Extensions.EXMP.ExtensionLevel) == 3
    assert whole.root.ViewerPreferences.Direction == Name.R2L
    assert "/Direction" not in Reading(joined(data, Craft().data()).data).root.ViewerPreferences


def test_pages_whose_number_was_used_before_keep_their_tags_and_links() -> None:
    """An object that took the number of a deleted one has a generation (ISO 32000-1, 7.3.10); few programs write it."""
    body = (
        (
            b"1 0 obj<</Type/Catalog/Pages 2 0 R/Dests<</here[3 1 R/Fit]>>"
            b"/StructTreeRoot 4 0 R/MarkInfo<</Marked true>>>>endobj\n"
        ),
        b"2 0 obj<</Type/Pages/Count 1/Kids[3 1 R]>>endobj\n",
        b"3 1 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/StructParents 0/Contents 6 0 R>>endobj\n",
        b"4 0 obj<</Type/StructTreeRoot/K 5 0 R/ParentTree<</Nums[0[5 0 R]]>>>>endobj\n",
        b"5 0 obj<</Type/StructElem/S/Document/P 4 0 R/Pg 3 1 R/K 0>>endobj\n",
        b"6 0 obj<</Length 31>>stream\n/P <</MCID 0>> BDC 0 0 1 1 re f EMC\nendstream endobj\n".replace(b"31", b"35"),
    )
    data, rows = b"%PDF-1.7\n", [b"0000000000 65535 f \n"]
    for number, text in enumerate(body, 1):
        rows.append(b"%010d %05d n \n" % (len(data), 1 if number == 3 else 0))
        data += text
    table = b"xref\n0 7\n%btrailer<</Size 7/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (b"".join(rows), len(data))
    whole = Reading(joined(Craft().data(), data + table).data)
    assert whole.tags()[0].kids[0].kids[0].page == 1  # type: ignore[union-attr]
    assert whole.broken == []
    assert whole.place(String("here")) == (1, "/Fit")
