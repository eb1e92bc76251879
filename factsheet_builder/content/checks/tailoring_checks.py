"""What must hold between the rules of tailoring and the factsheets that they select from: the passages they name exist."""

from collections.abc import Iterable, Iterator

from factsheet_builder.content.findings import suggest
from factsheet_builder.content.models import Factsheet, Section
from factsheet_builder.content.passages import Path, blocks_of
from factsheet_builder.content.reading.reader import Read
from factsheet_builder.content.tailoring_rules import TailoringRules
from factsheet_builder.errors import Diagnostic, Severity


def check_tailoring(read: Read[TailoringRules], sheets: Iterable[Factsheet]) -> list[Diagnostic]:
    """Return a warning for each id and section of a rule that no factsheet of the project has: the rule never holds."""
    blocks = [block for sheet in sheets for _, block in blocks_of(sheet)]
    known = {
        "id": {block.id for block in blocks if not isinstance(block, Section)},
        "section": {block.id for block in blocks if isinstance(block, Section)},
    }
    return [
        Diagnostic(
            Severity.WARNING,
            f"unknown-{condition}",
            f"No factsheet has the {'passage' if condition == 'id' else 'section'} “{name}”: the rule never holds.",
            suggest(name, known[condition]) or "Correct the id, or delete it.",
            read.source.place(path),
        )
        for condition, name, path in _named(read.model)
        if name not in known[condition]
    ]


def _named(rules: TailoringRules) -> Iterator[tuple[str, str, Path]]:
    """Yield condition, id and place of every passage and section that a rule names."""
    for profile, found in rules.profiles.items():
        for number, rule in enumerate(found.rules):
            place = ("profiles", profile, "rules", number, "when")
            for condition, names in (("id", rule.when.id), ("section", rule.when.section)):
                for position, name in enumerate(names):
                    yield condition, name, (*place, condition, position)
