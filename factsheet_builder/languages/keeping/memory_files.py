"""A locale's translation memory as a file of the project: read, and grown by memories that translators give."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from factsheet_builder.errors import ContentError, Place, SurroundingsError
from factsheet_builder.languages.exchange.tmx import MemoryFile, read_tmx, tmx_languages, write_tmx
from factsheet_builder.languages.keeping.memory import Segment
from factsheet_builder.languages.translation_limits import read_limited
from factsheet_builder.project import SOURCE_LOCALE, Project

_BEGINNING: Final = re.compile(rb"<tmx[\s>]")


def memory_path(project: Project, tag: str) -> Path:
    """Return where the memory of a locale stands."""
    return project.data / "locales" / tag / "memory.tmx"


def read_memory(project: Project, tag: str) -> tuple[Segment, ...]:
    """Return what the memory of a locale holds; nothing where it has none.

    Raises:
        ContentError: it is no valid TMX.
        SurroundingsError: it cannot be read.
    """
    path = memory_path(project, tag)
    file = project.relative(path)
    try:
        data = read_limited(path, file)
    except FileNotFoundError:
        return ()
    except OSError as error:
        what = f"{file} cannot be read: {error.strerror}."
        raise SurroundingsError.of("unreadable", what, "Check its permissions.", Place(file)) from error
    return read_tmx(data, file, tag, project.source_locale).segments


def is_memory(data: bytes) -> bool:
    """Tell whether a file that came back is a translation memory: by its first element."""
    return _BEGINNING.search(data[:4000].replace(b"\0", b"")) is not None


@dataclass(frozen=True, slots=True)
class Grown:
    """A memory with what a file has brought."""

    locale: str
    content: bytes
    came: MemoryFile
    added: int


def grow_memory(data: bytes, file: str, tag: str, held: Iterable[Segment], content: str = SOURCE_LOCALE) -> Grown:
    """Return the memory that ``held`` segments and those of a file make, for the locale ``tag``.

    Raises:
        ContentError: the file is no memory, or has nothing for that locale.
    """
    came = read_tmx(data, file, tag, content)
    if not came.segments:
        what = f"The memory has no segment from “{content}” into “{tag}” that can be used."
        raise ContentError.of("empty", what, "Export it for these languages.", Place(file, 1, 1))
    by_words = {(segment.source, segment.target): segment for segment in held}
    before = len(by_words)
    for segment in came.segments:
        by_words.setdefault((segment.source, segment.target), segment)
    ordered = [by_words[words] for words in sorted(by_words)]
    return Grown(tag, write_tmx(ordered, tag, content), came, len(by_words) - before)


def locale_of_memory(data: bytes, file: str, known: Collection[str]) -> str:
    """Return the only one of the ``known`` locales that a memory has.

    Raises:
        ContentError: it has none of them, or several.
    """
    spoken = {language.lower().partition("-")[0] for language in tmx_languages(data, file)}
    fitting = [tag for tag in known if tag.lower().partition("-")[0] in spoken]
    if len(fitting) != 1:
        what = f"The memory has the languages {', '.join(sorted(spoken)) or 'none'}; it can be taken for one locale."
        raise ContentError.of("target-language", what, "Name the locale with --locale.", Place(file, 1, 1))
    return fitting[0]
