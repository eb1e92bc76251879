"""A printed page -> what a browser sends of one of its forms."""

import re
from html.parser import HTMLParser


class _Form(HTMLParser):
    """Collects the fields of the form with an id, as they are when the page has come."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.name, self.is_inside = name, False
        self.fields: dict[str, list[str]] = {}
        self._select, self._options = "", list[tuple[str, bool]]()
        self._text: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.is_inside = self.is_inside or given.get("id") == self.name
        if not self.is_inside:
            return
        if (
            tag == "input"
            and given.get("name")
            and (given.get("type") not in {"checkbox", "radio"} or "checked" in given)
        ):
            self._add(given["name"], given.get("value", ""))
        elif tag == "select":
            self._select, self._options = given.get("name", ""), []
        elif tag == "option":
            self._options.append((given.get("value", ""), "selected" in given))
        elif tag == "textarea":
            self._text, self._words = given.get("name", ""), ""

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._words += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.is_inside = False
        elif tag == "textarea" and self._text is not None:
            self._add(self._text, self._words.removeprefix("\n"))
            self._text = None
        elif tag == "select" and self._select:
            chosen = [value for value, is_chosen in self._options if is_chosen] or [self._options[0][0]]
            self._add(self._select, chosen[-1])
            self._select = ""

    def _add(self, name: str, value: str) -> None:
        self.fields.setdefault(name, []).append(value)


def sent_of(html: str, form: str = "passage-form") -> dict[str, list[str]]:
    """Return the fields of a form, buttons left out."""
    parser = _Form(form)
    parser.feed(html)
    assert parser.fields, f"there is no form {form}"
    return parser.fields


def text_of(html: str) -> str:
    """Return the words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())
