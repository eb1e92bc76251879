"""YAML × the data that it is to say, where only texts and numbers differ -> the same YAML, only the lines of these changed.

Where more differs than that there is no such YAML: it is left to ``splicing``. How a value is written is left to ``editing``.
"""

from collections.abc import Iterator

from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.yaml_source import Data, YamlSource
from factsheet_builder.editing import set_values
from factsheet_builder.errors import ContentError


class _TooMuchError(Exception):
    """More differs than texts and numbers."""


def splice_leaves(source: YamlSource, ours: Data, wanted: Data) -> str | None:
    """Return the YAML of ``source``, whose data with ids is ``ours``, saying ``wanted``; nothing where that is too much."""
    try:
        edits = dict(_edits(ours, wanted, ()))
        if not edits.keys() <= source.places.keys():
            return None  # an id that is made stands nowhere
        return set_values("\n".join(source.lines), edits, file=source.file)
    except (_TooMuchError, ContentError):
        return None


def _edits(ours: Data, wanted: Data, path: Path) -> Iterator[tuple[Path, Data]]:
    match ours, wanted:
        case _ if ours == wanted:
            return
        case dict(), dict() if ours.keys() == wanted.keys():
            for key in ours:
                yield from _edits(ours[key], wanted[key], (*path, key))
        case list(), list() if len(ours) == len(wanted):
            for index, pair in enumerate(zip(ours, wanted, strict=True)):
                yield from _edits(*pair, (*path, index))
        case ((str() | int() | float()), (str() | int() | float())):
            yield path, wanted
        case _:
            raise _TooMuchError
