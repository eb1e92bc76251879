"""Pictures of the content -> drawings in a line of Word, with the words for those who do not see them."""

import re
from typing import Final, cast

from docx.document import Document as WordDocument
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from factsheet_builder.content.pictures import picture_fault
from factsheet_builder.errors import Diagnostic, Place, RefusedError, Severity
from factsheet_builder.languages.exchange.word.word_elements import element
from factsheet_builder.project import Project
from factsheet_builder.views.figure_views import ImageView

_KINDS: Final = frozenset({".png", ".jpg", ".jpeg"})
"""Pictures that every version of Word shows; others stand in words."""
_WIDEST: Final = Mm(150)
_HIGHEST: Final = Mm(180)


class PicturePlacer:
    """Puts pictures into a document."""

    def __init__(self, document: WordDocument, project: Project) -> None:
        self._document, self._project = document, project
        self.used: set[str] = set()
        """Paths inside ``data`` of the pictures that were read."""

    def run(self, view: ImageView) -> BaseOxmlElement | None:
        """Return a run with the picture, or nothing for one that Word does not show."""
        file = self._project.asset(view.file)
        if file.suffix.lower() not in _KINDS:
            return None
        if fault := picture_fault(file):
            what = f"The picture cannot be shown: {fault}."
            place = Place(f"data/{view.file}")
            raise RefusedError([Diagnostic(Severity.ERROR, "picture", what, "Make a simpler one.", place)])
        self.used.add(view.file)
        inline = self._document.part.new_pic_inline(str(file), width=_WIDEST)
        if inline.extent.cy > _HIGHEST:
            inline = self._document.part.new_pic_inline(str(file), height=_HIGHEST)
        inline.docPr.set("descr", view.alternative)
        inline.docPr.set("name", f"Picture {len(self.used)}")
        for inner in inline.iter():
            if str(inner.tag).endswith("}cNvPr"):  # the name of a file is of no use to a reader
                inner.set("name", re.sub(r".*/", "", view.file))
        return element("r", element("drawing", cast("BaseOxmlElement", inline)))
