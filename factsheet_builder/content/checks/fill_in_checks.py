"""What a project began with and nobody has replaced yet: each text that says so of itself."""

from typing import Final

from factsheet_builder.content.checks.foreign_markup import texts_of
from factsheet_builder.content.findings import Findings, finding
from factsheet_builder.content.reading.yaml_source import YamlSource
from factsheet_builder.errors import Severity

MARK: Final = "TO FILL IN"
"""What starters of files have where something is to be filled in."""


def left_to_fill_in(source: YamlSource) -> Findings:
    """Find what is still to be filled in."""
    for path, text in texts_of(source.data):
        if MARK in text:
            what = f"This is still to be filled in: {text.removeprefix(MARK).lstrip(' ,:') or 'it has no words yet'}."
            yield finding("to-fill-in", source.place(path), what, "Put what you mean in its place.", Severity.WARNING)
