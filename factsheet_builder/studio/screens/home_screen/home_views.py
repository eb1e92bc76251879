"""A count of what is to be done × words of the interface -> what the screen Home shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol, assert_never

from factsheet_builder.builds.outcome import Fate
from factsheet_builder.builds.reporting.owed_facts import Behind, Cause, Failing, Survey
from factsheet_builder.changes.history.saves import Save
from factsheet_builder.errors import Diagnostic
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.studio.live.jobs import Job, Phase
from factsheet_builder.studio.server.interface_words import InterfaceWords

_MOST_CAUSES: Final = 8
_MOST_FILES: Final = 5


class Lead(Protocol):
    """Gives the address of a screen, nothing where the studio has no such screen."""

    def __call__(self, name: str, **values: object) -> str:
        """Return it; ``values`` are parts of the path or of the query."""


@dataclass(frozen=True, slots=True)
class FigureView:
    """A number that says how much there is to do, and where it is done."""

    number: str
    words: str
    address: str
    is_calm: bool
    """Whether nothing is to be done about it."""


@dataclass(frozen=True, slots=True)
class CauseView:
    """What made files stale."""

    words: str
    address: str
    files: str


@dataclass(frozen=True, slots=True)
class FailingView:
    """Files that cannot be made, and why."""

    files: tuple[str, ...]
    more: str
    problems: tuple[Diagnostic, ...]
    last_good: str


@dataclass(frozen=True, slots=True)
class LocaleView:
    """How far a language is."""

    tag: str
    name: str
    address: str
    missing: str
    stale: str
    problem: str


@dataclass(frozen=True, slots=True)
class SaveView:
    """A save of the history."""

    when: str
    who: str
    words: str


@dataclass(frozen=True, slots=True)
class JobView:
    """A build that was begun here."""

    words: str
    done: int
    total: int
    is_under_way: bool
    is_to_stop: bool
    problems: tuple[Diagnostic, ...]
    """Why something could not be made, the first few."""


@dataclass(frozen=True, slots=True)
class HomeView:
    """What is to be done."""

    verdict: str
    """In one sentence."""
    is_counting: bool
    has_factsheets: bool
    counted: str
    figures: tuple[FigureView, ...]
    problems: tuple[Diagnostic, ...]
    causes: tuple[CauseView, ...]
    more_causes: str
    failing: tuple[FailingView, ...]
    locales: tuple[LocaleView, ...]
    job: JobView | None
    can_make: bool
    saves: tuple[SaveView, ...]
    history: str
    """Why nothing is known of saves, where nothing is."""
    addresses: dict[str, str]
    """Of other screens, by their names, as far as they are there."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for the person who asks."""

    replies: int
    drafts: int


@dataclass(frozen=True, slots=True)
class Past:
    """What was last saved, or why it is not known."""

    saves: tuple[Save, ...]
    problem: str = ""


