"""Problems to plant into a good press file, one function for each, with the code that the check owes."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from PIL import ImageCms
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
)

Change = Callable[[PdfWriter], None]


def change_file(pdf: bytes, change: Change) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(pdf))
    change(writer)
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def name(value: str) -> NameObject:
    return NameObject(value)


def array(*values: float) -> ArrayObject:
    return ArrayObject(FloatObject(value) for value in values)


def page_of(writer: PdfWriter) -> Any:
    return writer.pages[0]


def append(writer: PdfWriter, operators: bytes) -> None:
    """Add operators to the end of the first page."""
    page = page_of(writer)
    stream = DecodedStreamObject()
    stream.set_data(page["/Contents"].get_data() + b"\n" + operators)
    page[name("/Contents")] = writer._add_object(stream)


def add_resource(writer: PdfWriter, kind: str, key: str, value: Any) -> None:
    resources = page_of(writer)["/Resources"]
    if kind not in resources:
        resources[name(kind)] = DictionaryObject()
    resources[kind][name(key)] = value


def stream_of(writer: PdfWriter, data: bytes, **entries: Any) -> Any:
    stream = DecodedStreamObject()
    stream.set_data(data)
    stream.update({name(f"/{key}"): value for key, value in entries.items()})
    return writer._add_object(stream)


def form(writer: PdfWriter, data: bytes) -> Any:
    return stream_of(writer, data, Type=name("/XObject"), Subtype=name("/Form"), BBox=array(0, 0, 1, 1))


def set_rgb(writer: PdfWriter) -> None:
    append(writer, b"q 1 0 0 rg 99 99 9 9 re f Q")


def set_rgb_in_form(writer: PdfWriter) -> None:
    add_resource(writer, "/XObject", "/bad", form(writer, b"0 1 0 RG 99 99 9 9 re S"))
    append(writer, b"q 9 0 0 9 99 99 cm /bad Do Q")


def set_rgb_in_pattern(writer: PdfWriter) -> None:
    pattern = stream_of(
        writer,
        b"1 0 0 rg 0 0 2 2 re f",
        PatternType=NumberObject(1),
        PaintType=NumberObject(1),
        TilingType=NumberObject(1),
        BBox=array(0, 0, 4, 4),
        XStep=NumberObject(4),
        YStep=NumberObject(4),
        Resources=DictionaryObject(),
    )
    add_resource(writer, "/Pattern", "/bad", pattern)
    append(writer, b"/Pattern cs /bad scn 99 99 9 9 re f")


def set_rgb_in_mask(writer: PdfWriter) -> None:
    mask = DictionaryObject({name("/S"): name("/Luminosity"), name("/G"): form(writer, b"1 0 0 rg 99 99 9 9 re f")})
    add_resource(writer, "/ExtGState", "/bad", DictionaryObject({name("/SMask"): mask}))
    append(writer, b"/bad gs")


def set_rgb_in_glyph(writer: PdfWriter) -> None:
    glyph = stream_of(writer, b"9 0 d0 0 0 1 rg 99 99 9 9 re f")
    font = {"/Type": name("/Font"), "/Subtype": name("/Type3"), "/CharProcs": DictionaryObject({name("/a"): glyph})}
    add_resource(writer, "/Font", "/bad", DictionaryObject({name(key): value for key, value in font.items()}))
    append(writer, b"BT /bad 9 Tf (a) Tj ET")


def shading(space: str, *ends: tuple[float, ...]) -> DictionaryObject:
    function = DictionaryObject({name("/FunctionType"): NumberObject(2), name("/N"): NumberObject(1)})
    function.update({name(f"/C{index}"): array(*end) for index, end in enumerate(ends)})
    return DictionaryObject(
        {name("/ShadingType"): NumberObject(2), name("/ColorSpace"): name(space), name("/Function"): function}
    )


def set_rgb_shading(writer: PdfWriter) -> None:
    add_resource(writer, "/Shading", "/bad", shading("/DeviceRGB", (0, 0, 0), (1, 1, 1)))
    append(writer, b"/bad sh")


def set_heavy_colour(writer: PdfWriter) -> None:
    append(writer, b"q 1 1 0.8 0.3 K 99 99 9 9 re S Q")


def set_heavy_shading(writer: PdfWriter) -> None:
    add_resource(writer, "/Shading", "/bad", shading("/DeviceCMYK", (1, 1, 1, 0.5), (0, 0, 0, 0)))
    append(writer, b"/bad sh")


def image(writer: PdfWriter, space: Any) -> Any:
    size = {"Width": NumberObject(1), "Height": NumberObject(1), "BitsPerComponent": NumberObject(8)}
    return stream_of(writer, b"\0\0\0", Type=name("/XObject"), Subtype=name("/Image"), ColorSpace=space, **size)


def set_rgb_image(writer: PdfWriter) -> None:
    add_resource(writer, "/XObject", "/bad", image(writer, name("/DeviceRGB")))
    append(writer, b"q 9 0 0 9 99 99 cm /bad Do Q")


def set_indexed_rgb_image(writer: PdfWriter) -> None:
    space = [name("/Indexed"), name("/DeviceRGB"), NumberObject(0), ByteStringObject(b"abc")]
    add_resource(writer, "/XObject", "/bad", image(writer, ArrayObject(space)))
    append(writer, b"q 9 0 0 9 99 99 cm /bad Do Q")


def set_rgb_profile(writer: PdfWriter) -> None:
    profile = stream_of(writer, b"x", N=NumberObject(3))
    add_resource(writer, "/ColorSpace", "/bad", ArrayObject([name("/ICCBased"), profile]))
    append(writer, b"/bad cs 0 0 0 scn")


def set_lab_spot(writer: PdfWriter) -> None:
    lab = ArrayObject([name("/Lab"), DictionaryObject({name("/WhitePoint"): array(1, 1, 1)})])
    add_resource(writer, "/ColorSpace", "/bad", ArrayObject([name("/Separation"), name("/Gold"), lab, NumberObject(0)]))


def draw(operators: bytes) -> Change:
    return lambda writer: append(writer, b"q %b Q" % operators)


def draw_image_at_edge(writer: PdfWriter) -> None:
    add_resource(writer, "/XObject", "/edge", image(writer, name("/DeviceCMYK")))
    append(writer, b"q 99 0 0 99 400 300 cm 0 0 0.2 1 re W n /edge Do Q")


def set_inline_rgb_image(writer: PdfWriter) -> None:
    append(writer, b"BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI")


def leave_rgb_image_unused(writer: PdfWriter) -> None:
    page_of(writer)[name("/Leftover")] = image(writer, name("/DeviceRGB"))


def blend_in_rgb(writer: PdfWriter) -> None:
    group = DictionaryObject({name("/S"): name("/Transparency"), name("/CS"): name("/DeviceGray")})
    page_of(writer)[name("/Group")] = group


def blend_nowhere(writer: PdfWriter) -> None:
    del page_of(writer)["/Group"]


def blend_group_in_grey(writer: PdfWriter) -> None:
    group = form(writer, b"")
    group.get_object()[name("/Group")] = DictionaryObject({name("/CS"): name("/DeviceGray")})
    add_resource(writer, "/XObject", "/bad", group)
    append(writer, b"q 9 0 0 9 99 99 cm /bad Do Q")


def set_box(key: str, *edges: float) -> Change:
    def change(writer: PdfWriter) -> None:
        page_of(writer)[name(key)] = array(*edges)

    return change


def drop_trim_box(writer: PdfWriter) -> None:
    del page_of(writer)["/TrimBox"]


def set_text(operators: bytes) -> Change:
    def change(writer: PdfWriter) -> None:
        font = next(iter(page_of(writer)["/Resources"]["/Font"]))
        append(writer, b"BT %b 9 Tf %b <0001> Tj ET" % (font.encode(), operators))

    return change


def add_annotation(*rectangle: float) -> Change:
    def change(writer: PdfWriter) -> None:
        link = DictionaryObject({name("/Subtype"): name("/Link"), name("/Rect"): array(*rectangle)})
        page_of(writer)[name("/Annots")] = ArrayObject([writer._add_object(link)])

    return change


def root_of(writer: PdfWriter) -> Any:
    return writer.root_object


def drop_intent(writer: PdfWriter) -> None:
    del root_of(writer)["/OutputIntents"]


def set_rgb_intent(writer: PdfWriter) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    root_of(writer)["/OutputIntents"][0].get_object()[name("/DestOutputProfile")] = stream_of(writer, profile)


def drop_identifier(writer: PdfWriter) -> None:
    del root_of(writer)["/OutputIntents"][0].get_object()["/OutputConditionIdentifier"]


def say_other_version(writer: PdfWriter) -> None:
    packet = root_of(writer)["/Metadata"].get_data().replace(b"PDF/X-4", b"PDF/X-3")
    root_of(writer)[name("/Metadata")] = stream_of(writer, packet, Type=name("/Metadata"), Subtype=name("/XML"))


def compress_metadata(writer: PdfWriter) -> None:
    stream: StreamObject = root_of(writer)["/Metadata"]
    root_of(writer)[name("/Metadata")] = writer._add_object(stream.flate_encode())


def drop_trapped(writer: PdfWriter) -> None:
    info: Any = writer._info
    del info["/Trapped"]


def add_script(writer: PdfWriter) -> None:
    tree = DictionaryObject({name("/Names"): ArrayObject()})
    root_of(writer)[name("/Names")] = DictionaryObject({name("/JavaScript"): tree})


def add_form(writer: PdfWriter) -> None:
    root_of(writer)[name("/AcroForm")] = DictionaryObject()


def use_bare_font(writer: PdfWriter) -> None:
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    bare = DictionaryObject({name(key): name(value) for key, value in font.items()})
    add_resource(writer, "/Font", "/bare", writer._add_object(bare))


def leave(writer: PdfWriter) -> None:
    writer.metadata = dict(writer.metadata or {})


PROBLEMS: list[tuple[Change, str]] = [
    (set_rgb, "press-screen-colour"),
    (set_rgb_in_form, "press-screen-colour"),
    (set_rgb_in_pattern, "press-screen-colour"),
    (set_rgb_in_mask, "press-screen-colour"),
    (set_rgb_in_glyph, "press-screen-colour"),
    (set_rgb_shading, "press-screen-colour"),
    (set_rgb_image, "press-screen-colour"),
    (set_indexed_rgb_image, "press-screen-colour"),
    (set_rgb_profile, "press-screen-colour"),
    (set_lab_spot, "press-screen-colour"),
    (set_inline_rgb_image, "press-screen-colour"),
    (leave_rgb_image_unused, "press-screen-colour"),
    (blend_in_rgb, "press-blend-space"),
    (blend_nowhere, "press-blend-space"),
    (blend_group_in_grey, "press-blend-space"),
    (set_heavy_shading, "press-ink-limit"),
    (set_heavy_colour, "press-ink-limit"),
    (set_text(b"0.8 0.7 0.5 0.8 k"), "press-rich-black"),
    (set_text(b"0 0 0 1 k"), "press-black-knocks-out"),
    (set_box("/BleedBox", -100, -100, 600, 800), "press-boxes press-short-bleed"),
    (set_box("/BleedBox", 0, 0, 419.5276, 595.2756), "press-boxes"),
    (set_box("/TrimBox", 9, 0, 419.5276, 595.2756), "press-boxes"),
    (set_box("/MediaBox", 0, 0, 419.5276, 595.2756), "press-boxes"),
    (drop_trim_box, "press-boxes"),
    (draw(b"0 0 0 0.2 k 0 100 50 50 re f"), "press-short-bleed"),
    (draw(b"0 0 0 0.2 k -4 100 50 50 re f"), "press-short-bleed"),
    (draw(b"1 0 0 1 -1 0 cm 0.5 0 0 0.5 0 0 cm 0 1 0 0 k 2 100 m 90 100 l 90 200 l h f"), "press-short-bleed"),
    (draw(b"0 100 50 50 re W n 0 1 0 0 k -9 0 300 300 re f"), "press-short-bleed"),
    (draw_image_at_edge, "press-short-bleed"),
    (add_annotation(10, 10, 50, 20), "press-annotation"),
    (add_annotation(-20, 10, -5, 20), "press-annotation"),
    (drop_intent, "press-intent"),
    (set_rgb_intent, "press-intent"),
    (drop_identifier, "press-intent"),
    (say_other_version, "press-metadata"),
    (compress_metadata, "press-metadata"),
    (drop_trapped, "press-metadata"),
    (add_script, "press-action"),
    (add_form, "press-action"),
    (use_bare_font, "press-font"),
]
