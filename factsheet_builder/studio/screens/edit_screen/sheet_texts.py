"""The file of a factsheet -> its text, its data and what of it can be edited; kept as long as the file says the same.

The file need not be valid, nor even be YAML: then it has no data, and its problems say why.
"""

from dataclasses import dataclass
from typing import Final

import anyio.to_thread
from starlette.exceptions import HTTPException

from factsheet_builder.builds.sources import digest
from factsheet_builder.content.reading.yaml_source import Data, YamlSource, read_yaml_text
from factsheet_builder.errors import ContentError, Diagnostic, Place, Severity, SurroundingsError
from factsheet_builder.studio.forms.handles import Handle, passages_to_edit
from factsheet_builder.studio.server.studio import Studio

_MOST_KEPT: Final = 24
_MARK: Final = "\ufeff"


@dataclass(frozen=True)
class SheetText:
    """A factsheet as its file is now."""

    name: str
    file: str
    """Its file, as the project calls it."""
    text: str
    digest: str
    source: YamlSource | None
    """What it says; nothing where it is no YAML."""
    problems: tuple[Diagnostic, ...]
    """Why it is none."""
    handles: tuple[Handle, ...]

    @property
    def data(self) -> Data:
        """What the file says, nothing where it is no YAML."""
        return self.source.data if self.source else None

    @property
    def title(self) -> str:
        """What the factsheet is called."""
        words = self.data.get("short_title") if isinstance(self.data, dict) else None
        return words if isinstance(words, str) and words else self.name

    def handle(self, key: str) -> Handle | None:
        """Return what has a key."""
        return next((handle for handle in self.handles if handle.key == key), None)


class SheetTexts:
    """The factsheets of a studio's project."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._kept: dict[tuple[str, str], SheetText] = {}

    async def read(self, name: str) -> SheetText:
        """Return a factsheet as its file is now; there is none of a name that the project does not have (404).

        Raises:
            SurroundingsError: the file cannot be read.
        """
        project = self._studio.project
        if name not in await anyio.to_thread.run_sync(project.factsheet_names):
            raise HTTPException(404)
        path = project.factsheet_path(name)
        file = project.relative(path)
        try:
            raw = await anyio.to_thread.run_sync(path.read_bytes)
        except OSError as error:
            what = f"{file} cannot be read: {error.strerror or error}."
            raise SurroundingsError.of("unreadable", what, "Check its permissions.", Place(file)) from error
        key = (name, digest(raw))
        if key not in self._kept:
            self._kept[key] = await self.taken_apart(name, file, raw, key[1])
            for old in list(self._kept)[:-_MOST_KEPT]:
                del self._kept[old]
        return self._kept[key]

    async def taken_apart(self, name: str, file: str, raw: bytes, mark: str) -> SheetText:
        """Return what the bytes of a file say."""
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            problem = Diagnostic(
                Severity.ERROR,
                "not-utf8",
                "The file is not UTF-8.",
                "Save it again with the encoding UTF-8.",
                Place(file),
            )
            return SheetText(name, file, "", mark, None, (problem,), ())
        found = await self._studio.beside(read_parts, text, file)
        return SheetText(name, file, text, mark, *found)


def read_parts(text: str, file: str) -> tuple[YamlSource | None, tuple[Diagnostic, ...], tuple[Handle, ...]]:
    """Return the data of a text, why it has none, and what of it can be edited."""
    try:
        source = read_yaml_text(text.removeprefix(_MARK), file)
    except ContentError as error:
        return None, error.diagnostics, ()
    if not isinstance(source.data, dict):
        problem = Diagnostic(
            Severity.ERROR, "no-factsheet", "The file is no factsheet.", "Restore it.", Place(file, 1, 1)
        )
        return None, (problem,), ()
    return source, (), passages_to_edit(source.data)
