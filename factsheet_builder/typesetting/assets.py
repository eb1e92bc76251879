"""What the engine may open: fonts of the cache and files inside ``data``, by addresses of our own; nothing else.

Every other address is refused and fails the typesetting, whatever content, stylesheet or SVG image asked for it. So the
bytes of a PDF don't depend on the folder it is built in, and hostile content can't reach files or the network.
"""

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

from factsheet_builder.content.pictures.picture_conversion import KINDS, UnfitPictureError, fit_picture
from factsheet_builder.content.pictures.picture_limits import picture_fault
from factsheet_builder.errors import FactsheetError
from factsheet_builder.project import Project

_FONT = "font/ttf"


class AssetFetcher(URLFetcher):  # type: ignore[misc]
    """Serves ``asset:/fonts/NAME`` and ``asset:/data/PATH``."""

    def __init__(self, project: Project, fonts: dict[str, Path]) -> None:
        super().__init__(allowed_protocols=("asset",), allow_redirects=False, fail_on_errors=True)
        self._project, self._fonts = project, fonts
        self.opened: set[str] = set()
        """The files inside ``data`` that were opened, by their paths from there."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ANN401, ARG002
        """Return the file behind ``url``; raises ``ValueError`` for any other address, which the engine passes on."""
        parts = urlsplit(url)
        path = unquote(parts.path)
        if parts.scheme != "asset" or parts.netloc or parts.query:
            raise ValueError(f"the address {url[:200]} is not allowed")
        folder, _, name = path.removeprefix("/").partition("/")
        file = self._fonts.get(name) if folder == "fonts" else None
        if folder == "data":
            try:
                file = self._project.asset(name)
            except FactsheetError as error:
                raise ValueError(str(error)) from error
            self.opened.add(name)
            # Stylesheets and templates name pictures too, which no check of the content sees.
            if fault := picture_fault(file):
                raise ValueError(f"the picture data/{name} cannot be printed: {fault}")
        if file is None:
            raise ValueError(f"the address {url[:200]} is not allowed")
        data, kind = _as_printed(file, name)
        return URLFetcherResponse(url, data, {"Content-Type": kind})


def _as_printed(file: Path, name: str) -> tuple[bytes, str]:
    if file.suffix.lower() not in KINDS:
        return file.read_bytes(), _FONT if file.suffix.lower() == ".ttf" else "application/octet-stream"
    try:
        picture = fit_picture(file)
    except UnfitPictureError as error:
        raise ValueError(f"the picture data/{name} cannot be printed: {error}") from error
    return picture.data, picture.kind
