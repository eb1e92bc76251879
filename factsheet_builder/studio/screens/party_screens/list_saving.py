"""Lists that are to be others -> edits of the file of their factsheet, which are saved, or clash, as any edit does."""

from collections.abc import Iterator

from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.yaml_source import Data, read_yaml
from factsheet_builder.editing.yaml_edits import digest_of
from factsheet_builder.errors import UsageError
from factsheet_builder.project import Project
from factsheet_builder.studio.forms.edits import Action
from factsheet_builder.studio.forms.handles import passages_to_edit
from factsheet_builder.studio.saving.file_saves import Clash, Refused, Saved
from factsheet_builder.studio.saving.value_edits import Edit
from factsheet_builder.studio.screens.party_screens.list_form import Judged
from factsheet_builder.studio.server.people import Person
from factsheet_builder.studio.server.studio import Studio


async def save_lists(
    studio: Studio, person: Person, factsheet: str, found: Judged, words: str
) -> Saved | Refused | Clash:
    """Save the lists and the numbers that follow them, all or none; raises as ``Saves.save``."""
    edits = await studio.beside(edits_of, studio.project, factsheet, found)
    return await studio.saves.save(person, edits, words)


async def take_back(studio: Studio, person: Person, key: str, words: str) -> tuple[str, ...]:
    """Take a save of lists back; return why that cannot be done, nothing where it was."""
    try:
        done = await studio.saves.undo(person, key, words)
    except UsageError as error:
        return tuple(problem.what for problem in error.diagnostics)
    return tuple(problem.what for problem in done.errors) if isinstance(done, Refused) else ()


def edits_of(project: Project, factsheet: str, found: Judged) -> tuple[Edit, ...]:
    """Return the edits, each by the passage or note that its value is in."""
    path = project.factsheet_path(factsheet)
    file = project.relative(path)
    return tuple(_edits(read_yaml(path, file).data, file, found))


def _edits(data: Data, file: str, found: Judged) -> Iterator[Edit]:
    handles = passages_to_edit(data)
    values: dict[Path, tuple[Data, Data]] = {
        change.list.path: (list(change.list.parties), list(change.parties)) for change in found.changes
    }
    values |= {figure.path: (figure.old, figure.new) for figure in found.figures}
    for path, (old, new) in values.items():
        around = [handle for handle in handles if handle.path == path[: len(handle.path)] and handle.kind != "round"]
        nearest = max(around, key=lambda handle: len(handle.path))
        inside = path[len(nearest.path) :]
        yield Edit(file, Action.SET, inside, digest_of(old), new, passage=nearest.key, began=old)
