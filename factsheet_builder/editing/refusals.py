"""Why an edit cannot be made, in words."""

from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.yaml_source import YamlSource
from factsheet_builder.errors import ContentError, FactsheetError


def cannot_edit(source: YamlSource, path: Path) -> FactsheetError:
    """Return that a value cannot be written without changing lines of others."""
    what = f"“{named(path)}” cannot be changed here without changing lines that are not its own."
    remedy = "Change it in an editor for text."
    return ContentError.of("cannot-edit", what, remedy, source.place(path))


def not_there(source: YamlSource, path: Path) -> FactsheetError:
    """Return that there is nothing at a path."""
    what = f"There is no “{named(path)}” in the file any more."
    return ContentError.of("no-value", what, "Read the file again.", source.place(path))


def named(path: Path) -> str:
    """Return a path as people read it: ``blocks[3].text``, its entries counted from 1."""
    said = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
    return said.removeprefix(".") or "the whole file"
