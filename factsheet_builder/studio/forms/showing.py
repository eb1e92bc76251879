"""Fields × what was sent of them, or what would be sent of an untouched form -> their views.

A form is always printed from what is sent of it, so that a form that was sent and has a problem shows what was typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from factsheet_builder.content.passages import Path
from factsheet_builder.studio.forms.cell_showing import cells_view
from factsheet_builder.studio.forms.choices_here import Around
from factsheet_builder.studio.forms.flattening import ON, PREFIX, Posted, name_of
from factsheet_builder.studio.forms.form_fields import NUMBER, Choice, Control, Field, Variant
from factsheet_builder.studio.forms.form_views import ChoiceView, EntryView, FieldView, VariantView

_LETTERS_A_LINE: Final = 70
_MOST_LINES: Final = 16
_MANY: Final = 80
"""More boxes than these stand in the forms of what is a list of Parties alone; elsewhere Parties are named in words."""
_CALLS_NONE: Final = frozenset({"title", "term", "found", "printed"})
"""Texts that are printed elsewhere too, so that a note would stand twice."""


@dataclass(frozen=True)
class Shower:
    """Shows fields; ``problems`` are by their names."""

    posted: Posted
    around: Around
    problems: Mapping[str, str]
    may_call: bool = False
    """Whether texts may call notes."""
    is_lean: bool = False
    """Whether long lists of boxes are left out, as where another kind of value is chosen."""

    def fields(self, fields: tuple[Field, ...], name: str = PREFIX, path: Path = ()) -> tuple[FieldView, ...]:
        """Return the views of fields, in their order."""
        return tuple(self.field(field, name_of(name, field), (*path, *_step(field))) for field in fields)

    def field(self, field: Field, name: str, path: Path) -> FieldView:
        """Return the view of one field; ``path`` leads to its value."""
        view = FieldView(
            name,
            html_id(name),
            path,
            field.control,
            field.label,
            field.hint,
            is_needed=field.is_needed,
            is_rare=field.is_rare,
            may_call=self.may_call and field.key not in _CALLS_NONE,
            problem=self.problems.get(name, ""),
            more=field.more,
        )
        if f"{name}.source" in self.posted:
            return self._source(view)
        match field.control:
            case Control.GROUP:
                return replace(view, fields=self.fields(field.parts, name, path))
            case Control.ENTRIES:
                return replace(view, entries=self._entries(field, name, path))
            case Control.VARIANTS:
                return replace(view, variants=self._variants(field.variants, name, path))
            case Control.CELLS:
                return replace(view, cells=cells_view(self.posted, self.around.say, self.problems, name))
            case Control.YES_NO:
                return replace(view, is_on=self._sent(name) == ON)
            case Control.PARTIES | Control.ANY_OF:
                return self._several(view, field)
            case Control.CHOICE:
                return replace(view, choices=self._choices(field, self._sent(name) or field.default))
            case Control.DATE if not _is_day(self._sent(name)):
                return replace(view, control=Control.LINE, value=self._sent(name))
            case _:
                return replace(view, value=self._sent(name), lines=_lines(self._sent(name)))

    def _source(self, view: FieldView) -> FieldView:
        name = f"{view.name}.source"
        words = self._sent(name)
        problem = view.problem or self.problems.get(name, "")
        return replace(
            view,
            name=name,
            id=html_id(name),
            control=Control.SOURCE,
            value=words,
            lines=_lines(words),
            problem=problem,
            is_rare=False,
        )

    def _entries(self, field: Field, name: str, path: Path) -> tuple[EntryView, ...]:
        count = 0
        while f"{name}.{count}.was" in self.posted:
            count += 1
        total = max(count, field.least)
        return tuple(self._entry(field, name, path, number, total) for number in range(total))

    def _entry(self, field: Field, name: str, path: Path, number: int, total: int) -> EntryView:
        here = f"{name}.{number}"
        views = self.fields(field.parts, here, (*path, number))
        rare = tuple(view for view in views if view.is_rare)
        return EntryView(
            here,
            field.one.replace(NUMBER, str(number + 1)),
            self._sent(f"{here}.was"),
            tuple(view for view in views if not view.is_rare),
            rare,
            any(view.problem or view.value for view in rare),
            number == 0,
            number == total - 1,
        )

    def _variants(self, variants: tuple[Variant, ...], name: str, path: Path) -> tuple[VariantView, ...]:
        kind = self._sent(f"{name}.kind")
        lean = replace(self, is_lean=True)
        return tuple(
            VariantView(
                variant.value,
                variant.label,
                variant.hint,
                variant.value == kind,
                (self if variant.value == kind else lean).fields(variant.fields, f"{name}.{variant.value}", path),
            )
            for variant in variants
        )

    def _several(self, view: FieldView, field: Field) -> FieldView:
        sent = self.posted.get(view.name, ())
        if field.control is Control.ANY_OF:
            return replace(view, choices=_with_unknown(field.choices, sent))
        offered = (*field.choices, *self.around.parties)
        if self.is_lean or (len(offered) > _MANY and not field.is_needed):
            offered = tuple(choice for choice in offered if choice.value in sent)
        return replace(view, choices=_with_unknown(offered, sent), value=self._sent(f"{view.name}.more"))

    def _choices(self, field: Field, chosen: str) -> tuple[ChoiceView, ...]:
        offered = field.choices
        if not chosen and all(choice.value for choice in offered):
            offered = (Choice("", self.around.say("Choose one")), *offered)
        return _with_unknown(offered, (chosen,))

    def _sent(self, name: str) -> str:
        return self.posted.get(name, ("",))[0]


def _with_unknown(offered: tuple[Choice, ...], sent: tuple[str, ...]) -> tuple[ChoiceView, ...]:
    """Return the choices, and behind them what was chosen and is not among them."""
    known = {choice.value for choice in offered}
    unknown = tuple(Choice(value, value) for value in dict.fromkeys(sent) if value not in known)
    return tuple(ChoiceView(one.value, one.label, one.value in sent, one.group) for one in (*offered, *unknown))


def _step(field: Field) -> Path:
    return (field.key,) if field.key and field.control is not Control.CELLS else ()


def html_id(name: str) -> str:
    """Return the id that a field has in its page."""
    return name.replace(".", "-")


def _is_day(words: str) -> bool:
    try:
        return not words or bool(date.fromisoformat(words))
    except ValueError:
        return False


def _lines(words: str) -> int:
    rows = sum(1 + len(line) // _LETTERS_A_LINE for line in words.split("\n"))
    return min(max(rows, 1), _MOST_LINES)
