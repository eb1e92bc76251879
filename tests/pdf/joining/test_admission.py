"""What is refused, what is cleaned, and that a hostile file ends in a message, soon."""

import time
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from factsheet_builder.errors import RefusedError, Severity
from factsheet_builder.pdf.joining import Joined, Limits, Part, join
from tests.pdf.joining.documents import Craft
from tests.pdf.joining.readings import Reading

# Far above what any of these files takes, far below what a reader would wait for.
PATIENCE_S = 10


def attempt(data: bytes, **options: Any) -> Joined:
    start = time.monotonic()
    try:
        return join([Part("good.pdf", Craft().data()), Part("bad.pdf", data)], title="T", language="en", **options)
    finally:
        assert time.monotonic() - start < PATIENCE_S


def refused(data: bytes, **options: Any) -> str:
    """Return the code of the refusal, after checking that it names the part and says what to do."""
    with pytest.raises(RefusedError) as caught:
        attempt(data, **options)
    [told] = caught.value.diagnostics
    assert told.severity is Severity.ERROR
    assert told.what
    assert told.remedy
    assert told.place.file == "bad.pdf"
    return told.code


def crafted(finish: Callable[[pikepdf.Pdf], None], **features: Any) -> bytes:
    return Craft(finish=finish, **features).data()


TREE: Any = [("Document", [("P", ())])]


@pytest.mark.parametrize(
    "strength", [pikepdf.Encryption(owner="o", user="u", R=r, aes=r > 3, metadata=r > 3) for r in (2, 3, 4, 6)]
)
@pytest.mark.filterwarnings("ignore:The R2 and R3")
def test_encrypted(strength: Any) -> None:
    out = BytesIO()
    pikepdf.open(BytesIO(Craft().data())).save(out, encryption=strength)
    assert refused(out.getvalue()) == "join-encrypted"


def test_encrypted_without_a_user_password() -> None:
    out = BytesIO()
    pikepdf.open(BytesIO(Craft().data())).save(out, encryption=pikepdf.Encryption(owner="o", user=""))
    assert refused(out.getvalue()) == "join-encrypted"


def test_no_pdf() -> None:
    assert {refused(data) for data in (b"", b"PK\x03\x04 zipped", b"<html>")} == {"join-not-a-pdf"}


def test_damaged() -> None:
    whole = Craft(pages=3, tree=TREE).data()
    assert refused(b"%PDF-1.7\n" + b"nothing of the kind" * 10) == "join-damaged"
    for kept in (0.3, 0.6, 0.9, 0.99):
        assert refused(whole[: int(len(whole) * kept)]) == "join-damaged"
    # Bytes that an editor or a mail program slipped in: every object lies elsewhere than the table says.
    assert refused(whole[:20] + b"\r\n" * 40 + whole[20:]) == "join-damaged"


def test_content_that_cannot_be_unpacked() -> None:
    def garble(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Contents = pikepdf.Stream(pdf, b"")
        pdf.pages[0].obj.Contents.write(b"no deflated data" * 20, filter=Name.FlateDecode)

    assert refused(crafted(garble)) == "join-damaged"


def test_no_pages() -> None:
    def empty(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Pages.Kids = Array()
        pdf.Root.Pages.Count = 0

    assert refused(crafted(empty)) == "join-no-pages"


def test_limits() -> None:
    three = Craft(pages=3).data()
    assert refused(three, limits=Limits(pages_per_part=2)) == "join-too-many-pages"
    assert refused(three + b" " * 9999, limits=Limits(bytes_per_part=9999)) == "join-too-large"
    assert refused(Craft(pages=9, tree=TREE).data(), limits=Limits(objects_per_part=9)) == "join-too-many-objects"
    with pytest.raises(RefusedError) as caught:
        attempt(three, limits=Limits(pages=3))
    assert [told.code for told in caught.value.diagnostics] == ["join-too-many-pages"]
    assert len(Reading(attempt(three, limits=Limits(pages=4, pages_per_part=3)).data).pages) == 4


def test_all_refusals_are_told_at_once() -> None:
    parts = [Part("a", b""), Part("b", Craft().data()), Part("c", b"%PDF-1.7")]
    with pytest.raises(RefusedError) as caught:
        join(parts, title="T")
    assert [told.place.file for told in caught.value.diagnostics] == ["a", "c"]


def _page_loop(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)


def _same_page_twice(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.Kids.append(pdf.Root.Pages.Kids[0])


def _page_tree_bomb(pdf: pikepdf.Pdf) -> None:
    node = pdf.Root.Pages
    for _ in range(3000):
        node = pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=Array([node]), Count=1))
    pdf.Root.Pages = node


def _missing_page(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.Kids.append(pdf.make_indirect(Dictionary(Type=Name.Page)))
    del pdf.Root.Pages.Kids[1]
    pdf.Root.Pages.Kids.append(None)


def _outline_loop(pdf: pikepdf.Pdf) -> None:
    first, second = (pdf.make_indirect(Dictionary(Title=String(t))) for t in "ab")
    first.Next, second.Next = second, first
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=first, Last=second))


