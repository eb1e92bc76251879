"""Pages that were laid out before: ``make_page`` of the engine, kept by the stretch of the document that it looked at.

The key is where the page begins and all that is carried over to it: page type and number, counters, the branches around, a
forced break. Under a key stand pages, each with the tokens (``flow``) from where it begins to as far as layout looked, which
is told by the engine's own calls, and what follows that. The same tokens give the same page. Its boxes are copied, and
belong to the elements of the new document. Where anything else is carried over (a note or a float from the page before,
running elements), or is not known to be comparable, the engine lays out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from factsheet_builder.pdf.engine import (
    AbsolutePlaceholder,
    SVGImage,
    block_layout,
    boxes,
    float_layout,
    make_page,
    page_layout,
    update_counters,
)
from factsheet_builder.pdf.engine_caches.bounded import Bounded
from factsheet_builder.pdf.engine_caches.engine_ear import listening
from factsheet_builder.pdf.engine_caches.flow import Flow, SkipStack, Styles

_BOX_BYTES: Final = 5000
"""About what a laid-out box takes, with its style, its elements and its tokens (measured: 1.3 MB a page)."""
_MOST_SIGHTS: Final = 20_000
_MOST_STYLES: Final = 4_000

block_level_layout_switch = block_layout.block_level_layout_switch


@dataclass
class Painted:
    """What painting a page gave: filled in when it is painted (``kept_paintings``)."""

    by_margins: dict[object, Any] = field(default_factory=dict)


@dataclass
class _KeptPage:
    """A page as it was laid out, and what the engine said of it."""

    elements: list[list[Any]]
    """Of the branches around, then of each token that the engine looked at."""
    page: Any
    end: tuple[int, SkipStack] | None
    """How many tokens on the next page begins, and where in that token; nothing at the end of the document."""
    next_page: dict[str, Any]
    notes: list[tuple[int, int]]
    """Notes printed on it: the token that calls each, and which of its notes it is."""
    anchors: list[str]
    sizes: dict[str, Any]
    bottom: float
    """Where the engine left the end of the page: margin boxes are laid out with that of the last page."""
    painted: Painted = field(default_factory=Painted)


class _Trace:
    """Sees how far layout looks."""

    def __init__(self, flow: Flow) -> None:
        self.flow, self.last = flow, -1

    def see(self, box: Any) -> None:  # noqa: ANN401 — the engine has no types
        """Notice a box that is laid out."""
        self.last = max(self.last, self.flow.places.get(id(box), -1))


class KeptPages:
    """Lays pages out as the engine does; belongs to one font configuration, which is part of no key."""

    def __init__(self, most: int, most_bytes: int, *, is_for_many: bool = True) -> None:
        """With ``is_for_many`` a page is kept when it is met the second time: most pages for one Party never come again."""
        self.kept: Bounded[tuple[object, ...], _KeptPage] = Bounded(most, most_bytes)
        self.hits = 0
        self._is_for_many = is_for_many
        self._lengths: Bounded[tuple[object, ...], tuple[int, ...]] = Bounded(10 * most, most_bytes)
        """How far pages with the same key looked."""
        self._met: Bounded[int, bool] = Bounded(_MOST_SIGHTS, most_bytes)
        self._styles = Styles()
        self._flow: tuple[Any, Flow] | None = None
        self._trace: _Trace | None = None

    def forget_document(self) -> None:
        """Let go of the document that was laid out last."""
        self._flow = None

    def block_level_layout_switch(self, context: Any, box: Any, *rest: Any, **named: Any) -> Any:  # noqa: ANN401
        """Call the engine's function of that name, and see which box it is called for."""
        if self._trace is not None:
            self._trace.see(box)
        return block_level_layout_switch(context, box, *rest, **named)

    def float_layout(self, context: Any, box: Any, *rest: Any, **named: Any) -> Any:  # noqa: ANN401
        """Call the engine's function of that name, and see which box it is called for."""
        if self._trace is not None:
            self._trace.see(box)
        return float_layout(context, box, *rest, **named)

    def make_page(
        self,
        context: Any,  # noqa: ANN401
        root_box: Any,  # noqa: ANN401
        page_type: Any,  # noqa: ANN401
        resume_at: SkipStack,
        page_number: int,
        page_state: Any,  # noqa: ANN401
    ) -> tuple[Any, SkipStack, dict[str, Any]]:
        """Return what the engine's ``make_page`` returns, and leave the context as it does."""
        flow = self._flow_of(root_box)
        start = flow.find(resume_at)
        if start is None or page_type.blank or not self._is_plain(context):
            return tuple(make_page(context, root_box, page_type, resume_at, page_number, page_state))
        key = self._key(context, flow, start, page_type, page_number, page_state)
        lengths = self._lengths.get(key) or ()
        for length in lengths:
            kept = self.kept.get((*key, tuple(flow.tokens[start[0] : start[0] + length])))
            if kept is not None:
                self.hits += 1
                return self._taken(kept, context, flow, start[0], page_type, page_number, page_state)
        trace, notes = _Trace(flow), list(context.footnotes)
        self._trace = trace
        try:
            with listening() as ear:
                page, end, next_page = make_page(context, root_box, page_type, resume_at, page_number, page_state)
        finally:
            self._trace = None
        until = 0 if ear.has_heard else self._until(context, flow, start[0], page, end, trace, notes)
        full = (*key, tuple(flow.tokens[start[0] : until]))
        if until and self._is_worth_keeping(full):
            made = _kept_page(context, flow, range(start[0], until), page, (end, next_page), notes)
            self.kept.put(full, made, _BOX_BYTES * _count(page))
            self._lengths.put(key, tuple(sorted({*lengths, until - start[0]})), 8 * len(lengths))
            page._kept_painted = made.painted
        return page, end, next_page

    def _is_worth_keeping(self, full: tuple[object, ...]) -> bool:
        if not self.kept.most:
            return False
        if not self._is_for_many:
            return True
        known = self._met.get(hash(full))
        self._met.put(hash(full), True, 1)
        return known is not None

    def _flow_of(self, root_box: Any) -> Flow:  # noqa: ANN401
        if self._flow is None or self._flow[0] is not root_box:
            if len(self._styles) > _MOST_STYLES:
                self._styles = Styles()
                self.kept = Bounded(self.kept.most, self.kept.most_bytes)
                self._lengths = Bounded(self._lengths.most, self._lengths.most_bytes)
            self._flow = root_box, Flow(self._styles).read(root_box)
        return self._flow[1]

    @staticmethod
    def _is_plain(context: Any) -> bool:  # noqa: ANN401
        """Tell whether nothing is carried over from the page before but what is part of the key."""
        return not (
            context.reported_footnotes
            or context.broken_out_of_flow
            or context.rendered_notes
            or context.in_column
            or any(context.running_elements.values())
        )

    def _key(
        self,
        context: Any,  # noqa: ANN401
        flow: Flow,
        start: tuple[int, SkipStack],
        page_type: Any,  # noqa: ANN401
        page_number: int,
        page_state: Any,  # noqa: ANN401
    ) -> tuple[object, ...]:
        style = self._styles.number(context.style_for(page_type))
        notes = context.style_for(page_type, "@footnote")
        return (
            tuple(flow.tokens[place] for place in flow.around(start[0])),
            flow.tokens[start[0]],
            repr(start[1]),
            (page_number, tuple(page_type), style, -1 if notes is None else self._styles.number(notes)),
            repr(page_state[:3]),
            bool(context.forced_break),
        )

    def _until(
        self,
        context: Any,  # noqa: ANN401
        flow: Flow,
        start: int,
        page: Any,  # noqa: ANN401
        end: SkipStack,
        trace: _Trace,
        notes: list[Any],
    ) -> int:
        """Return how far the engine looked to lay a page out; 0 where it cannot be taken again."""
        left = {id(note) for note in context.footnotes}
        printed = [note for note in notes if id(note) not in left]
        ended = (0, None) if end is None else flow.find(end)
        if (
            trace.last < start
            or ended is None
            or page.fixed_boxes
            or not self._is_plain(context)
            or len(left) + len(printed) != len(notes)
            or any(id(note) not in flow.notes for note in printed)
        ):
            return 0
        return max(flow.end_of_view(trace.last), ended[0] + 1)

    def _taken(
        self,
        kept: _KeptPage,
        context: Any,  # noqa: ANN401
        flow: Flow,
        start: int,
        page_type: Any,  # noqa: ANN401
        page_number: int,
        page_state: Any,  # noqa: ANN401
    ) -> tuple[Any, SkipStack, dict[str, Any]]:
        """Return a copy of a page for this document, and bring the context to where laying it out would."""
        around = flow.around(start)
        places = (*around, *range(start, start + len(kept.elements) - len(around)))
        elements = {
            id(old): new
            for olds, place in zip(kept.elements, places, strict=True)
            for old, new in zip(olds, flow.elements[place], strict=True)
        }
        page = _copied(kept.page, elements, context)
        _name_anew(page, {id(flow.elements[place][0]): flow.boxes[place] for place in places if flow.is_branch(place)})
        page._kept_painted = kept.painted
        if page_number == 1:
            context.style_for.initial_page_sizes.update(kept.sizes)
        context.current_page, context.current_page_footnotes, context.page_bottom = page_number, [], kept.bottom
        for place, number in kept.notes:
            context.footnotes.remove(flow.notes_of[start + place][number])
        style = context.style_for(page_type)
        style["overflow"] = page.style["overflow"]
        page_layout._standardize_page_based_counters(style, None)
        update_counters(page_state, style)
        self._tell_targets(context, kept.anchors, page_number, page_state[1])
        end = None if kept.end is None else flow.skip_stack(start + kept.end[0], kept.end[1])
        return page, end, dict(kept.next_page)

    @staticmethod
    def _tell_targets(context: Any, anchors: Iterable[str], page_number: int, counters: Any) -> None:  # noqa: ANN401
        """Say where the anchors of a page are, as the end of the engine's ``make_page`` does."""
        state = context.page_maker[page_number - 1][-1]
        known = {anchor for item in context.page_maker[: page_number - 1] for anchor in item[-1].get("anchors", [])}
        for anchor in anchors:
            if anchor not in known:
                state["anchors"].append(anchor)
                context.target_collector.cache_target_page_counters(
                    anchor, counters, page_number - 1, context.page_maker
                )


