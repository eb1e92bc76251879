"""The problems of a text × the form of one of its passages -> what is wrong with each field, and what is wrong elsewhere."""

from collections.abc import Iterable, Iterator

from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.yaml_source import YamlSource
from factsheet_builder.errors import Diagnostic
from factsheet_builder.studio.forms.form_views import FieldView, FormView
from factsheet_builder.studio.forms.handles import Handle


def problems_by_field(
    form: FormView, handle: Handle, source: YamlSource, found: Iterable[Diagnostic]
) -> tuple[dict[str, str], tuple[Diagnostic, ...]]:
    """Return what is wrong with the fields of a form, by their names, and the problems that stand elsewhere.

    ``source`` is the text that was checked, with the edits of the form made.
    """
    fields = [(tuple(handle.path) + view.path, view.name) for view in _all(form)]
    by_field: dict[str, str] = {}
    elsewhere = []
    for problem in found:
        name = _field_at(fields, source, problem)
        if name:
            words = f"{problem.what} {problem.remedy}".strip()
            by_field[name] = f"{by_field[name]} {words}" if name in by_field else words
        else:
            elsewhere.append(problem)
    return by_field, tuple(elsewhere)


def _field_at(fields: list[tuple[Path, str]], source: YamlSource, problem: Diagnostic) -> str:
    """Return the name of the innermost field whose value a problem stands in; nothing where it is in none."""
    place = problem.place
    if place.file != source.file or not place.line:
        return ""
    best: tuple[int, str] = (-1, "")
    for path, name in fields:
        if path not in source.places:
            continue
        key, start = source.key_place(path), source.place(path)
        begins = min((key.line, key.column), (start.line, start.column))
        if begins <= (place.line, place.column) and place.line <= source.ends.get(path, start.line):
            is_after = place.line == start.line and _ends_before(fields, source, path, place.column)
            if not is_after and len(path) > best[0]:
                best = (len(path), name)
    return best[1]


def _ends_before(fields: list[tuple[Path, str]], source: YamlSource, path: Path, column: int) -> bool:
    """Tell whether on the line of a value another field, beside it, begins between it and ``column``."""
    own = source.place(path)
    for other, _ in fields:
        if other != path and other[: len(path)] != path and path[: len(other)] != other and other in source.places:
            place = source.key_place(other)
            if place.line == own.line and own.column < place.column <= column:
                return True
    return False


def _all(form: FormView) -> Iterator[FieldView]:
    """Yield every field of a form that can be filled."""
    waiting = [*form.fields, *form.rare]
    while waiting:
        view = waiting.pop(0)
        yield view
        waiting.extend(view.fields)
        waiting.extend(inner for entry in view.entries for inner in (*entry.fields, *entry.rare))
        waiting.extend(inner for variant in view.variants if variant.is_chosen for inner in variant.fields)
