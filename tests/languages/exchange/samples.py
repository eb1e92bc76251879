"""Messages of every kind with catalogs of theirs, written and read by hand and at random."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from lxml import etree

from factsheet_builder.languages.catalogs import Catalog, entries, new_po, parse_po, po_bytes
from factsheet_builder.languages.codes import to_codes
from factsheet_builder.languages.exchange.formats import read_file, write_file
from factsheet_builder.languages.exchange.intake import Answer, Intake, Verdict, take_in
from factsheet_builder.languages.exchange.returned import Format
from factsheet_builder.languages.exchange.units import kinds_of, message_key, units_of
from factsheet_builder.languages.keeping.merging import merge
from factsheet_builder.languages.messages import LABELS, Message
from factsheet_builder.languages.reviews import Review, State
from tests.languages.exchange.word.word_files import without_digests as without_digests_in_word

TEXTUAL: tuple[Format, ...] = tuple(form for form in Format if form is not Format.DOCX)
"""The formats that are text: a Word file is an archive."""
SHEET = "some-chapter"
SCHEMAS = Path(__file__).parent / "schemas"


def prose(name: str, text: str, **facts: str) -> Message:
    return Message(SHEET, name, to_codes(text), comment=f"Paragraph {name}.", prose=text, **facts)  # type: ignore[arg-type]


TITLE = Message(SHEET, "masthead.title", "A & B <safe>", comment="Title.")
TEXT = prose(
    "VI-1.text", "The Committee **requires**[^a] *all* Parties[^b] to read [the *report*](https://a.example/?a&b)."
)
PLAIN = prose("p.1", "Nothing but words.")
PARTIES = prose("VI-2.text", "It invites {addressees} to act.")
PERCENT = Message(SHEET, "figure.unit", "%")
ARTICLE = Message(SHEET, "article-4.1", "Each <b>Party</b> shall …", comment="Official text.", is_locked=True)
SAVE = Message(LABELS, "", "Save the form.")
NAMES = Message(LABELS, "", "Reply of {party} on {id}")
COUNT = Message(LABELS, "", "{number} Party named", "{number} Parties named", "Label.")
MESSAGES = (TITLE, TEXT, PLAIN, PARTIES, PERCENT, ARTICLE, SAVE, NAMES, COUNT)
CASES = ("genitive",)
DOMAINS: Mapping[str, tuple[Message, ...]] = {
    SHEET: tuple(m for m in MESSAGES if m.domain == SHEET),
    LABELS: tuple(m for m in MESSAGES if m.domain == LABELS),
}
GOOD: dict[Message, tuple[str, ...]] = {
    TITLE: ("А & Б <безпечно>",),
    TEXT: ("Комітет<n2/> <b>вимагає</b><n1/> читати <a1><i>доповідь</i></a1> <i>всім</i>.",),
    PLAIN: ("Самі слова &amp; знаки &lt;.",),
    PARTIES: ("Він пропонує <parties/> діяти.",),
    PERCENT: ("%",),
    SAVE: ("Збережіть форму.",),
    NAMES: ("Відповідь {party.genitive} на {id}",),
    COUNT: ("Названо {number} Сторону", "Названо {number} Сторони", "Названо {number} Сторін"),
}
"""Translations of all messages into Ukrainian, which has three forms by number."""

Texts = Mapping[Message, tuple[str, ...]]


def catalogs(
    texts: Texts, states: Mapping[Message, State] | None = None, domains: Mapping[str, tuple[Message, ...]] = DOMAINS
) -> dict[str, Catalog]:
    """Return catalogs with these translations, read from files as a project's are."""
    made = {}
    for domain, messages in domains.items():
        po = merge(Catalog(domain, "uk", new_po(domain, "uk")), messages).po
        for message in messages:
            if message not in texts:
                continue
            entry = next(
                e for e in entries(po) if (e.context or "") == message.id and message.source in (e.id, e.id[0])
            )
            entry.string = texts[message] if message.plural else texts[message][0]
            state = (states or {}).get(message, State.TRANSLATED)
            if state is State.STALE and any(texts[message]):
                entry.flags.add("fuzzy")
                entry.previous_id = [f"{message.source} Once."]
            if state is State.REVIEWED:
                entry.user_comments = [Review(State.REVIEWED).comment]
        made[domain] = Catalog(domain, "uk", parse_po(po_bytes(po), f"{domain}.po", "uk"), f"{domain}.po")
    return made


