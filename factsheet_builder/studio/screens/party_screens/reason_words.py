"""Reasons, kinds of passages and decisions -> words in the language of the interface.

The messages of reasons are those of ``explanation``, to the letter; they stand here once more so that translators find them.
"""

from typing import Final, assert_never

from factsheet_builder.documents.explanation import Reason, Say, worded
from factsheet_builder.studio.screens.party_screens.party_view import DatumKind


def said(reasons: tuple[Reason, ...], say: Say) -> str:
    """Return the reasons for what becomes of a passage in the language that ``say`` speaks."""
    return "; ".join(worded(reason, say) for reason in reasons)


def kind_words(say: Say) -> dict[str, str]:
    """Return what each kind of passage is called."""
    return {
        "section": say("section"),
        "paragraph": say("paragraph"),
        "list": say("list"),
        "provision": say("provision"),
        "practice": say("practice"),
        "recommendation": say("recommendation"),
        "figure": say("figure"),
        "table": say("table"),
        "tile-map": say("map"),
        "callout": say("box"),
        "quotation": say("quotation"),
        "definitions": say("definitions"),
        "bibliography": say("bibliography"),
        "collected": say("collected list"),
        "note": say("note"),
    }


def action_words(say: Say) -> dict[str, str]:
    """Return what each decision means for a reader."""
    return {
        "flag": say("Marked"),
        "own-row": say("Shown with one row"),
        "keep": say("Shown"),
        "leave-out": say("Left out"),
    }


def datum_words(kind: DatumKind, name: str, say: Say) -> str:
    """Return what a decision was taken from."""
    match kind:
        case "list":
            return say("the list of Parties “{name}”", name=name)
        case "group":
            return say("the group “{name}” of the register", name=name)
        case "subject":
            return say("the States that the document is about")
        case "addressees":
            return say("its addressees")
        case "party":
            return say("the Party that it is of, {name}", name=name)
        case "table":
            return say("the table of data “{name}”", name=name)
        case "text":
            return say("its text")
        case "only-for":
            return say("the Parties that it is for")
        case "rule":
            return say("rule {number} of the profile", number=name)
        case "update":
            return say("the answer that was accepted, “{name}”", name=name)
        case "note":
            return say("the note “{name}”", name=name)
        case _:
            assert_never(kind)


def coverage_words(say: Say) -> dict[str, str]:
    """Return whether a round covers a Party; what is not known is said to be unknown."""
    return {"yes": say("yes"), "no": say("no"), "unconfirmed": say("not known: no source seen says it")}


def _messages() -> frozenset[str]:
    def say(message: str) -> str:
        return message

    return frozenset(
        (
            say("{words} in the section {section}"),
            say("information received after adoption: note {numbers}"),
            say("of {party}: {coverage}"),
            say("the round covered it"),
            say("the round did not cover it"),
            say("whether the round covered it is not known"),
            say("names no Party; it addresses {phrase}"),
            say("is of {party}"),
            say("has a row of {party}, from {file}"),
            say("has no row of {party}, from {file}"),
            say("names {party} in its text"),
            say("is general text"),
            say("is not for {party}, only for others"),
            say("stands in a section that is only for {party}"),
            say("is only for {party}"),
            say("is only for {party} and others"),
            say("addresses the State that the document is about, which is {party}"),
            say("addresses {groups}, a group that has {party}"),
            say("names {party} nowhere; it addresses {phrase}"),
            say("names {party} ({where})"),
            say("names others, not {party} ({where})"),
            say("addresses others, not {party} ({where})"),
            say("note {number}"),
            say("in its sentence"),
            say("the State that the document is about"),
            say("the Parties of {groups}"),
            say("has {passages}"),
            say("has nothing that is kept ({passages})"),
            say("is called in {passages}"),
            say("is called only in what is left out ({passages})"),
        )
    )


MESSAGES: Final = _messages()
"""Every message of a reason."""
