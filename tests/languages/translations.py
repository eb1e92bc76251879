"""Translations at hand: messages and a PO file made for a test, and what the checks find in them."""

from collections.abc import Mapping

from factsheet_builder.content.glossary import Glossary, Term, Wording
from factsheet_builder.errors import Diagnostic
from factsheet_builder.languages.catalogs import Catalog, new_po, parse_po, po_bytes
from factsheet_builder.languages.codes import to_codes
from factsheet_builder.languages.messages import LABELS, Message
from factsheet_builder.languages.rules.pairs import PartyNames, Standard
from factsheet_builder.languages.rules.translation_checks import check_catalogs

SHEET = "sheet"

GLOSSARY = Glossary(
    terms=(
        Term(
            id="require",
            term="requires",
            urgency="require",
            languages={
                "fr": Wording(words=("exige",), forms=("exiger",)),
                "uk": Wording(words=("вимагає",)),
                "ar": Wording(words=("تُلزم",)),
            },
        ),
        Term(
            id="invite",
            term="invites",
            urgency="invite",
            languages={
                "fr": Wording(words=("invite", "convie")),
                "uk": Wording(words=("пропонує",)),
                "ar": Wording(words=("تدعو",)),
            },
        ),
        Term(
            id="committee",
            term="Committee",
            languages={"fr": Wording(words=("Comité",), avoid=("commission",)), "ar": Wording(words=("لجنة",))},
        ),
    )
)


def prose(text: str, *, name: str = "text", urgency: str = "") -> Message:
    """A text of the content that may have marks."""
    return Message(SHEET, name, to_codes(text), prose=text, urgency=urgency)


def plain(text: str, *, name: str = "title", urgency: str = "", domain: str = SHEET) -> Message:
    """A line of the content without marks."""
    return Message(domain, name, text, urgency=urgency)


def label(text: str, plural: str = "") -> Message:
    """A label of the program."""
    return Message(LABELS, "", text, plural)


def catalog(
    tag: str, entries: Mapping[Message, str | tuple[str, ...]], *, before: Mapping[Message, str] | None = None
) -> Catalog:
    """The PO file with the translations, written and read again; those with an English of ``before`` are fuzzy."""
    domain = next(iter(entries)).domain
    po = new_po(domain, tag)
    for message, text in entries.items():
        identity = (message.source, message.plural) if message.plural else message.source
        entry = po.add(identity, text, context=message.id or None)
        entry.flags = set()
        if old := (before or {}).get(message):
            entry.flags, entry.previous_id = {"fuzzy"}, [old]
    return Catalog(domain, tag, parse_po(po_bytes(po), f"{domain}.po", tag), f"{domain}.po")


def findings(
    tag: str,
    entries: Mapping[Message, str | tuple[str, ...]],
    *,
    before: Mapping[Message, str] | None = None,
    glossary: Glossary = GLOSSARY,
    cases: tuple[str, ...] = (),
    parties: tuple[PartyNames, ...] = (),
    is_stale_printed: bool = True,
) -> list[Diagnostic]:
    """What the checks find."""
    domain = next(iter(entries)).domain
    standard = Standard(tag, glossary, cases, parties=parties, is_stale_printed=is_stale_printed)
    return check_catalogs({domain: tuple(entries)}, {domain: catalog(tag, entries, before=before)}, standard)


def codes(tag: str, message: Message, text: str | tuple[str, ...], **more: object) -> list[str]:
    """The codes of what the checks find in one translation."""
    return [problem.code for problem in findings(tag, {message: text}, **more)]  # type: ignore[arg-type]