def _outline_bomb(pdf: pikepdf.Pdf) -> None:
    item = pdf.make_indirect(Dictionary(Title=String("deepest")))
    for _ in range(3000):
        item = pdf.make_indirect(Dictionary(Title=String("x"), First=item, Last=item))
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=item, Last=item))


def _names_loop(key: str) -> Callable[[pikepdf.Pdf], None]:
    def finish(pdf: pikepdf.Pdf) -> None:
        node = pdf.make_indirect(Dictionary())
        node.Kids = Array([node])
        pdf.Root.Names = Dictionary({key: node})

    return finish


def _labels_loop(pdf: pikepdf.Pdf) -> None:
    node = pdf.make_indirect(Dictionary())
    node.Kids = Array([node])
    pdf.Root.PageLabels = node


def _tags_loop(pdf: pikepdf.Pdf) -> None:
    document = pdf.Root.StructTreeRoot.K[0]
    document.K.append(document)


def _tags_bomb(pdf: pikepdf.Pdf) -> None:
    element = pdf.Root.StructTreeRoot.K[0]
    for _ in range(3000):
        element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Sect, K=element))
    pdf.Root.StructTreeRoot.K = Array([element])


def _parent_tree_loop(pdf: pikepdf.Pdf) -> None:
    node = pdf.make_indirect(Dictionary())
    node.Kids = Array([node])
    pdf.Root.StructTreeRoot.ParentTree = node


def _fields_loop(pdf: pikepdf.Pdf) -> None:
    field = pdf.make_indirect(Dictionary(T=String("f"), FT=Name.Tx))
    field.Kids = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


@pytest.mark.parametrize(
    ("finish", "code"),
    [
        (_page_loop, "join-damaged"),
        (_same_page_twice, "join-damaged"),
        (_page_tree_bomb, "join-damaged"),
        (_missing_page, "join-damaged"),
        (_outline_loop, "join-outline-loop"),
        (_outline_bomb, "join-outline-loop"),
        (_names_loop("/Dests"), "join-names-loop"),
        (_names_loop("/EmbeddedFiles"), "join-names-loop"),
        (_labels_loop, "join-labels-loop"),
        (_tags_loop, "join-structure-loop"),
        (_tags_bomb, "join-structure-loop"),
        (_parent_tree_loop, "join-structure-loop"),
        (_fields_loop, "join-form-loop"),
    ],
)
def test_loops_and_bombs_end_in_a_message(finish: Callable[[pikepdf.Pdf], None], code: str) -> None:
    assert refused(crafted(finish, tree=TREE)) == code


