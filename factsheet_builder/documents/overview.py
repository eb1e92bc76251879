"""The overview of Parties: which of them the recommendations of a tile map name, as tiles, as a legend and as a table.

It is made from the lists of the content and from the register, never from words; what neither says is shown as unknown.
"""

from collections.abc import Iterator

from factsheet_builder.content.addressing import addressees_of, ways_of
from factsheet_builder.content.models import NamedInNote, Recommendation, TileMap, UpdateNote
from factsheet_builder.content.parties import Party
from factsheet_builder.content.passages import blocks_of, called_in
from factsheet_builder.documents.context import Context
from factsheet_builder.languages.isolation import without_isolates
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.views.spans import Span, Spans
from factsheet_builder.views.tile_views import StateView, TileMapView, TileRoomView, TileView


def tile_map(block: TileMap, context: Context, level: int, own: str = "") -> TileMapView:
    """Return the overview for the recommendations of ``block``; ``own`` is the code of the Party whose tile is marked."""
    sheet, register, localiser = context.sheet, context.register, context.localiser
    say = localiser.say
    named = _named(block, context)
    labels = _labels(tuple(called_in(sheet)[name] for name in block.recommendations), localiser)
    state_of = {party.code: _state(party, named, sheet.round.id) for party in register.parties}
    states = tuple(
        _state_view(state, label, [p for p in register.parties if state_of[p.code] == state], localiser)
        for state, label in labels.items()
        if state in state_of.values()
    )
    tiles = tuple(
        TileView(
            party.tile.column,
            party.tile.row,
            party.code,
            state_of[party.code],
            party.code == own,
            _tile_title(localiser, party, labels[state_of[party.code]]),
        )
        for party in localiser.sort_parties(register.parties)
    )
    day = localiser.date_in_words(sheet.round.adopted)
    summary = localiser.join([say("{label}: {count}", label=state.label, count=state.count) for state in states])
    return TileMapView(
        id=block.id,
        level=level,
        title=say("Who is addressed, as of {date}", date=day),
        alternative=_alternative(
            summary, len(tiles), own and labels[state_of[own]], register.by_code.get(own), localiser
        ),
        room=TileRoomView(1 + max(tile.column for tile in tiles), 1 + max(tile.row for tile in tiles)),
        tiles=tiles,
        states=states,
        table_title=say("The same in words: States by the recommendations that name them"),
        table_columns=(say("Named by"), say("States")),
        remarks=_remarks(block, context),
    )


def _tile_title(localiser: Localiser, party: Party, label: str) -> str:
    """Return what a tile says in words: as letters of a drawing and as a label, where no element can say a language."""
    title = localiser.say("{label}: {count}", label=localiser.party_name(party), count=label)
    return without_isolates(title)


def _alternative(summary: str, number: int, own_label: str, own: Party | None, localiser: Localiser) -> str:
    tiles = localiser.number(number)
    if own is None:
        return localiser.say(
            "Tile map of {number} States, one tile each. {summary}. The table that follows names them.",
            number=tiles,
            summary=summary,
        )
    return localiser.say(
        "Tile map of {number} States, one tile each. The tile of {party} is marked: {label}. The table of"
        " the overview in the text names all States.",
        number=tiles,
        party=localiser.party_in_prose(own),
        label=own_label,
    )


def _named(block: TileMap, context: Context) -> tuple[frozenset[str], ...]:
    sheet, register = context.sheet, context.register
    known = {b.id: b for _, b in blocks_of(sheet) if isinstance(b, Recommendation)}
    return tuple(frozenset(addressees_of(sheet, known[name], register)) for name in block.recommendations)


def _state(party: Party, named: tuple[frozenset[str], ...], round_id: str) -> str:
    by = [party.code in parties for parties in named]
    if all(by):
        return "all"
    if any(by):
        return "first" if by[0] else "second"
    return {"yes": "none", "no": "outside", "unconfirmed": "unconfirmed"}[party.is_covered(round_id)]


