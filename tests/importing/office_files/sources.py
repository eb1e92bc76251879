"""Texts that LibreOffice turns into the Word files of this folder: ``python -m tests.importing.office_files.sources FOLDER``.

Each is a flat OpenDocument text with the styles and marks that a family of documents has, written by hand for this purpose.
"""

import sys
from pathlib import Path
from typing import Final

_SPACES: Final = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_STYLE: Final = (
    '<style:style style:name="{name}" style:display-name="{shown}" style:family="paragraph"'
    ' style:parent-style-name="Standard"{more}/>'
)
_SHARED: Final = (
    '<style:style style:name="Standard" style:family="paragraph"/>'
    + _STYLE.format(name="Title", shown="Title", more="")
    + _STYLE.format(name="Caption", shown="Caption", more="")
    + _STYLE.format(name="Heading_20_1", shown="Heading 1", more=' style:default-outline-level="1"')
    + _STYLE.format(name="Heading_20_2", shown="Heading 2", more=' style:default-outline-level="2"')
)
_LOOKS: Final = """
<style:style style:name="Bold" style:family="text"><style:text-properties
 fo:font-weight="bold" style:font-weight-complex="bold"/></style:style>
<style:style style:name="Raised" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="Low" style:family="text"><style:text-properties style:text-position="sub 58%"/></style:style>
<style:style style:name="Struck" style:family="text"><style:text-properties style:text-line-through-style="solid"/>
</style:style>
<style:style style:name="Large" style:family="paragraph" style:parent-style-name="Standard">
<style:text-properties fo:font-weight="bold" fo:font-size="14pt"/></style:style>
<style:style style:name="Huge" style:family="paragraph" style:parent-style-name="Standard">
<style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-weight="bold" fo:font-size="20pt"/>
</style:style>
<style:style style:name="Rtl" style:family="paragraph" style:parent-style-name="Standard">
<style:paragraph-properties style:writing-mode="rl-tb" fo:text-align="start"/></style:style>
<text:list-style style:name="Numbers">
<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="." text:start-value="12"/>
<text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>
</text:list-style>
<text:list-style style:name="Dashes"><text:list-level-style-bullet text:level="1" text:bullet-char="–"/></text:list-style>
"""
_CHANGES: Final = "".join(
    f'<text:changed-region xml:id="{name}"><text:{kind}><office:change-info><dc:creator>Delegation</dc:creator>'
    f"<dc:date>2024-01-01T00:00:00</dc:date></office:change-info>{words}</text:{kind}></text:changed-region>"
    for name, kind, words in (("c1", "insertion", ""), ("c2", "deletion", "<text:p>old </text:p>"))
)


def _document(body: str, styles: str = "", changes: str = "") -> str:
    spaces = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _SPACES.items())
    tracked = f"<text:tracked-changes>{changes}</text:tracked-changes>" if changes else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {spaces} office:version="1.3"'
        ' office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:styles>{_SHARED}{styles}</office:styles><office:automatic-styles>{_LOOKS}</office:automatic-styles>"
        f"<office:body><office:text>{tracked}{body}</office:text></office:body></office:document>\n"
    )