@pytest.mark.parametrize("opening", [b"[", b"<</A"])
def test_nesting_within_one_object_ends_in_a_message(opening: bytes) -> None:
    closing = {b"[": b"]", b"<</A": b">>"}[opening]
    deep = b"1 0 obj\n" + opening * 20000 + b" 0 " + closing * 20000 + b"\nendobj\n"
    body = b"%PDF-1.7\n" + deep
    rest = (
        b"2 0 obj\n<</Type/Catalog/Pages 3 0 R/Extra 1 0 R>>\nendobj\n"
        b"3 0 obj\n<</Type/Pages/Kids[4 0 R]/Count 1>>\nendobj\n"
        b"4 0 obj\n<</Type/Page/Parent 3 0 R/MediaBox[0 0 9 9]>>\nendobj\n"
    )
    data = body + rest
    offsets = [data.index(b"\n%d 0 obj" % number) + 1 for number in (1, 2, 3, 4)]
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(data)
    data += (
        b"xref\n0 5\n0000000000 65535 f \n"
        + table
        + b"trailer\n<</Size 5/Root 2 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start
    )
    assert refused(data) == "join-damaged"


def test_references_to_nothing_are_null_and_cost_nothing() -> None:
    def finish(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Extra = Array([String("*" * 20)] * 2000)

    data = crafted(finish)
    assert b"(********************)" in data
    data = data.replace(b"(********************)", b"777777 0 R".center(22)) + b"\n% " + b"x" * 3_000_000 + b"\n"
    data += data[data.rindex(b"startxref") : data.rindex(b"%%EOF") + 5]
    assert len(Reading(attempt(data).data).pages) == 2


def test_content_bomb_is_refused() -> None:
    def finish(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Contents = pdf.make_stream(b" " * 200_000_000)

    assert refused(crafted(finish)) == "join-too-much"


def test_pages_that_are_not_in_the_page_tree_stay_out() -> None:
    def finish(pdf: pikepdf.Pdf) -> None:
        secret = pdf.make_stream(b"% deleted in an editor, secret")
        hidden = pdf.make_indirect(Dictionary(Type=Name.Page, Contents=secret, MediaBox=Array([0, 0, 1, 1])))
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 1, 1]), Dest=Array([hidden, Name.Fit]))
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])

    data = crafted(finish)
    result = attempt(data)
    streams = [o.read_bytes() for o in Reading(result.data).pdf.objects if isinstance(o, pikepdf.Stream)]
    assert not any(b"secret" in content for content in streams)


# --- cleaning ---------------------------------------------------------------------------------------------------------


def _action(kind: str, **more: Any) -> Dictionary:
    return Dictionary(Type=Name.Action, S=Name("/" + kind), **more)


def _link_with(**entries: Any) -> Callable[[pikepdf.Pdf], None]:
    def finish(pdf: pikepdf.Pdf) -> None:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 1, 1]), **entries)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])

    return finish


def _open_action(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = _action("JavaScript", JS=String("evil!"))


def _document_script(pdf: pikepdf.Pdf) -> None:
    tree = Dictionary(Names=Array([String("x"), _action("JavaScript", JS=String("evil!"))]))
    pdf.Root.Names = Dictionary(JavaScript=tree)


def _page_trigger(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=_action("JavaScript", JS=String("evil!")))


def _bookmark(pdf: pikepdf.Pdf) -> None:
    item = pdf.make_indirect(Dictionary(Title=String("t"), A=_action("Launch", F=String("evil!"))))
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=item, Last=item))


def _chain(pdf: pikepdf.Pdf) -> None:
    # A harmless action whose successor is not, one of them in a list, the chain closed to a loop.
    last = pdf.make_indirect(_action("JavaScript", JS=String("evil!")))
    going = pdf.make_indirect(_action("Named", N=Name.NextPage))
    going.Next = Array([last, pdf.make_indirect(_action("Named", N=Name.PrevPage, Next=going))])
    _link_with(A=going)(pdf)


def _media(pdf: pikepdf.Pdf) -> None:
    _link_with(RichMediaContent=Dictionary(X=String("evil!")))(pdf)