@dataclass(frozen=True)
class HomeWording:
    """Words what the screen shows."""

    words: InterfaceWords
    lead: Lead

    def verdict(self, found: Survey | None) -> str:
        """Return what is to be done, in one sentence."""
        say, count = self.words.say, self.words.count
        if found is None:
            return say("The files are being counted.")
        if not found.factsheets:
            return say("There is no factsheet yet.")
        if found.problems:
            return say("The content has an error, and nothing can be made until it is mended.")
        if not found.owed:
            return say("No file is owed: the list of what is to be made is empty.")
        if found.to_make:
            return count("{number} file is to be made.", "{number} files are to be made.", found.to_make)
        if found.failing:
            return say("Some files could not be made.")
        return say("Everything is current.")

    def figures(self, found: Survey | None, waiting: Waiting) -> tuple[FigureView, ...]:
        """Return the numbers that are known."""
        return (*(self._counted(found) if found and not found.problems else ()), *self._waiting(waiting))

    def _counted(self, found: Survey) -> tuple[FigureView, ...]:
        count, files = self.words.count, self.lead("deliverables")
        failing = sum(len(group.paths) for group in found.failing)
        behind = sum(locale.missing + locale.stale for locale in found.behind)
        return (
            self._figure(found.owed, count("file owed", "files owed", found.owed), files, is_calm=True),
            self._figure(found.current, count("file current", "files current", found.current), files, is_calm=True),
            self._figure(found.stale, count("file stale", "files stale", found.stale), files),
            self._figure(
                found.missing,
                count("file not made yet", "files not made yet", found.missing),
                self.lead("deliverables", state="missing"),
            ),
            self._figure(
                failing, count("file failing", "files failing", failing), self.lead("deliverables", state="old")
            ),
            self._figure(behind, count("translation behind", "translations behind", behind), self.lead("translations")),
        )

    def _waiting(self, waiting: Waiting) -> tuple[FigureView, ...]:
        count, replies, drafts = self.words.count, waiting.replies, waiting.drafts
        return (
            self._figure(replies, count("reply waiting", "replies waiting", replies), self.lead("replies")),
            self._figure(drafts, count("draft not saved", "drafts not saved", drafts), self.lead("edit-list")),
        )

    def _figure(self, number: int, words: str, address: str, *, is_calm: bool = False) -> FigureView:
        return FigureView(str(self.words.localiser.number(number)), words, address, is_calm=is_calm or not number)

    def causes(self, causes: Sequence[Cause]) -> tuple[tuple[CauseView, ...], str]:
        """Return what made files stale, as people call it, and in words how much more there is."""
        count = self.words.count
        rows: dict[str, tuple[str, int]] = {}
        for cause in causes:
            words, address = self._cause(cause)
            _, files = rows.get(words, ("", 0))
            rows[words] = (address, max(files, cause.files))
        shown = [
            CauseView(words, address, count("{number} file", "{number} files", files))
            for words, (address, files) in list(rows.items())[:_MOST_CAUSES]
        ]
        rest = len(rows) - len(shown)
        more = count("and {number} more change", "and {number} more changes", rest) if rest else ""
        return tuple(shown), more

    def _cause(self, cause: Cause) -> tuple[str, str]:
        """Return what people call an input, and where it is looked at."""
        say = self.words.say
        kind, _, name = cause.name.partition(" ")
        passage = self.lead("edit", sheet=cause.factsheet, at=name) if cause.factsheet else ""
        sheet = self.lead("edit", sheet=cause.factsheet) if cause.factsheet else ""
        match kind:
            case "passage" | "run":
                return say("Passage {name}", name=name), passage
            case "note":
                at = f"note.{name}"
                return say("Note {name}", name=name), sheet and self.lead("edit", sheet=cause.factsheet, at=at)
            case "section":
                return say("Section {name}", name=name), passage
            case "masthead" | "document" | "glance" | "title" | "settings" | "around" | "as" | "coverage" | "warnings":
                return say("Title, overview and order of the text"), sheet
            case "imprint":
                return say("Imprint"), ""
            case "attachment" | "tabs" | "files":
                return say("What the file carries besides its text"), ""
            case "template":
                return say("Template {name}", name=name), ""
            case "style":
                return say("Style sheet {name}", name=name), ""
            case "file":
                return say("File {name}", name=name), ""
            case "package" | "library" | "builder":
                return say("Another version of this program"), ""
            case "the":
                return say("The file itself was changed by somebody"), ""
            case _:
                return cause.name, ""

    def failing(self, groups: Sequence[Failing]) -> tuple[FailingView, ...]:
        """Return what cannot be made."""
        say, count = self.words.say, self.words.count
        return tuple(
            FailingView(
                group.paths[:_MOST_FILES],
                count("and {number} more file", "and {number} more files", rest)
                if (rest := len(group.paths) - _MOST_FILES) > 0
                else "",
                group.problems,
                say("The last good file is of {when}.", when=self.moment(group.last_good))
                if group.last_good
                else say("There is no good file yet."),
            )
            for group in groups
        )

    def locales(self, behind: Sequence[Behind]) -> tuple[LocaleView, ...]:
        """Return the languages in which something is left to do."""
        number = self.words.localiser.number
        return tuple(
            LocaleView(
                one.tag,
                Localiser(one.tag).own_name,
                self.lead("translations-of", locale=one.tag),
                str(number(one.missing)),
                str(number(one.stale)),
                one.problems[0].what if one.problems else "",
            )
            for one in behind
            if one.missing or one.stale or one.problems
        )

    def job(self, job: Job | None) -> JobView | None:
        """Return the build that was last begun here."""
        if job is None:
            return None
        done = sum(job.fates.values())
        said = self._phase(job)
        words = f"{job.title}: {said}" if job.title else said
        found = [*job.problems, *(problem for why in job.failures.values() for problem in why)]
        problems = tuple(dict.fromkeys(found))[:_MOST_FILES] if job.phase.is_over else ()
        return JobView(words, done, job.count, not job.phase.is_over, job.is_to_stop, problems)

    def _phase(self, job: Job) -> str:
        say, count = self.words.say, self.words.count
        new = job.fates[Fate.MADE]
        made = count("{number} file is new", "{number} files are new", new)
        when = self.moment(job.ended) if job.ended else ""
        match job.phase:
            case Phase.PLANNING:
                return say("It is being found out what is to be made.")
            case Phase.MAKING:
                done, whole = (
                    self.words.localiser.number(sum(job.fates.values())),
                    self.words.localiser.number(job.count),
                )
                return say("{done} of {count} files are looked at; {made}.", done=done, count=whole, made=made)
            case Phase.DONE:
                return say("Finished {when}: {made}, all others are current.", when=when, made=made)
            case Phase.INCOMPLETE:
                bad = count("{number} file could not be made", "{number} files could not be made", len(job.failures))
                return say(
                    "Finished {when}: {made}. {failed}; the last good ones stay.", when=when, made=made, failed=bad
                )
            case Phase.STOPPED:
                return say("Stopped {when}: {made}. What was finished stays.", when=when, made=made)
            case Phase.FAILED:
                return say("Nothing could be made ({when}).", when=when)
            case _:
                assert_never(job.phase)

    def saves(self, past: Past) -> tuple[SaveView, ...]:
        """Return what was last saved."""
        return tuple(SaveView(self.moment(save.when), save.who, save.words) for save in past.saves)

    def moment(self, when: datetime) -> str:
        """Return a moment of this machine's clock."""
        here = when.astimezone()
        day = self.words.localiser.date_in_words(here.date())
        return self.words.say("{day}, {time}", day=day, time=f"{here:%H:%M}")
