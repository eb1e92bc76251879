"""Units × the files of a project -> units that know where their English stands; and how much room there is for a translation.

Formats say both in their own way; XLIFF 2.0, which has none for places, as notes. Words of the program stand in no file of
the project.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from factsheet_builder.content.models import MOST_IN_CAPTION, MOST_IN_HEAD
from factsheet_builder.content.reading.reader import read_factsheet, read_publication, read_register
from factsheet_builder.content.reading.yaml_source import YamlSource
from factsheet_builder.errors import Place
from factsheet_builder.languages.exchange.units import Note, Unit, message_key
from factsheet_builder.languages.locales import Domains
from factsheet_builder.languages.messages import OF_PROGRAM, PARTIES, PUBLICATION, Message
from factsheet_builder.project import Project

_ROOMS: Final = ((re.compile(r".+\.short-title"), MOST_IN_HEAD), (re.compile(r"key-figure\.[0-9]+"), MOST_IN_CAPTION))
"""Messages that have room for so many letters: a longer translation is refused."""


def located(units: Iterable[Unit], project: Project, domains: Domains) -> tuple[Unit, ...]:
    """Return the units with the places of their English.

    Raises:
        ContentError: a file is not what it must be.
        SurroundingsError: a file cannot be read.
    """
    places = {
        message_key(message): place
        for domain, messages in domains.items()
        if domain not in OF_PROGRAM
        for message, place in _places(project, domain, messages)
    }
    return tuple(replace(unit, place=places.get(message_key(unit.message), Place())) for unit in units)


def _places(project: Project, domain: str, messages: Iterable[Message]) -> Iterator[tuple[Message, Place]]:
    """Yield messages with their places; what came by an update stands in a file of its own, and has none."""
    source, parties = _source(project, domain)
    for message in messages:
        path = parties.get(message.id.partition(".")[0], ()) if domain == PARTIES else message.path
        if path and path in source.places:
            yield message, source.place(path)


def _source(project: Project, domain: str) -> tuple[YamlSource, Mapping[str, tuple[str | int, ...]]]:
    """Return the file of a domain, and of the register where each Party stands in it."""
    if domain == PUBLICATION:
        return read_publication(project).source, {}
    if domain == PARTIES:
        read = read_register(project)
        return read.source, {party.code: ("parties", index) for index, party in enumerate(read.model.parties)}
    return read_factsheet(project, domain).source, {}


def room_for(message: Message) -> int:
    """Return how many letters there is room for; 0 where the room is that of a text."""
    if message.domain in OF_PROGRAM | {PARTIES, PUBLICATION}:
        return 0
    return next((room for pattern, room in _ROOMS if pattern.fullmatch(message.id)), 0)


def room_in_words(unit: Unit) -> str:
    """Return what a translator is told of the room."""
    return f"There is room for {room_for(unit.message)} letters; a longer translation is refused."


def surroundings(unit: Unit) -> Iterator[Note]:
    """Yield as notes where the English of a unit stands, and how much room there is."""
    if unit.place.line:
        yield Note("location", f"{unit.place.file}:{unit.place.line}")
    if room_for(unit.message):
        yield Note("room", room_in_words(unit))
