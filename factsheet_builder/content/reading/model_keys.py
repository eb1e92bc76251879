"""A model and a place in it -> the entries that may stand there, their keys, and what they are called in words."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from factsheet_builder.content.models import blocks

Location = tuple[int | str, ...]
"""Where Pydantic found something: keys, indexes, and the kinds of blocks that it passed."""

_NAMES: Final = {
    "list-block": "list",
    "monitoring-round": "round",
    "matrix": "file",
    "factsheet": "factsheet",
    "publication": "publication",
    "text-note": "note",
    "owed": "entry of what is owed",
}
"""What entries are called where the name of their model says something else."""


def entries_at(model: type[BaseModel], location: Location) -> tuple[type[BaseModel], ...]:
    """Return the models that may stand at ``location`` in a ``model``; none where no entry can."""
    here: Any = model
    for step in location:
        here = next((inner for member in _members(here) if (inner := _inside(member, step)) is not None), None)
        if here is None:
            return ()
    return tuple(member for member in _members(here) if is_model(member))


def known_keys(model: type[BaseModel], location: Location) -> tuple[str, ...]:
    """Return the keys that the entry at ``location`` in a ``model`` may have, in their order; none where it has any."""
    return tuple(dict.fromkeys(key for entry in entries_at(model, location) for key in keys_of(entry)))


def keys_of(entry: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the keys that an entry may have, as they are written in files, with what is known of each."""
    return {field.alias or name: field for name, field in entry.model_fields.items()}


def needed_keys(entry: type[BaseModel]) -> tuple[str, ...]:
    """Return the keys that an entry has to have."""
    return tuple(key for key, field in keys_of(entry).items() if field.is_required())


def kinds_of(entry: type[BaseModel]) -> tuple[str, ...]:
    """Return the values of ``kind`` by which an entry is told from others; none where it has no such key."""
    field = entry.model_fields.get("kind")
    return tuple(map(str, get_args(field.annotation))) if field else ()


def name_of(entry: type[BaseModel]) -> str:
    """Return what an entry is called: “tile map”, “table row”."""
    kinds = kinds_of(entry)
    name = kinds[0] if len(kinds) == 1 else re.sub(r"(?<=[a-z])(?=[A-Z])", "-", entry.__name__).lower()
    return _NAMES.get(name, name.replace("-", " "))


def with_article(name: str) -> str:
    """Return a noun with “a” or “an”."""
    return f"{'an' if name[:1] in 'aeiou' and not name.startswith('u') else 'a'} {name}"


def is_model(kind: Any) -> bool:  # noqa: ANN401
    """Tell whether an annotation is a model."""
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _members(kind: Any) -> Iterator[Any]:  # noqa: ANN401 - annotations have no common type
    """Yield the kinds that an annotation allows."""
    if get_origin(kind) is Annotated:
        yield from _members(get_args(kind)[0])
    elif is_model(kind) or get_origin(kind) in {tuple, dict, Literal}:
        yield kind
    else:
        for member in get_args(kind):
            yield from _members(member)


def _inside(kind: Any, step: int | str) -> Any:  # noqa: ANN401
    """Return the annotation one step further inside, or ``None`` where the step does not lead into ``kind``."""
    if is_model(kind):
        if step == kind.__name__ or step in kinds_of(kind):  # how Pydantic names a member of a union
            return kind
        name = next((name for name, field in kind.model_fields.items() if (field.alias or name) == step), None)
        # Blocks hold blocks: a module of one kind knows the union of all by its name only.
        return get_type_hints(kind, localns=vars(blocks), include_extras=True)[name] if name else None
    if get_origin(kind) is tuple:
        return get_args(kind)[0] if isinstance(step, int) else kind if str(step).startswith("tuple[") else None
    if get_origin(kind) is dict and isinstance(step, str):
        return get_args(kind)[1]
    return None
