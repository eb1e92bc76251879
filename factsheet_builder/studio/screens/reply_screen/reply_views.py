"""Files that were received × the content as it is × words of the interface -> what the screen shows, answer by answer."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from factsheet_builder.content.updates import MAX_LENGTH, Update
from factsheet_builder.errors import Diagnostic, Severity
from factsheet_builder.replies.acceptance import concerns
from factsheet_builder.replies.answer_models import Answer, Reply
from factsheet_builder.replies.reply_names import Status
from factsheet_builder.studio.screens.reply_screen.received_files import ReceivedFile, accepted_from, without_file
from factsheet_builder.studio.server.interface_words import InterfaceWords


@dataclass(frozen=True, slots=True)
class ReplyFacts:
    """What the content says of replies, as plain values that a process can hand over."""

    language: str
    parties: Mapping[str, str]
    titles: Mapping[str, str]
    recommendations: Mapping[tuple[str, str], str]
    """Words of each recommendation by factsheet and id."""
    updates: tuple[Update, ...]
    problems: tuple[tuple[Diagnostic, ...], ...]
    """Of each file, in their order."""
    faults: tuple[Diagnostic, ...] = ()
    """Why the content cannot be read: nothing is judged then."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was sent to accept an answer and could not be used, with the reasons."""

    key: str
    form: int
    recommendation: str
    received: str
    text: str
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class AcceptedView:
    """An answer that is part of the content."""

    name: str
    party: str
    recommendation: str
    received: str
    text: str


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One answer beside its recommendation."""

    anchor: str
    recommendation: str
    asked: str
    """The words of the recommendation, nothing where it is not known."""
    status: str
    measures: tuple[str, ...]
    """Lines; the first ones where there are many."""
    more: tuple[str, ...]
    """The lines after these."""
    day: str
    reference: str
    problems: tuple[Diagnostic, ...]
    accepted: AcceptedView | None
    can_be_accepted: bool
    received: str = ""
    text: str = ""
    refusals: tuple[Diagnostic, ...] = ()
    """Why it was not accepted a moment ago."""
    is_long: bool = False
    """Whether a note cannot hold all that was replied."""

    @property
    def needs_words(self) -> bool:
        """Whether words of our own are to be said, or were."""
        return self.is_long or bool(self.text) or not self.measures


@dataclass(frozen=True, slots=True)
class FormView:
    """One form of a file."""

    number: int
    anchor: str
    party: str
    title: str
    edition: str
    contact: str
    remarks: tuple[str, ...]
    problems: tuple[Diagnostic, ...]
    answers: tuple[AnswerView, ...]
    untouched: str
    """The recommendations on which nothing was said, as a list in a sentence."""


@dataclass(frozen=True, slots=True)
class FileView:
    """One file."""

    key: str
    name: str
    is_broken: bool
    problems: tuple[Diagnostic, ...]
    forms: tuple[FormView, ...]


@dataclass(frozen=True, slots=True)
class RepliesView:
    """The screen."""

    language: str
    """That of the content."""
    direction: str
    may_edit: bool
    files: tuple[FileView, ...]
    accepted: tuple[AcceptedView, ...]
    faults: tuple[Diagnostic, ...]
    limits: str
    most_letters: str
    upload_problem: str = ""
    refused: AnswerView | None = None
    """The answer that was not accepted a moment ago."""


@dataclass(frozen=True)
class ReplyWording:
    """Words what the screen shows."""

    words: InterfaceWords
    facts: ReplyFacts
    typed: Typed | None = None

    def files(self, received: Iterable[ReceivedFile]) -> tuple[FileView, ...]:
        """Return the files; the facts tell of those that could be read, in the same order."""
        judged = iter(self.facts.problems)
        return tuple(self._file(one, next(judged) if one.replies else ()) for one in received)

    def accepted(self) -> tuple[AcceptedView, ...]:
        """Return all answers that were accepted from replies, the one received last first."""
        ours = (update for update in self.facts.updates if update.source_sha256)
        latest = sorted(ours, key=lambda update: (-update.received.toordinal(), update.id))
        return tuple(map(self._accepted, latest))

    def _file(self, one: ReceivedFile, judged: tuple[Diagnostic, ...]) -> FileView:
        problems = (*one.problems, *judged)
        replies = one.replies.replies if one.replies else ()
        own = tuple(without_file(problem) for problem in problems if one.replies is None or not problem.place.passage)
        forms = tuple(self._form(one, number, reply, problems) for number, reply in enumerate(replies))
        return FileView(one.key, one.name, one.replies is None, own, forms)

    def _form(self, one: ReceivedFile, number: int, reply: Reply, problems: tuple[Diagnostic, ...]) -> FormView:
        anchor = f"f{one.key[:12]}-{number}"
        said = tuple(answer for answer in reply.answers if not answer.is_untouched)
        untouched = [answer.recommendation for answer in reply.answers if answer.is_untouched]
        # What else is wrong with an answer that says nothing has no other place to stand.
        own = tuple(
            without_file(problem)
            for problem in problems
            if problem.place.passage == reply.party
            or (
                problem.code != "reply-unanswered"
                and any(f"{problem.place.passage} ".startswith(f"{reply.party} {name} ") for name in untouched)
            )
        )
        return FormView(
            number,
            anchor,
            self.facts.parties.get(reply.party, reply.party),
            self.facts.titles.get(reply.factsheet, reply.factsheet),
            self.words.localiser.date_in_words(reply.edition),
            ", ".join(filter(None, (reply.contact_name, reply.contact_email))),
            tuple(reply.remarks.splitlines()),
            own,
            tuple(self._answer(one, number, reply, answer, problems) for answer in said),
            self.words.localiser.join(untouched) if untouched else "",
        )

    def _answer(
        self, one: ReceivedFile, number: int, reply: Reply, answer: Answer, problems: tuple[Diagnostic, ...]
    ) -> AnswerView:
        name = answer.recommendation
        concerning = tuple(problem for problem in problems if concerns(problem, reply.party, name))
        own = tuple(without_file(one) for one in concerning if one.place.passage not in {"", reply.party})
        is_sound = not any(one.severity is Severity.ERROR for one in concerning)
        lines = tuple(answer.measures.splitlines())
        shown = _FIRST_LINES if len(lines) > _MOST_LINES else len(lines)
        typed = self.typed
        is_typed = typed is not None and (typed.key, typed.form, typed.recommendation) == (one.key, number, name)
        return AnswerView(
            f"f{one.key[:12]}-{number}-{name}",
            name,
            self.facts.recommendations.get((reply.factsheet, name), ""),
            self._status(answer.status),
            lines[:shown],
            lines[shown:],
            self.words.localiser.date_in_words(answer.date) if answer.date else answer.date_as_written,
            answer.reference,
            own,
            next((self._accepted(update) for update in self.facts.updates if _is_of(update, one, reply, name)), None),
            is_sound and (reply.factsheet, name) in self.facts.recommendations,
            typed.received if typed and is_typed else "",
            typed.text if typed and is_typed else "",
            typed.problems if typed and is_typed else (),
            len(answer.measures.strip()) > MAX_LENGTH,
        )

    def _accepted(self, update: Update) -> AcceptedView:
        return AcceptedView(
            update.id,
            self.facts.parties.get(update.party, update.party),
            update.recommendation,
            self.words.localiser.date_in_words(update.received),
            update.text,
        )

    def _status(self, status: Status) -> str:
        say: Callable[..., str] = self.words.say
        return {
            Status.NOT_ANSWERED: say("Not answered"),
            Status.TAKEN: say("Measures taken"),
            Status.PLANNED: say("Measures planned"),
            Status.NO_CHANGE: say("No change"),
        }[status]


def _is_of(update: Update, one: ReceivedFile, reply: Reply, recommendation: str) -> bool:
    if one.replies is None or not accepted_from(update, one.replies):
        return False
    return (update.party, update.factsheet, update.recommendation) == (reply.party, reply.factsheet, recommendation)


def day_of(text: str) -> date | None:
    """Return the day that a field of the kind date sends."""
    try:
        return date.fromisoformat(text.strip()) if len(text.strip()) == _LENGTH_OF_A_DAY else None
    except ValueError:
        return None


_FIRST_LINES: Final = 6
_MOST_LINES: Final = 10
"""Of an answer that is shown whole at once."""
_LENGTH_OF_A_DAY: Final = len("2022-03-10")
