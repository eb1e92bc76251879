"""How a code looks to a translator: the words that a program shows in its place."""

from dataclasses import dataclass

from factsheet_builder.content.prose import Link, NoteCall, ValueMark, every_span, parse_prose
from factsheet_builder.languages.exchange.inline import Code
from factsheet_builder.languages.messages import Message


@dataclass(frozen=True, slots=True)
class Appearance:
    """What programs are told about a code."""

    type: str
    """Of XLIFF 2: ``fmt``, ``link`` or ``other``."""
    sub_type: str
    opening: str
    """Shown for it, or for its beginning."""
    closing: str = ""
    equivalent: str = ""
    """What it stands for in plain text, for counting words."""
    ctype: str = ""
    """Of XLIFF 1.2."""


def appearance(code: Code, message: Message) -> Appearance:
    """Return how a code of a message looks."""
    kind, number = code.name.rstrip("0123456789"), code.name.lstrip("abcdefghijklmnopqrstuvwxyz")
    match kind:
        case "b" if not number:
            return Appearance("fmt", "xlf:b", "<b>", "</b>", ctype="bold")
        case "i" if not number:
            return Appearance("fmt", "xlf:i", "<i>", "</i>", ctype="italic")
        case "sup" | "sub" if not number and message.prose:
            above = "above" if kind == "sup" else "below"
            return Appearance("fmt", f"factsheet:{kind}", f"<{kind}>", f"</{kind}>", ctype=f"x-{above}-the-line")
        case "number" | "page" if number.isdecimal() and message.prose:
            shown = f"[{kind} of link {number}]"
            return Appearance("other", f"factsheet:{kind}", shown, "", "…", f"x-{kind}")
        case "a" if number.isdecimal():
            address = _nth([span.address for span in _spans(message) if isinstance(span, Link)], int(number))
            return Appearance("link", "", f"[link {number}{address}: ", "]", ctype="link")
        case "n" if number.isdecimal():
            note = _nth([span.note for span in _spans(message) if isinstance(span, NoteCall)], int(number))
            return Appearance("other", "factsheet:note", f"[note {number}{note}]", ctype="x-note")
        case "v" if number.isdecimal() and message.prose:
            value = _nth([span.name for span in _spans(message) if isinstance(span, ValueMark)], int(number))
            return Appearance("other", "factsheet:value", f"[value {number}{value}]", "", "…", "x-value")
        case "parties" if not number and message.prose:
            return Appearance("other", "factsheet:parties", "[list of Parties]", "", "…", "x-parties")
        case _:
            shown = f"{{{code.name}}}"
            return Appearance("other", "factsheet:placeholder", shown, "", shown, "x-placeholder")


def _spans(message: Message) -> tuple[object, ...]:
    return every_span(parse_prose(message.prose))


def _nth(names: list[str], number: int) -> str:
    """Return what the source says at this place, in brackets; nothing where a stale translation has more codes."""
    return f" ({names[number - 1]})" if 0 < number <= len(names) else ""
