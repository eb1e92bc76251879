"""Where the words of a line stand in the text they come from: does a space follow, in the source, at a line's end?

Layout throws the space at the end of a line away, and a line may as well end after a hyphen, a dash or a slash where no
space ever was. The text of the source says which: it is laid out flat once, notes apart from the text that calls them,
and each painted text moves a pointer on through the chunks of its element.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_SPACES = re.compile(r"[ \t\n\r\f]+")
_NO_SPACE_AFTER = ("-", "‐", "‑", "–", "—", "/", "\u200b")
_UNPRINTED = frozenset({"head", "script", "style", "template"})


@dataclass(slots=True)
class _Chunk:
    """A run of text directly inside one element: where it starts and ends in its flow."""

    flow: list[str]
    start: int
    end: int
    reached: int = 0


@dataclass(slots=True)
class SourceText:
    """Follows painted texts through the source; one for each document that is written."""

    _chunks: dict[Any, list[_Chunk]] = field(default_factory=dict)
    _flows: dict[int, str] = field(default_factory=dict)
    _roots: list[Any] = field(default_factory=list)

    def add_root(self, root: Any) -> None:  # noqa: ANN401 — an element of the parsed HTML
        """Lay out the text of a document; a second call with the same root does nothing."""
        if not any(root is known for known in self._roots):
            self._roots.append(root)
            self._lay_out(root, [])

    def space_follows(self, element: Any, text: str) -> bool:  # noqa: ANN401
        """Move on past ``text``, painted for ``element``, and tell whether white space follows it in the source."""
        bare = text.replace("\xad", "").strip(" \t\n\r\f")
        for chunk in self._chunks.get(element, ()) if bare else ():
            flow = self._flow(chunk.flow)
            if (end := _find(flow, max(chunk.start, chunk.reached), chunk.end, bare)) is not None:
                chunk.reached = end
                return flow[end : end + 1] in ("", " ")
        return not text.rstrip().endswith(_NO_SPACE_AFTER)

    def stands(self, element: Any, text: str) -> bool:  # noqa: ANN401
        """Tell whether ``text`` is what comes next for ``element``, its last character included; moves nothing."""
        bare = text.replace("\xad", "").strip(" \t\n\r\f")
        return any(
            _find(self._flow(chunk.flow), max(chunk.start, chunk.reached), chunk.end, bare) is not None
            for chunk in self._chunks.get(element, ())
        )

    def _flow(self, parts: list[str]) -> str:
        key = id(parts)
        if key not in self._flows:
            self._flows[key] = "".join(parts)
        return self._flows[key]

    def _lay_out(self, element: Any, flow: list[str]) -> None:  # noqa: ANN401
        sizes: dict[int, int] = {}
        for owner, text, parts in _runs(element, flow):
            clean = _SPACES.sub(" ", text).replace("\xad", "")
            start = sizes.get(id(parts), 0)
            sizes[id(parts)] = start + len(clean)
            parts.append(clean)
            if owner is not None:
                self._chunks.setdefault(owner, []).append(_Chunk(parts, start, start + len(clean)))


def _runs(element: Any, flow: list[str]) -> Iterator[tuple[Any, str, list[str]]]:  # noqa: ANN401
    """Yield (element that owns it, text, flow) for each run of text; a note has a flow of its own."""
    if not isinstance(element.tag, str) or element.tag in _UNPRINTED:
        return
    own = [] if element.get("role") == "doc-footnote" else flow
    yield None, " " if element.tag == "br" else "", own
    if element.text:
        yield element, element.text, own
    for child in element:
        yield from _runs(child, own)
        if child.tail:
            yield element, child.tail, own


def _find(flow: str, start: int, end: int, text: str) -> int | None:
    """Return where ``text`` ends if it stands at ``start``, up to white space and letter case."""
    while start < end and flow[start] == " ":
        start += 1
    if flow.startswith(text, start, end):
        return start + len(text)
    wanted, position = "".join(text.split()).casefold(), start
    while wanted and position < end:
        letter = flow[position].casefold().strip()
        if not wanted.startswith(letter):
            return None
        wanted, position = wanted[len(letter) :], position + 1
    return None if wanted else position
