"""The data of a factsheet × what was odd in its file -> YAML as people write it, what was odd as comments in its place."""

import textwrap
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from factsheet_builder.characters import show_hidden
from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.yaml_source import Data, YamlSource, read_yaml_text, write_yaml
from factsheet_builder.importing.drafting import Draft
from factsheet_builder.importing.pieces import Oddity

_WIDTH: Final = 118
_HEAD: Final = """\
# yaml-language-server: $schema=../schemas/factsheet.schema.json
#
# Imported from {file}. What the importer did not understand, or left out, stands as a comment where it belongs:
# settle it, then delete the comment. Inline marks: **strong**, *emphasis*, [words](address), [^note] to call a note.
"""


def write_draft(draft: Draft, oddities: Iterable[Oddity], file: str) -> str:
    """Return a draft as YAML with its comments; ``file`` is what it was imported from."""
    places: dict[Path, list[str]] = defaultdict(list)
    for odd in oddities:
        places[_path_of(odd, draft)].append(said_of(odd))
    head = _HEAD.format(file=show_hidden(file))
    whole = "".join(comment_lines(said, 0) for said in places.pop((), ()))
    text = write_yaml(draft.data, is_content=True)
    return head + (f"#\n{whole}" if whole else "") + "\n" + with_comments(text, places)


def said_of(odd: Oddity) -> str:
    """Return what is odd as the words of a comment."""
    where = f"Paragraph {odd.number}: " if odd.number and not odd.note else ""
    return f"{where}{odd.what} {odd.remedy} ({odd.code})"


def passage_of(odd: Oddity, draft: Draft) -> str:
    """Return the id of the block or note that something odd stands in, or nothing."""
    value: Data = draft.data
    path = _path_of(odd, draft)
    for key in path:
        value = value[key]  # type: ignore[index]
    return str(value.get("id", "")) if path and isinstance(value, dict) else ""


def _path_of(odd: Oddity, draft: Draft) -> Path:
    if odd.note:
        return draft.notes.get(odd.note, ())
    if not odd.number:
        return ()
    best: Path = ()
    for path, number in draft.origins.items():
        if 0 < number <= odd.number:
            best = path
    return best


def with_comments(text: str, comments: Mapping[Path, list[str]]) -> str:
    """Return YAML with comments above the values at their paths."""
    return with_lines(read_yaml_text(text, "draft"), comments)


def with_lines(source: YamlSource, comments: Mapping[Path, list[str]]) -> str:
    """Return the text of ``source`` with comments above the lines where values begin."""
    lines = list(source.lines)
    places = sorted(((source.place(path).line, path) for path in comments), reverse=True)
    for line, path in places:
        indent = len(lines[line - 1]) - len(lines[line - 1].lstrip())
        said = "".join(comment_lines(words, indent) for words in comments[path])
        lines[line - 1 : line - 1] = said.rstrip("\n").split("\n")
    return "\n".join(lines)


def comment_lines(words: str, indent: int) -> str:
    """Return words as a comment of as many lines as they need."""
    start = f"{' ' * indent}# "
    plain = " ".join(show_hidden(words).split())
    lines = textwrap.wrap(plain, _WIDTH - indent, break_long_words=False, break_on_hyphens=False) or [""]
    return "".join(f"{start}{line}\n" for line in lines)
