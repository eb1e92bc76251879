"""The human names of form fields: the text of the label, and of the legend of the group a field stands in.

WeasyPrint 70.0 finds labels only inside a form, only by ``for``, and wrapping ones only around ``input``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class FieldNames:
    """Labels and legends of one document; ``parents`` maps every element of its HTML to the one around it."""

    parents: Mapping[Any, Any]

    @classmethod
    def of(cls, root: Any) -> "FieldNames":  # noqa: ANN401 — an element of the parsed HTML
        """Return the names in the document below ``root``."""
        return cls({root: None, **{child: parent for parent in root.iter() for child in parent}})

    def knows(self, element: Any) -> bool:  # noqa: ANN401
        """Tell whether an element belongs to this document."""
        return element in self.parents

    def label_of(self, element: Any) -> str:  # noqa: ANN401
        """Return the label of a field: ``aria-label``, a label for its id, a label around it, else its title."""
        if label := element.get("aria-label"):
            return str(label)
        identifier = element.get("id")
        for candidate in self.parents if identifier else ():
            if candidate.tag == "label" and candidate.get("for") == identifier:
                return _text_without(candidate, element)
        for around in self._around(element):
            if around.tag == "label":
                return _text_without(around, element)
        return str(element.get("title", ""))

    def legend_of(self, element: Any) -> str:  # noqa: ANN401
        """Return the legend of the nearest group around a field, empty if there is none."""
        for around in self._around(element):
            if around.tag == "fieldset":
                legend = around.find(".//legend")
                return _text_without(legend, None) if legend is not None else ""
        return ""

    def _around(self, element: Any) -> Iterator[Any]:  # noqa: ANN401
        parent = self.parents.get(element)
        while parent is not None:
            yield parent
            parent = self.parents.get(parent)


def _text_without(element: Any, left_out: Any) -> str:  # noqa: ANN401
    return " ".join("".join(_texts(element, left_out)).split())


def _texts(element: Any, left_out: Any) -> Iterator[str]:  # noqa: ANN401
    if element is not left_out:
        yield element.text or ""
        for child in element:
            yield from _texts(child, left_out)
            yield child.tail or ""
