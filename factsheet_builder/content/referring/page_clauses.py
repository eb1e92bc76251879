"""The words of a cross-reference -> the same where there are no pages: without the clause that names one.

“para. 12, page 3” is “para. 12” in a browser, and so is “para. 12 (page 3)”: what goes is what stands in brackets with the
page, or between the nearest commas.
"""

from typing import Final

from factsheet_builder.content.prose import Span, TargetMark, Words, every_span, plain_text

_COMMAS: Final = ",;،؛、，·–—"
_BRACKETS: Final = {"(": ")", "[": "]", "（": "）"}


def without_page(spans: tuple[Span, ...]) -> tuple[Span, ...] | None:
    """Return the words of a reference without the clause that names its page; ``None`` where it stands in none."""
    page = TargetMark("page")
    if page not in every_span(spans):
        return spans
    if page not in spans:
        return None
    index = spans.index(page)
    before, after = spans[:index], spans[index + 1 :]
    head, before = (before[-1].text, before[:-1]) if before and isinstance(before[-1], Words) else ("", before)
    tail, after = (after[0].text, after[1:]) if after and isinstance(after[0], Words) else ("", after)
    cut = _cut(head, tail, begins=not before, ends=not after)
    if cut is None:
        return None
    rest = (*before, *((Words(cut),) if cut else ()), *after)
    return without_page(rest) if plain_text(rest).strip() or TargetMark("number") in every_span(rest) else None


def _cut(head: str, tail: str, *, begins: bool, ends: bool) -> str | None:
    """Return what is left of the words before and after a page; ``None`` where no clause can be told."""
    for opening, closing in _BRACKETS.items():
        if head.rfind(opening) > head.rfind(closing) and closing in tail:
            return head[: head.rfind(opening)].rstrip() + tail.partition(closing)[2]
    comma = max(head.rfind(sign) for sign in _COMMAS)
    following = min((tail.find(sign) for sign in _COMMAS if sign in tail), default=-1)
    if comma >= 0 and (following >= 0 or ends):
        return head[:comma].rstrip() + (tail[following:] if following >= 0 else "")
    if begins and following >= 0:
        return tail[following + 1 :].lstrip()
    return None
