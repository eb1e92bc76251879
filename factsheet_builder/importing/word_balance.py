"""Words that came in × words that go out -> whether each is accounted for, and which are not."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from factsheet_builder.content.models import Factsheet, Paragraph, Provision, Section
from factsheet_builder.content.passages import blocks_of, passages_of
from factsheet_builder.content.prose import parse_prose, plain_text
from factsheet_builder.importing.pieces import Ledger, words_of

_MOST_NAMED: Final = 12
_RAISED: Final = re.compile(r"(?<!\\)\^([^\s^\[\]]+)\^")


@dataclass(frozen=True, slots=True)
class Balance:
    """How many words came in and go out, what explains the difference, and what nothing explains."""

    came: int
    went: int
    aside: dict[str, int]
    added: dict[str, int]
    lost: Counter[str]
    gained: Counter[str]

    @property
    def is_even(self) -> bool:
        """Whether every word is accounted for."""
        return not self.lost and not self.gained

    def lines(self) -> Iterator[str]:
        """Yield the account, a line for each entry."""
        yield f"words in: {self.came:,}"
        yield from (f"  − {count:,} {reason}" for reason, count in self.aside.items())
        yield from (f"  + {count:,} {reason}" for reason, count in self.added.items())
        for sign, words in (("−", self.lost), ("+", self.gained)):
            if words:
                named = ", ".join(f"“{word}”" for word in sorted(words)[:_MOST_NAMED])
                yield f"  {sign} {words.total():,} not accounted for: {named}{', …' if len(words) > _MOST_NAMED else ''}"
        yield f"words out: {self.went:,}"


def balance(came: Counter[str], sheet: Factsheet, ledger: Ledger) -> Balance:
    """Return the account of the words of a file and of the factsheet that was made of it."""
    went = Counter(word for text in _texts(sheet) for word in words_of(text))
    expected = came.copy()
    for words in ledger.aside.values():
        expected.subtract(words)
    for words in ledger.added.values():
        expected.update(words)
    rest = expected.copy()
    rest.subtract(went)
    return Balance(
        came.total(),
        went.total(),
        {reason: words.total() for reason, words in ledger.aside.items() if words},
        {reason: words.total() for reason, words in ledger.added.items() if words},
        +rest,
        -rest,
    )


def _texts(sheet: Factsheet) -> Iterator[str]:
    """Yield every text of a factsheet that is printed from words of a file."""
    head = sheet.masthead
    yield from filter(None, (head.label, head.title, head.lead_in, head.theme))
    for _, block in blocks_of(sheet):
        if isinstance(block, Section | Paragraph) and block.number:
            yield block.number
        if isinstance(block, Provision):
            yield from (paragraph.number for paragraph in block.paragraphs if paragraph.number)
    # What stands above the line is a word of its own, as in the file.
    yield from (plain_text(parse_prose(_RAISED.sub(r" \1 ", passage.text))) for passage in passages_of(sheet))