def _p(words: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def _h(words: str, level: int = 1) -> str:
    return f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">{words}</text:h>'


def _span(words: str, style: str) -> str:
    return f'<text:span text:style-name="{style}">{words}</text:span>'


def _note(number: int, words: str) -> str:
    citation = f"<text:note-citation>{number}</text:note-citation>"
    body = f"<text:note-body><text:p>{words}</text:p></text:note-body>"
    return f'<text:note text:id="n{number}" text:note-class="footnote">{citation}{body}</text:note>'


def _list(*items: str, style: str = "", more: str = "") -> str:
    named = f' text:style-name="{style}"' if style else ""
    inner = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    return f"<text:list{named}{more}>{inner}</text:list>"


def _cell(words: str, span: int = 1) -> str:
    covered = "<table:covered-table-cell/>" * (span - 1)
    wide = f' table:number-columns-spanned="{span}"' if span > 1 else ""
    return f"<table:table-cell{wide}><text:p>{words}</text:p></table:table-cell>{covered}"


def _numbered() -> str:
    first = _p("The Committee looked at drawers" + _note(1, "Drawers are kept in rooms of the secretariat.") + ".")
    second = _p("Three kinds were seen:") + _list(_p("small ones;"), _p("large ones."))
    third = _p(
        f"The Committee {_span('requests', 'Bold')} Croatia, Malta and Ukraine to count them"
        + _note(2, "Recommendation III-1.")
        + "."
    )
    return _document(
        _p("SAMPLE MEASURES", "Title")
        + _h("Introduction")
        + _list(first, second, style="Numbers", more=' xml:id="list1"')
        + _h("Recommendations", 2)
        + _list(third, style="Numbers", more=' text:continue-list="list1"')
        + _p("A line<text:line-break/>and a co‑ordinated one, with a soft\u00adhyphen and<text:tab/>a tab.")
    )


def _typed() -> str:
    lines = (
        _p("SAMPLE MEASURES", "Huge"),
        _p("Introduction", "Large"),
        _p("1. All Parties have drawers."),
        _p(f"2. Some have shelves{_span('1', 'Raised')}."),
        _p("What was found", "Large"),
        _p("3. There are three kinds:"),
        *map(_p, ("(a) small ones;", "(b) large ones;", "(c) others.")),
        _p(f"{_span('1', 'Raised')} Shelves are open on one side."),
    )
    return _document("".join(lines))


def _arabic() -> str:
    words = f"نظرت اللجنة في {_span('الأدراج', 'Bold')}{_note(1, 'تحفظ الأدراج في الخزائن.')} لدى 43 طرفا (Article 7)."
    items = _list(_p("الصغيرة؛", "Rtl"), _p("الكبيرة.", "Rtl"), style="Dashes")
    return _document(_p("تدابير نموذجية", "Title") + _h("مقدمة") + _p(words, "Rtl") + items)


def _revised() -> str:
    comment = (
        "<office:annotation><dc:creator>Delegation of Malta</dc:creator><dc:date>2024-01-01T00:00:00</dc:date>"
        "<text:p>Not all of them.</text:p></office:annotation>"
    )
    change = (
        '<text:change text:change-id="c2"/><text:change-start text:change-id="c1"/>new '
        '<text:change-end text:change-id="c1"/>'
    )
    box = (
        '<draw:frame draw:name="F" text:anchor-type="paragraph" svg:width="4cm"><draw:text-box fo:min-height="1cm">'
        "<text:p>Words in a box.</text:p></draw:text-box></draw:frame>"
    )
    link = '<text:a xlink:type="simple" xlink:href="https://example.org/a?b=1&amp;c=2">this page</text:a>'
    head = f"<table:table-row>{_cell('Measure')}{_cell('Years', 2)}</table:table-row>"
    row = f"<table:table-row>{_cell('Drawers')}{_cell('3')}{_cell('4')}</table:table-row>"
    table = (
        '<table:table table:name="T"><table:table-column table:number-columns-repeated="3"/>'
        f"<table:table-header-rows>{head}</table:table-header-rows>{row}</table:table>"
    )
    return _document(
        _p("SAMPLE MEASURES", "Title")
        + _h("Introduction")
        + _p(f"All Parties have {change}drawers{comment} of H{_span('2', 'Low')}O and {_span('no', 'Struck')} wood.")
        + _p(f"See {link}.{box}")
        + _p("Drawers by year", "Caption")
        + table,
        changes=_CHANGES,
    )


def _in_language(title: str, first: str, second: str, words: tuple[str, str, str, str, str]) -> str:
    names = {"A": title, "B": first, "C": second}
    styles = "".join(_STYLE.format(name=name, shown=shown, more="") for name, shown in names.items())
    paragraphs = zip(words, ("A", "B", "Standard", "C", "Standard"), strict=True)
    return _document("".join(_p(*pair) for pair in paragraphs), styles)


SOURCES: Final = {
    "numbered": _numbered(),
    "typed": _typed(),
    "arabic": _arabic(),
    "revised": _revised(),
    "styles-de": _in_language("Titel", "Überschrift 1", "Überschrift 2", (
        "MUSTERMASSNAHMEN", "Einleitung", "Alle haben Schubladen.", "Was gefunden wurde", "Drei Arten.",
    )),
    "styles-fr": _in_language("Titre", "Titre 1", "Titre 2", (
        "MESURES D’ESSAI", "Introduction", "Toutes ont des tiroirs.", "Constats", "Trois sortes.",
    )),
}  # fmt: skip


def main(folder: Path) -> None:
    for name, text in SOURCES.items():
        (folder / f"{name}.fodt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