def _kept_page(
    context: Any,  # noqa: ANN401
    flow: Flow,
    seen: range,
    page: Any,  # noqa: ANN401
    ended: tuple[SkipStack, dict[str, Any]],
    notes: list[Any],
) -> _KeptPage:
    """Return a page with what is to be known to take it again; ``notes`` were waiting before it."""
    left = {id(note) for note in context.footnotes}
    printed = [flow.notes[id(note)] for note in notes if id(note) not in left]
    end = None if ended[0] is None else flow.find(ended[0])
    anchors = [anchor for box in page.descendants(placeholders=True) if (anchor := box.style["anchor"])]
    return _KeptPage(
        elements=[flow.elements[place] for place in (*flow.around(seen.start), *seen)],
        page=_copied(page, {}, None),
        end=None if end is None else (end[0] - seen.start, end[1]),
        next_page=dict(ended[1]),
        notes=[(place - seen.start, number) for place, number in printed],
        anchors=list(dict.fromkeys(anchors)),
        sizes=dict(context.style_for.initial_page_sizes),
        bottom=context.page_bottom,
    )


def _count(box: Any) -> int:  # noqa: ANN401
    return sum(1 for _ in box.descendants(placeholders=True))


def _copied(box: Any, elements: dict[int, Any], context: Any) -> Any:  # noqa: ANN401
    """Return a copy of a laid-out box and of all in it, with other elements where ``elements`` has them.

    Drawings know the ``context`` of their document, which must not live as long as a page is kept.
    """
    if isinstance(box, AbsolutePlaceholder):
        twin = AbsolutePlaceholder(_copied(box._box, elements, context))
        object.__setattr__(twin, "_layout_done", box._layout_done)
        return twin
    twin = box.copy()
    if twin.element is not None:
        twin.element = elements.get(id(twin.element), twin.element)
    if twin.children:
        children = [_copied(child, elements, context) for child in twin.children]
        twin.children = tuple(children) if isinstance(twin.children, tuple) else children
    if type(twin) is boxes.TableBox:
        twin.column_groups = tuple(_copied(group, elements, context) for group in twin.column_groups)
    if isinstance(twin, boxes.ReplacedBox):
        drawing = twin.replacement = object.__new__(SVGImage)
        drawing.__dict__.update(box.replacement.__dict__)
        drawing._context = context
    if type(twin) is boxes.PageBox:
        for child in twin.children:
            if isinstance(child, boxes.FootnoteAreaBox):
                child.page = twin
    return twin


def _name_anew(page: Any, branches: dict[int, Any]) -> None:  # noqa: ANN401
    """Give what is left of branches the names that they have in this document: of running heads, and of bookmarks."""
    for box in page.descendants():
        branch = branches.get(id(box.element))
        if branch is not None and type(box) is boxes.BlockBox and hasattr(box.style, "cascaded"):
            box.string_set, box.bookmark_label = branch.string_set, branch.bookmark_label


__all__ = ["KeptPages", "Painted"]