def _labels(names: tuple[str, ...], localiser: Localiser) -> dict[str, str]:
    say = localiser.say
    labels = {"all": localiser.join(names)}
    if len(names) > 1:
        labels |= {"first": say("{id} only", id=names[0]), "second": say("{id} only", id=names[1])}
    neither = say("neither") if len(names) > 1 else say("not named")
    return labels | {"none": neither, "unconfirmed": say("coverage not confirmed"), "outside": say("not covered")}


def _state_view(state: str, label: str, parties: list[Party], localiser: Localiser) -> StateView:
    names = [localiser.party_name(party) for party in localiser.sort_parties(parties)]
    named = [
        name.between("", f" ({party.code})") for name, party in zip(names, localiser.sort_parties(parties), strict=True)
    ]
    return StateView(state, label, localiser.number(len(names)), localiser.join(named))


def _remark_on(note: UpdateNote, context: Context) -> str:
    register, localiser = context.register, context.localiser
    called = called_in(context.sheet)[note.recommendation]
    party = localiser.party_name(register.by_code[note.party])
    if note.is_quoted:
        return localiser.say(
            "{party}, {recommendation}: information was received from the State after adoption, see",
            party=party,
            recommendation=called,
        )
    return localiser.say(
        "{party}, {recommendation}: the list is corrected by information received after adoption, see",
        party=party,
        recommendation=called,
    )


def _renamed(recommendations: list[Recommendation], context: Context) -> Iterator[str]:
    """Yield why a table and a note call a Party by two names, where the register has a new name since the adoption."""
    localiser, day = context.localiser, context.sheet.round.adopted
    named = {code for block in recommendations for code in addressees_of(context.sheet, block, context.register)}
    pairs = [
        localiser.say("{new} for {old}", new=localiser.party_name(party), old=localiser.party_name(party, day))
        for party in localiser.sort_parties(context.register.by_code[code] for code in named)
        if localiser.party_name(party) != localiser.party_name(party, day)
    ]
    if pairs:
        yield localiser.say(
            "The notes name States as on {date}, this overview as today: {names}.",
            date=localiser.date_in_words(day),
            names=localiser.join(pairs),
        )


def _remarks(block: TileMap, context: Context) -> tuple[Spans, ...]:
    """Return where the overview comes from, each update that corrects a list shown on it, and what is not known."""
    sheet, register, localiser, numbers = context.sheet, context.register, context.localiser, context.numbers
    recommendations = [
        b for _, b in blocks_of(sheet) if isinstance(b, Recommendation) and b.id in block.recommendations
    ]
    lists = [numbers[way.note] for b in recommendations for way in ways_of(b) if isinstance(way, NamedInNote)]
    lists.sort(key=int)
    origin = localiser.say("This overview is made from the lists of addressees; it is no part of the official text.")
    if lists:
        origin = localiser.count(
            "This overview is made from the list of States in note {notes}; it is no part of the official text.",
            "This overview is made from the lists of States in notes {notes}; it is no part of the official text.",
            len(lists),
            notes=localiser.join(lists),
        )
    remarks: list[Spans] = [(Span("words", origin),)]
    remarks += [(Span("words", words),) for words in _renamed(recommendations, context)]
    for note in sheet.notes:
        if isinstance(note, UpdateNote) and note.recommendation in block.recommendations:
            number = numbers[note.id]
            before = _remark_on(note, context)
            words = localiser.say("note {number}", number=number)
            link = Span("link", spans=(Span("words", words),), address=f"#note-{note.id}", label=words)
            spans = (Span("words", f"{before} "), link, Span("words", "."))
            remarks.append(context.in_one_language(spans))
    covered = sum(party.is_covered(sheet.round.id) == "yes" for party in register.parties)
    if covered != sheet.round.parties:
        text = localiser.say(
            "The round covered {round} States. Of {known} of them it is known; "
            "which the others are, the sources of this factsheet do not say.",
            round=localiser.number(sheet.round.parties),
            known=localiser.number(covered),
        )
        remarks.append((Span("words", text),))
    return tuple(remarks)
