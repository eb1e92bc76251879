"""Pictures of the content -> drawings in a line of Word, with the words for those who do not see them."""

import io
import re
from pathlib import Path
from typing import Final, cast

from docx.document import Document as WordDocument
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from factsheet_builder.content.pictures.picture_conversion import UnfitPictureError, fit_picture
from factsheet_builder.content.pictures.picture_limits import picture_fault
from factsheet_builder.errors import Diagnostic, Place, RefusedError, Severity
from factsheet_builder.languages.exchange.word.word_elements import element
from factsheet_builder.project import Project
from factsheet_builder.views.figure_views import ImageView

_DRAWING: Final = ".svg"
"""What not every version of Word shows: it stands in words."""
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
        if file.suffix.lower() == _DRAWING:
            return None
        picture = self._fit(file, view.file)
        self.used.add(view.file)
        inline = self._document.part.new_pic_inline(io.BytesIO(picture), width=_WIDEST)
        if inline.extent.cy > _HIGHEST:
            inline = self._document.part.new_pic_inline(io.BytesIO(picture), height=_HIGHEST)
        inline.docPr.set("descr", view.alternative)
        inline.docPr.set("name", f"Picture {len(self.used)}")
        for inner in inline.iter():
            if str(inner.tag).endswith("}cNvPr"):  # the name of a file is of no use to a reader
                inner.set("name", re.sub(r".*/", "", view.file))
        return element("r", element("drawing", cast("BaseOxmlElement", inline)))

    def _fit(self, file: Path, name: str) -> bytes:
        """Return the picture as pages and browsers have it, which Word shows too."""
        fault = picture_fault(file)
        if not fault:
            try:
                return fit_picture(file).data
            except UnfitPictureError as error:
                fault = str(error)
        what = f"The picture cannot be shown: {fault}."
        raise RefusedError([Diagnostic(Severity.ERROR, "picture", what, "Make a simpler one.", Place(f"data/{name}"))])
