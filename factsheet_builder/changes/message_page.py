"""Changes of messages -> the view of one web page, for the person who plans the next round of translation.

It is in English, as the command line is; texts of the locale stand in their own language and direction.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from factsheet_builder.changes.message_changes import Became, MessageChange
from factsheet_builder.changes.words import Piece, Sort
from factsheet_builder.languages.tags import direction_of, name_of_language
from factsheet_builder.project import SOURCE_LOCALE
from factsheet_builder.views.change_view import PieceView
from factsheet_builder.views.message_change_view import (
    ChangedGroupView,
    ChangedMessageView,
    CountedView,
    MessageChangesView,
    TextView,
)

TITLES: Final = {
    Became.NEW: "New",
    Became.ENGLISH_CHANGED: "English changed",
    Became.MOVED: "Moved: the same English in another place",
    Became.RETRANSLATED: "Translation changed",
    Became.GONE: "Gone",
}
"""What a page calls messages of which the same became, in its order."""
PIECE_LABELS: Final = {Sort.SAME: "", Sort.ADDED: "added:", Sort.REMOVED: "removed:"}


def message_page(
    changes: Iterable[MessageChange], locale: str, since: str, content: str = SOURCE_LOCALE
) -> MessageChangesView:
    """Return the view of the page; ``content`` is the language of the source."""
    by_kind = {became: [change for change in changes if change.became is became] for became in TITLES}
    groups = tuple(_group(became, found, (content, locale)) for became, found in by_kind.items() if found)
    return MessageChangesView(
        title=f"What changed for translators into {locale}",
        scope=(
            f"Since “{since}”. Words that were added are underlined, words that were removed are struck through. "
            "Marks such as <b> and <n1/> are those of the catalogs."
        ),
        summary="How many messages",
        what="What",
        number="Number",
        nothing="Nothing changed.",
        counts=tuple(CountedView(group.title, str(len(group.messages)), group.anchor) for group in groups),
        groups=groups,
    )


def _group(became: Became, found: list[MessageChange], languages: tuple[str, str]) -> ChangedGroupView:
    anchor = became.value.lower().replace(" ", "-")
    messages = tuple(_message(change, f"{anchor}-{number}", languages) for number, change in enumerate(found, 1))
    return ChangedGroupView(anchor, TITLES[became], messages)


def _message(change: MessageChange, anchor: str, languages: tuple[str, str]) -> ChangedMessageView:
    return ChangedMessageView(anchor, change.key, remark_on(change), tuple(_texts(change, *languages)))


def remark_on(change: MessageChange) -> str:
    """Return in one line what a message is, where it stood before, and how far it is translated now."""
    was = f"Was {change.was}." if change.was else ""
    state = f"Now {change.state}." if change.state else ""
    return " ".join(filter(None, (change.comment, was, state)))


def _texts(change: MessageChange, content: str, locale: str) -> Iterator[TextView]:
    label = f"{name_of_language(content, SOURCE_LOCALE)}:"
    if change.became is Became.GONE:
        yield _text(label, content, (Piece(Sort.SAME, change.old_english),))
        return
    if change.became is Became.NEW:
        yield _text(label, content, (Piece(Sort.SAME, change.english),))
    else:
        yield _text(label, content, change.english_pieces)
    if pieces := change.translation_pieces:
        yield _text("Translation:", locale, pieces)


def _text(label: str, language: str, pieces: Iterable[Piece]) -> TextView:
    views = tuple(PieceView(piece.sort.value, piece.text, PIECE_LABELS[piece.sort]) for piece in pieces)
    return TextView(label, language, direction_of(language), views)
