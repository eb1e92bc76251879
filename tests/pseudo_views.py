"""Views of the shipped project in a pseudo-locale: every text of every view through the pseudo function."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from factsheet_builder.builds.drafts import selection
from factsheet_builder.builds.inputs import load_content
from factsheet_builder.documents.block_wording.desk import Version
from factsheet_builder.documents.tailoring import tailor
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.languages.pseudo import pseudo_text
from factsheet_builder.packs.assembly import Tab, front
from factsheet_builder.project import Project
from factsheet_builder.replies.reply_form import reply_form
from factsheet_builder.views.document_view import DocumentView

PROJECT = Project(Path(__file__).resolve().parent.parent)
KINDS = ("factsheet", "tailored", "front", "form")
_LANGUAGES = {"ar-XB": ("ar", "rtl"), "en-XA": ("en", "ltr")}
_IDS = {
    "id",
    "key",
    "kind",
    "note",
    "address",
    "file",
    "template",
    "language",
    "source_language",
    "direction",
    "code",
    "name",
    "value",
}
_NOT_TEXT = _IDS | {"mark", "marker", "state", "control", "percent", "number", "count", "page", "letter"}
V = TypeVar("V")


@cache
def pseudo_view(kind: str, tag: str) -> DocumentView:
    """Return the view of ``kind`` for Malta, or of the general factsheet, in the pseudo-locale ``tag``."""
    language, direction = _LANGUAGES[tag]
    view = mapped(english_view(kind), lambda text: pseudo_text(text, tag))
    return replace(view, language=language, direction=direction)


@cache
def english_view(kind: str) -> DocumentView:
    """Return the same in English."""
    content, localiser = load_content(PROJECT, "assistance-to-victims"), Localiser("en")
    sheet, common = content.sheet, content.common
    party = common.register.by_code["MLT"]
    general = tailor(sheet, common.register, common.publication, localiser)
    tabs = [Tab(letter, f"Tab {letter}", "part", b"", f"{letter}-") for letter in "ABC"]
    match kind:
        case "factsheet":
            return general
        case "tailored":
            version = Version(party, selection(content, party, "full"))
            return tailor(sheet, common.register, common.publication, localiser, version)
        case "front":
            return front(general, localiser, party, [(tab, general) for tab in tabs])
    return reply_form(sheet, common.register, common.publication, localiser, party)


def mapped(value: V, change: Callable[[str], str], name: str = "") -> V:
    """Return a view with every text in it changed; ids, keys, addresses, numbers and codes stay."""
    result: Any = value
    if is_dataclass(value) and not isinstance(value, type):
        kept = _NOT_TEXT | ({"text"} if getattr(value, "kind", "") == "call" else set())
        changes = {
            field.name: mapped(getattr(value, field.name), change, field.name)
            for field in fields(value)
            if field.name not in kept
        }
        result = replace(value, **changes)
    elif isinstance(value, tuple):
        result = tuple(mapped(item, change) for item in value)
    elif isinstance(value, str):
        result = change(value)
    return result  # type: ignore[no-any-return]
