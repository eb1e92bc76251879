"""Invisible characters that pasted texts bring along: they are not printed, and the author is told where they stand."""

from factsheet_builder.characters import find_harmless
from factsheet_builder.content.checks.foreign_markup import texts_of
from factsheet_builder.content.findings import Findings, finding
from factsheet_builder.content.reading.yaml_source import YamlSource
from factsheet_builder.errors import Severity


def pasted_characters(source: YamlSource) -> Findings:
    """Find texts of a file that have such characters; reading has dropped them already."""
    for path, text in texts_of(source.data):
        if names := find_harmless(text):
            what = f"Characters that nobody sees are not printed: {', '.join(names)}."
            remedy = "Nothing has to be done; they come from pasted text."
            yield finding("pasted-characters", source.place(path), what, remedy, Severity.NOTE)