def _script_of_a_field(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.Fields[0].AA = Dictionary(K=_action("JavaScript", JS=String("evil!")))


FORBIDDEN: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "JavaScript (page 1)": _link_with(A=_action("JavaScript", JS=String("evil!"))),
    "Launch (page 1)": _link_with(A=_action("Launch", F=String("evil!"))),
    "SubmitForm (page 1)": _link_with(A=_action("SubmitForm", F=String("evil!"))),
    "ImportData (page 1)": _link_with(A=_action("ImportData", F=String("evil!"))),
    "ResetForm (page 1)": _link_with(A=_action("ResetForm", X=String("evil!"))),
    "GoToR (page 1)": _link_with(A=_action("GoToR", F=String("evil!"), D=Array([0, Name.Fit]))),
    "GoToE (page 1)": _link_with(A=_action("GoToE", F=String("evil!"))),
    "Rendition (page 1)": _link_with(A=_action("Rendition", JS=String("evil!"))),
    "RichMediaExecute (page 1)": _link_with(A=_action("RichMediaExecute", X=String("evil!"))),
    "Invented (page 1)": _link_with(A=_action("Invented", X=String("evil!"), O=Name.Table)),
    "Named Print (page 1)": _link_with(A=_action("Named", N=Name.Print, X=String("evil!"))),
    "URI with another scheme": _link_with(A=_action("URI", URI=String("javascript:evil!"))),
    "URI with another scheme than": _link_with(A=_action("URI", URI=String(" FILE:///evil!"))),
    "JavaScript on opening": _open_action,
    "JavaScript of the document": _document_script,
    "additional action JavaScript (page 1)": _page_trigger,
    "Launch": _bookmark,
    "JavaScript": _chain,
    "RichMediaContent (page 1)": _media,
    "additional action JavaScript": _script_of_a_field,
}


@pytest.mark.parametrize("words", FORBIDDEN)
def test_what_must_not_run_is_removed_and_named(words: str) -> None:
    data = crafted(FORBIDDEN[words], fields=["f"] if words == "additional action JavaScript" else [])
    assert _holds_evil(data)  # else the test could not fail
    result = attempt(data)
    [told] = result.diagnostics
    assert (told.code, told.place.file) == ("join-action-removed", "bad.pdf")
    assert words in told.what
    assert not _holds_evil(result.data)


def _holds_evil(data: bytes) -> bool:
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, qdf=True)
    return b"evil!" in out.getvalue()


@pytest.mark.parametrize(
    "action",
    [
        _action("URI", URI=String("https://example.org/")),
        _action("URI", URI=String("mailto:a@example.org")),
        _action("URI", URI=String("page.html#part")),
        _action("Named", N=Name.LastPage),
    ],
)
def test_what_is_harmless_stays(action: Dictionary) -> None:
    result = attempt(crafted(_link_with(A=action)))
    assert not result.diagnostics
    whole = Reading(result.data)
    assert {str(key): str(value) for key, value in whole.pdf.pages[1].Annots[0].A.items()} == {
        str(key): str(value) for key, value in action.items()
    }


def test_attached_programs_are_left_out_and_named() -> None:
    files = {"data.json": b"{}", "run.exe": b"MZ evil!", "page.HTA": b"evil!", "tricky.pdf.js. ": b"evil!"}
    result = attempt(Craft(attachments=files).data())
    [told] = result.diagnostics
    assert told.code == "join-program-removed"
    assert all(name in told.what for name in files if name != "data.json")
    assert list(Reading(result.data).attachments()) == ["data.json"]
    assert not _holds_evil(result.data)


def test_signatures_and_xfa_are_removed_and_named() -> None:
    def finish(pdf: pikepdf.Pdf) -> None:
        field = pdf.Root.AcroForm.Fields[0]
        field.FT, field.V = Name.Sig, pdf.make_indirect(Dictionary(Type=Name.Sig, Contents=String("signed")))
        pdf.Root.AcroForm.SigFlags = 3
        pdf.Root.AcroForm.XFA = pdf.make_stream(b"<xdp/>")
        pdf.Root.Perms = Dictionary(DocMDP=field.V)

    result = attempt(crafted(finish, fields=["signature"]))
    assert {d.code for d in result.diagnostics} == {"join-signature-removed", "join-xfa-removed", "join-left-out"}
    whole = Reading(result.data)
    form = whole.root.AcroForm
    assert "/V" not in form.Fields[0]
    assert "/XFA" not in form
    assert form.SigFlags == 1
