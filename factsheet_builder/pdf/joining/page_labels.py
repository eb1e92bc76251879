"""Page labels of the parts in one number tree (ISO 32000-1, 12.4.2)."""

from pypdf.generic import DictionaryObject, IndirectObject, NameObject, NumberObject, PdfObject

from factsheet_builder.pdf.joining.grafting import Graft
from factsheet_builder.pdf.joining.join_findings import Limits, Part, refusal
from factsheet_builder.pdf.joining.objects import dictionary, put, record, text
from factsheet_builder.pdf.joining.trees import LoopError, number_tree, numbered
from factsheet_builder.pdf.joining.volume import Volume


def merge(volume: Volume, grafts: list[Graft], limits: Limits) -> IndirectObject | None:
    """Return the page labels of the result, or ``None`` where neither a part nor its order has any.

    A part without labels beside others with labels is numbered 1, 2, 3, … as readers number it when it is alone.

    Raises:
        RefusedError: a number tree contains itself (``join-labels-loop``).
    """
    own = [_own_labels(graft, limits) for graft in grafts]
    if not any(own):
        return None
    merged: dict[int, PdfObject] = {}
    first = 0
    for graft, labels in zip(grafts, own, strict=True):
        for index, label in labels.items():
            if 0 <= index < len(graft.pages):
                merged[first + index] = label
        merged.setdefault(first, record({"/S": NameObject("/D")}))
        first += len(graft.pages)
    return number_tree(volume, merged)


def _own_labels(graft: Graft, limits: Limits) -> dict[int, PdfObject]:
    if graft.part.label_prefix or graft.part.label_style:
        return {0: _ordered(graft.part)}
    try:
        found = numbered(graft.catalog.get("/PageLabels"), limits.depth)
    except LoopError as error:
        what = "The page labels contain themselves."
        raise refusal(
            graft.name, "join-labels-loop", what, "Save the file again in the program that made it."
        ) from error
    return {index: label for index, label in found.items() if dictionary(label) is not None}


def _ordered(part: Part) -> DictionaryObject:
    label = record({"/Type": NameObject("/PageLabel"), "/St": NumberObject(1)})
    if part.label_style:
        put(label, "/S", NameObject("/" + part.label_style))
    if part.label_prefix:
        put(label, "/P", text(part.label_prefix))
    return label
