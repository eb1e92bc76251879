"""Invisible characters that pasted texts bring along: they are not printed, and the author is told where they stand."""

from collections.abc import Iterator

from factsheet_builder.characters import find_harmless
from factsheet_builder.content.findings import Findings, finding
from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.yaml_source import YamlSource
from factsheet_builder.errors import Severity


def pasted_characters(source: YamlSource) -> Findings:
    """Find texts of a file that have such characters; reading has dropped them already."""
    for path, text in _texts(source.data, ()):
        if names := find_harmless(text):
            what = f"Characters that nobody sees are not printed: {', '.join(names)}."
            remedy = "Nothing has to be done; they come from pasted text."
            yield finding("pasted-characters", source.place(path), what, remedy, Severity.NOTE)


def _texts(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    match value:
        case str():
            yield path, value
        case dict():
            for key, inner in value.items():
                yield from _texts(inner, (*path, str(key)))
        case list():
            for index, inner in enumerate(value):
                yield from _texts(inner, (*path, index))
