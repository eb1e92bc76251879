"""What must hold of a publication and its factsheets: one language of all content, words in place of known phrases."""

import re
from collections.abc import Iterator
from typing import Final

from factsheet_builder.builds.reporting.report_page import REPORT_PHRASES
from factsheet_builder.builds.site.site_index import SITE_PHRASES
from factsheet_builder.content.findings import finding, suggest
from factsheet_builder.content.publication import PhraseByNumber, Publication
from factsheet_builder.content.reading.reader import Read
from factsheet_builder.content.reading.yaml_source import YamlSource
from factsheet_builder.errors import Diagnostic
from factsheet_builder.languages.labels import labels
from factsheet_builder.languages.tags import is_known_tag

_NAME: Final = re.compile(r"\{(\w+)\}")


def check_language(source: YamlSource, language: str, content: str) -> list[Diagnostic]:
    """Return what is wrong with the language of a file of a project whose content is in ``content``."""
    if not isinstance(source.data, dict) or "language" not in source.data:
        return []  # it is that of the project
    place = source.place(("language",))
    if not is_known_tag(language):
        what = f"No formats of dates, numbers and lists are known for the language “{language}”."
        remedy = "Use the tag of a language that CLDR knows, as BCP 47 writes it: en-GB, fr, sr-Latn."
        return [finding("unknown-language", place, what, remedy)]
    if language != content:
        what = f"This is in “{language}”, and the content of the project in “{content}”: it has one language."
        remedy = "Correct it here, or in data/publication.yaml; what is in another language is a translation of it."
        return [finding("other-language", place, what, remedy)]
    return []


def check_words(read: Read[Publication]) -> Iterator[Diagnostic]:
    """Yield every problem of the words that a publication has in place of ours."""
    if not read.model.words:
        return
    known = {label.source: label.plural for label in labels()}
    known |= dict.fromkeys((*SITE_PHRASES, *REPORT_PHRASES), "")
    for name, words in read.model.words.items():
        place = read.source.place(("words", name))
        if name not in known:
            what = f"The program says nothing like “{name}”."
            remedy = suggest(name, set(known)) or "Write the phrase as the program says it, to the letter."
            yield finding("unknown-phrase", place, what, remedy)
        elif isinstance(words, PhraseByNumber) != bool(known[name]):
            what = f"“{name}” {'has' if known[name] else 'has no'} forms by number."
            remedy = "Give “one” and “other”." if known[name] else "Give one phrase."
            yield finding("phrase-forms", place, what, remedy)
        else:
            forms = (words.one, words.other) if isinstance(words, PhraseByNumber) else (words,)
            yield from _braces(read, name, forms)


def _braces(read: Read[Publication], name: str, forms: tuple[str, ...]) -> Iterator[Diagnostic]:
    wanted = set(_NAME.findall(name))
    for form in forms:
        rest = _NAME.sub("", form)
        if not set(_NAME.findall(form)) <= wanted or "{" in rest or "}" in rest:
            listed = ", ".join(f"{{{one}}}" for one in sorted(wanted)) or "none"
            what = f"“{form}” has a value that the phrase does not have."
            yield finding("phrase-values", read.source.place(("words", name)), what, f"The phrase has: {listed}.")
