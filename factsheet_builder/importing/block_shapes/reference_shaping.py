"""Paragraphs in the styles of our own Word files -> quotations, glossaries and lists of works, as plain data."""

from dataclasses import dataclass

from factsheet_builder.content.reading.id_making import IdMaker
from factsheet_builder.content.reading.yaml_source import Data
from factsheet_builder.importing.pieces import Para, Role

Block = dict[str, Data]
_LISTS: dict[Role, tuple[str, bool]] = {
    "definitions": ("definitions", True),
    "definition": ("definitions", False),
    "bibliography": ("bibliography", True),
    "work": ("bibliography", False),
}
"""The kind of block that a paragraph belongs to, and whether it is its title."""


@dataclass(frozen=True, slots=True)
class ReferenceShaper:
    """Adds paragraphs to the block before, or begins one."""

    ids: IdMaker

    def add(self, last: Block, para: Para, prose: str) -> Block | None:
        """Put a paragraph into the block ``last`` if it goes on with it, else return the new one that it begins."""
        if para.role in {"quotation", "quotation-source"}:
            return self._quotation(last, para, prose)
        kind, is_title = _LISTS[para.role]
        entries = last.get("entries") if last.get("kind") == kind else None
        made: Block | None = None
        if is_title or not isinstance(entries, list):
            named = is_title or kind == "definitions"
            name = self.ids.given_or_made(para.anchor if named else "", para.text, kind)
            entries = []
            made = {"kind": kind, "id": name, **({"title": prose} if is_title else {}), "entries": entries}
        if not is_title:
            entries.append(self._entry(kind, para, prose, is_first=made is not None))
        return made

    def _entry(self, kind: str, para: Para, prose: str, *, is_first: bool) -> Block:
        if kind == "bibliography":
            return {"id": self.ids.given_or_made(para.anchor, para.text, "work"), "text": prose}
        own: Block = {"id": para.anchor} if para.anchor and not is_first and self.ids.take(para.anchor) else {}
        return own | {"term": para.label or "?", "text": prose.lstrip("–— ") or "–"}

    def _quotation(self, last: Block, para: Para, prose: str) -> Block | None:
        paragraphs = last.get("paragraphs") if last.get("kind") == "quotation" else None
        if isinstance(paragraphs, list) and para.role == "quotation-source":
            last["source"] = prose
            return None
        if isinstance(paragraphs, list) and not para.anchor:
            paragraphs.append(prose)
            return None
        name = self.ids.given_or_made(para.anchor, para.text, "quotation")
        return {"kind": "quotation", "id": name, "paragraphs": [prose]}
