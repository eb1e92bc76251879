"""One rule about characters that nobody sees: the harmless are dropped, the deceiving are found and shown by name."""

import pytest

from factsheet_builder.characters import drop_harmless, find_deceiving, find_harmless, show_hidden
from factsheet_builder.errors import Diagnostic, Place, Severity


def test_what_pasted_texts_bring_along_is_dropped() -> None:
    """Joiners that letters need and marks of direction stay: they are part of good Persian and Hebrew texts."""
    assert drop_harmless("co\u00adope\u200bra\u2060tion\ufeff می\u200cخواهم\u200f") == "cooperation می\u200cخواهم\u200f"
    assert find_harmless("a\u200bb\u200bc") == ("U+200B (zero width space)",)


@pytest.mark.parametrize(
    "character", ["\u202e", "\u2066", "\u2069", "\x1b", "\x00", "\x9b", "\U000e0041", "\u2028", "\ufffe"]
)
def test_what_deceives_is_found_and_shown(character: str) -> None:
    """Overrides, isolates, controls of terminals, tag characters, separators, and what is no character."""
    assert find_deceiving(f"MLT{character}")
    assert find_deceiving("Ä–“ნ العربية\t\r\n") == ()
    assert show_hidden(f"MLT{character}") == f"MLT<U+{ord(character):04X}>"


def test_a_diagnostic_cannot_speak_to_the_terminal() -> None:
    """Names from files and options stand in messages: they neither colour the screen nor reach into the line before."""
    diagnostic = Diagnostic(
        Severity.ERROR, "party", "\x1b[31mFAKE\u202e is not known.", place=Place("a\x1bb.yaml", 1, 2)
    )
    assert str(diagnostic) == "a<U+001B>b.yaml:1:2: error: <U+001B>[31mFAKE<U+202E> is not known. (party)"
