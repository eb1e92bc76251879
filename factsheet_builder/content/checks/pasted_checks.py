"""What stands in a file and is not printed: invisible characters of pasted texts, and words that YAML takes for a comment.

The author is told where they stand.
"""

from dataclasses import replace

from factsheet_builder.characters import find_harmless
from factsheet_builder.content.checks.foreign_markup import printed_texts, texts_of
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


def comments_in_texts(source: YamlSource) -> Findings:
    """Find texts after which words stand that YAML takes for a comment, as in ``text: see case #3``."""
    for path, _ in printed_texts(source.data):
        if (place := source.comments.get(path)) and path[-1:] not in {("id",), ("kind",)}:
            rest = source.lines[place.line - 1][place.column - 1 :]
            words = rest.strip()
            place = replace(place, column=place.column + len(rest) - len(rest.lstrip()))
            begins = f"{words[:40]}…" if len(words) > 40 else words
            what = f"“{begins}” follows a text and is not printed: YAML takes it for a comment."
            remedy = "Put the text in quotation marks; if it is a comment, put it on a line of its own."
            yield finding("comment-in-text", place, what, remedy, Severity.WARNING)