def sent(form: Format, held: Mapping[str, Catalog], only: tuple[State, ...] = ()) -> bytes:
    """Return the file that is sent to a translator."""
    return write_file(form, units_of(DOMAINS, held, CASES, only), held, "uk")


def received(
    data: bytes, held: Mapping[str, Catalog], domains: Mapping[str, tuple[Message, ...]] = DOMAINS, name: str = "back"
) -> Intake:
    """Return what becomes of a file that came back."""
    return take_in(read_file(data, name, kinds_of(domains)), domains, held, CASES)


def without_digests(data: bytes) -> bytes:
    """Return a file as a program writes it that loses what it does not know."""
    if data.startswith(b"PK"):
        return without_digests_in_word(data)
    return re.sub(rb' (?:fb:source|fb:target|extradata)="[^"]*"|^#\. key=.*\n', b"", data, flags=re.MULTILINE)


def answer(intake: Intake, message: Message, form: int | None = None) -> Answer:
    """Return the only answer for a message, or for one of its forms."""
    key = message_key(message) + ("" if form is None else f"[{form}]")
    (found,) = [one for one in intake.answers if one.key == key]
    return found


def verdicts(intake: Intake) -> set[Verdict]:
    return {one.verdict for one in intake.answers}


class _Here(etree.Resolver):
    """Finds the schema of the namespace ``xml`` beside the others, whatever its address."""

    def resolve(self, system_url: str | None, public_id: str | None, context: Any) -> Any:  # noqa: ARG002
        is_xml = system_url is not None and system_url.endswith("xml.xsd")
        return self.resolve_filename(str(SCHEMAS / "xml.xsd"), context) if is_xml else None


def schema_errors(data: bytes, form: Format) -> list[str]:
    """Return what the OASIS schema of a format says against a document."""
    name = "xliff_core_2.0.xsd" if form is Format.XLIFF2 else "xliff-core-1.2-strict.xsd"
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Here())
    schema = etree.XMLSchema(etree.parse(str(SCHEMAS / name), parser))
    schema.validate(etree.fromstring(data))
    return [f"{error.line}: {error.message}" for error in schema.error_log]


_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=12)
_WORD = _WORDS.map(lambda text: text.replace("&", "").replace("<", "").strip(" ") or "слово")


def _marked(source: Message) -> st.SearchStrategy[str]:
    """Return translations with the codes of a source, in any order and among any words."""
    single = [f"<n{n}/>" for n in range(1, 4) if f"<n{n}/>" in source.source]
    single += ["<parties/>"] if "<parties/>" in source.source else []
    paired = [name for name in ("b", "i", "a1") if f"<{name}>" in source.source]
    parts = [*(st.just(code) for code in single)]
    parts += [_WORD.map(lambda word, name=name: f"<{name}>{word}</{name}>") for name in paired]  # type: ignore[misc]
    parts += [st.sampled_from(["&lt;", "&amp;", "&", "слово", "كلمة", " ", "\u200f"]) for _ in range(3)]
    return st.tuples(*parts).flatmap(st.permutations).map("".join)


def _translation(message: Message) -> st.SearchStrategy[tuple[str, ...]]:
    size = 3 if message.plural else 1
    if message.domain == LABELS:
        names = [name for name in ("{party}", "{id}", "{number}", "{party.genitive}", "{{", "}") if name]
        one = st.lists(st.one_of(st.sampled_from(names), _WORDS), min_size=0, max_size=5).map("".join)
    elif message.prose:
        # What a hand may have broken is exchanged too.
        one = st.one_of(_marked(message), _marked(message), st.just(""), _WORDS, st.just("<b>нема кінця"))
    else:
        one = _WORDS
    return st.tuples(*[one] * size)


@st.composite
def random_catalogs(draw: st.DrawFn) -> dict[str, Catalog]:
    """Draw catalogs with any translations in any states, some of them broken."""
    texts = {message: draw(_translation(message)) for message in MESSAGES if not message.is_locked}
    states = st.sampled_from([State.STALE, State.TRANSLATED, State.REVIEWED])
    return catalogs(texts, {message: draw(states) for message in MESSAGES})
