"""Pages of two PDFs are matched, and what looks different is found in their pictures."""

from io import BytesIO

from PIL import Image, ImageDraw

from factsheet_builder.pdf.reading.page_comparison import PageLook, PagePair, compare_pages, framed

DPI = 72
WORDS = {
    name: f"{name} " + " ".join(f"{name}{number} tells of something else" for number in range(40)) for name in "abcdef"
}


def look(name: str, folio: str = "", *marks: tuple[int, int, int, int]) -> PageLook:
    """A page of its own words, with its number at the foot and black ``marks``."""
    image = Image.new("RGB", (595, 842), "white")
    drawing = ImageDraw.Draw(image)
    drawing.rectangle((100, 100, 100 + 50 * (ord(name) - 96), 130), fill="navy")
    drawing.text((500, 820), folio, fill="black")
    for mark in marks:
        drawing.rectangle(mark, fill="black")
    stream = BytesIO()
    image.save(stream, "PNG")
    return PageLook(stream.getvalue(), WORDS[name])


def pages(names: str, of: int = 0) -> list[PageLook]:
    return [look(name, f"{number} / {of or len(names)}") for number, name in enumerate(names, 1)]


def numbers(pairs: tuple[PagePair, ...]) -> list[tuple[int, int, bool]]:
    return [(pair.before, pair.now, pair.is_same) for pair in pairs]


def test_the_same_pages_are_the_same() -> None:
    assert numbers(compare_pages(pages("abc"), pages("abc"), DPI)) == [(1, 1, True), (2, 2, True), (3, 3, True)]


def test_a_page_put_in_makes_no_other_one_different() -> None:
    found = compare_pages(pages("abcd"), pages("abecd"), DPI)
    assert numbers(found) == [(1, 1, True), (2, 2, True), (0, 3, False), (3, 4, True), (4, 5, True)]


def test_a_page_left_out_makes_no_other_one_different() -> None:
    found = compare_pages(pages("abecd"), pages("abcd"), DPI)
    assert numbers(found) == [(1, 1, True), (2, 2, True), (3, 0, False), (4, 3, True), (5, 4, True)]


def test_places_that_look_different_are_named_apart_and_near_ones_together() -> None:
    before = [look("a"), look("b")]
    now = [look("a"), look("b", "", (100, 300, 130, 310), (135, 300, 160, 310), (400, 600, 420, 612))]
    (_, pair) = compare_pages(before, now, DPI)
    assert len(pair.areas) == 2
    first, second = pair.areas
    assert (first.left, first.top, first.right, first.bottom) == (96, 296, 168, 312)
    assert second.top == 600
    picture = Image.open(BytesIO(framed(now[1].picture, pair.areas, DPI)))
    assert picture.getpixel((94, 300)) == (155, 28, 49)


def test_another_number_is_a_difference_where_pages_are_counted_as_before() -> None:
    (pair,) = compare_pages([look("a", "1 / 1")], [look("a", "8 / 1")], DPI)
    assert not pair.is_same
    assert pair.areas[0].top > 800


def test_a_page_of_other_words_is_another_page() -> None:
    assert numbers(compare_pages([look("a")], [look("f")], DPI)) in (
        [(1, 0, False), (0, 1, False)],
        [(0, 1, False), (1, 0, False)],
    )


def test_pages_of_another_size_are_different_where_one_has_nothing() -> None:
    wide = Image.new("RGB", (842, 595), "white")
    stream = BytesIO()
    wide.save(stream, "PNG")
    (pair,) = compare_pages([look("a")], [PageLook(stream.getvalue(), WORDS["a"])], DPI)
    assert not pair.is_same


def test_many_places_are_few_with_the_last_around_the_rest() -> None:
    marks = [(40 + 90 * (n % 6), 150 + 100 * (n // 6), 50 + 90 * (n % 6), 160 + 100 * (n // 6)) for n in range(24)]
    (pair,) = compare_pages([look("a")], [look("a", "", *marks)], DPI)
    assert len(pair.areas) == 12
