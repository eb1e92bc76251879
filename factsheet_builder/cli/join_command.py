"""The verb ``factsheet join``: PDFs of any origin joined into one, with a report of what came of each."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from factsheet_builder.cli.console import report, tell
from factsheet_builder.pdf.joining import Joined, Kind, PartPages, join_files

_LOOKED_FOR = frozenset({Kind.FIELD, Kind.ATTACHMENT, Kind.LAYERS})
"""What programs and readers know by its name."""


def join_command(
    files: Annotated[list[Path], typer.Argument(metavar="A.pdf B.pdf…", help="The files, in their order.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="Where to write the joined file.")],
    title: Annotated[
        str, typer.Option("--title", metavar="WORDS", help="Its title; by default the name of its file.")
    ] = "",
    language: Annotated[
        str, typer.Option("--language", metavar="TAG", help="Of its bookmarks; by default that of the first part.")
    ] = "",
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail: nothing is written.")] = False,
) -> None:
    """Join PDFs with their tags, links, bookmarks, forms and attachments kept."""
    joined = join_files(files, out, title=title, language=language, is_strict=strict)
    report(joined.diagnostics)
    for line in _told(joined, out):
        tell(line)


def _told(joined: Joined, out: Path) -> Iterator[str]:
    """Yield what was made: where the parts lie, what the file claims and what not, and which names were changed."""
    pages = sum(part.count for part in joined.pages)
    yield f"joined {out} ({_pages(pages)})"
    yield from (f"  {part.part}: {_where(part)}" for part in joined.pages)
    if not joined.claims:
        yield "  no part claims a standard, so the joined file claims none"
    for verdict in joined.claims:
        if verdict.holds:
            yield f"  claims {verdict.claim}, as every part does"
        else:
            parts = dict.fromkeys(part for part, _ in verdict.spoiled)
            yield f"  does not claim {verdict.claim}, because of {', '.join(parts)}"
    yield from _renamed(joined)


def _renamed(joined: Joined) -> Iterator[str]:
    """Yield the new names that somebody may look for one by one, those that only links and tags use as a number."""
    inner: Counter[tuple[str, Kind]] = Counter()
    for name in joined.renamed:
        if name.kind in _LOOKED_FOR:
            yield f"  renamed in {name.part}: {name.kind} “{name.old}” is now “{name.new}”"
        else:
            inner[name.part, name.kind] += 1
    for (part, kind), count in inner.items():
        yield f"  renamed in {part}: {count} × {kind}, everything that uses it included"


def _pages(count: int) -> str:
    return f"{count} page{'' if count == 1 else 's'}"


def _where(part: PartPages) -> str:
    return f"page {part.first}" if part.count == 1 else f"pages {part.first} to {part.first + part.count - 1}"
