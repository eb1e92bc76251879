"""What a browser sent of the cells of a table × the columns and rows that it had -> its columns and rows now."""

import re
from dataclasses import dataclass
from typing import Final

from factsheet_builder.content.reading.yaml_source import Data
from factsheet_builder.studio.forms.flattening import Held, Posted, cells_of, listed, tidy, words_of
from factsheet_builder.studio.forms.form_fields import Say

MOST_COLUMNS: Final = 30
MOST_ROWS: Final = 400


@dataclass
class CellReader:
    """Reads the cells that were sent."""

    posted: Posted
    problems: dict[str, str]
    say: Say

    def read(self, old: Held, name: str) -> Held:
        """Return columns and rows, what they were where nothing was sent."""
        if f"{name}.there" not in self.posted:
            return old
        before = dict(old) if isinstance(old, dict) else {}
        columns = self._columns(listed(before.get("columns")), name)
        rows = self._rows(listed(before.get("rows")), len(columns), name)
        new = {key: value for key, value in (("columns", columns), ("rows", rows)) if value != listed(before.get(key))}
        return {key: value for key, value in {**before, **new}.items() if value or key in before}

    def _columns(self, before: list[Data], name: str) -> list[Data]:
        found: list[Data] = []
        number = 0
        while (was := self._was(f"{name}.c.{number}", len(before))) is not None and number < MOST_COLUMNS:
            old = before[was] if was >= 0 else ""
            here = f"{name}.c.{number}"
            held = old.get("title") if isinstance(old, dict) else old
            title = self._text(f"{here}.text", held)
            type_ = self._sent(f"{here}.type") or "text"
            if isinstance(old, dict):
                kind = {"type": type_} if type_ != (words_of(old.get("type")) or "text") else {}
                found.append({**old, "title": title, **kind})
            else:
                found.append({"title": title, "type": type_} if type_ != "text" else title)
            number += 1
        return found

    def _rows(self, before: list[Data], columns: int, name: str) -> list[Data]:
        found: list[Data] = []
        number = 0
        while (was := self._was(f"{name}.r.{number}", len(before))) is not None and number < MOST_ROWS:
            old = before[was] if was >= 0 else None
            found.append(self._row(old if isinstance(old, dict) else {}, f"{name}.r.{number}", columns))
            number += 1
        return found

    def _row(self, old: dict[str, Data], here: str, columns: int) -> Data:
        places = sorted(
            int(match[1])
            for key in self.posted
            if (match := re.fullmatch(rf"{re.escape(here)}\.(\d{{1,2}})\.text", key))
        )
        if not old:
            places = list(range(columns))
        held = dict(cells_of(old))
        # A column that moved has its old cell, so that what is not shown of the cell moves with it.
        cells = {place: self._cell(self._old_cell(held, place, here), f"{here}.{place}") for place in places}
        new: dict[str, Data] = dict(old)
        if 0 in cells:
            new["heading"] = cells.pop(0)
        else:
            new.pop("heading", None)
        further: list[Data] = list(cells.values())
        if further != listed(old.get("cells")) or "cells" not in old:
            new["cells"] = further
        return new

    def _old_cell(self, held: dict[int, Data], place: int, here: str) -> Data:
        was = self._sent(f"{here}.{place}.was")
        return "" if was == "new" else held.get(int(was) if re.fullmatch(r"\d{1,2}", was) else place, "")

    def _cell(self, old: Data, here: str) -> Data:
        held = old.get("text") if isinstance(old, dict) else old
        text = self._text(f"{here}.text", held)
        spans = {key: self._span(old, key, f"{here}.{key}") for key in ("columns", "rows")}
        spans = {key: value for key, value in spans.items() if value is not None}
        if not isinstance(old, dict):
            return {"text": text, **spans} if spans else text
        kept = {key: value for key, value in old.items() if key not in {"text", "columns", "rows"}}
        words = {"text": text} if "text" in old or text else {}
        return {**words, **kept, **spans}

    def _span(self, old: Data, key: str, name: str) -> Data:
        held = old.get(key) if isinstance(old, dict) else None
        sent = self._sent(name).strip() if name in self.posted else words_of(held)
        if sent == words_of(held):
            return held
        if sent in {"", "1"}:
            return None
        if not re.fullmatch(r"\d{1,3}", sent):
            self.problems[name] = self.say("“{words}” is no number of cells.", words=sent[:20])
            return held
        return int(sent)

    def _was(self, here: str, there: int) -> int | None:
        """Return which column or row of the old ones it was, -1 for a new one; ``None`` where it was not sent."""
        sent = self.posted.get(f"{here}.was")
        if sent is None:
            return None
        return int(sent[0]) if re.fullmatch(r"\d{1,3}", sent[0]) and int(sent[0]) < there else -1

    def _text(self, name: str, old: Data) -> Data:
        sent = self.posted.get(name)
        if sent is None or sent[0].removeprefix("\n") == words_of(old):
            return old
        return tidy(sent[0])

    def _sent(self, name: str) -> str:
        return self.posted.get(name, ("",))[0]
