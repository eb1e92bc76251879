"""What came back × what there is to translate × catalogs -> an answer for every unit, and the catalogs with all good ones.

The English decides: a unit whose English has changed since it was sent is not taken. The catalog decides too: a unit that
nobody touched in the file changes nothing, and one that was changed on both sides is refused, so that no work is lost.
Reading the file is left to the formats, writing the catalogs to the caller.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from factsheet_builder.characters import drop_harmless
from factsheet_builder.errors import ContentError, Diagnostic, Place, Severity
from factsheet_builder.languages.catalogs import Catalog, put_remark, put_translation
from factsheet_builder.languages.exchange.faults import fault_of
from factsheet_builder.languages.exchange.inline import canonical, one_line
from factsheet_builder.languages.exchange.recognition import new_remark, with_known_keys
from factsheet_builder.languages.exchange.returned import ReturnedFile, ReturnedUnit
from factsheet_builder.languages.exchange.units import Unit, digest, message_key, token, units_of
from factsheet_builder.languages.keeping.merging import merge
from factsheet_builder.languages.locales import Domains
from factsheet_builder.languages.reviews import RANKS, Review, State


class Verdict(StrEnum):
    """What became of a unit."""

    TAKEN = "taken"
    UNCHANGED = "unchanged"
    EMPTY = "empty"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one unit, and why."""

    key: str
    verdict: Verdict
    place: Place
    text: str = ""
    """The translation as it came."""
    state: State | None = None
    """In which state it was taken."""
    code: str = ""
    """Stable code of the reason, where it was refused."""
    reason: str = ""
    """Why it was refused, or passed over."""
    remedy: str = ""
    remark: str = ""
    """What the translator remarks, where the catalog has not that remark already."""
    review: Review | None = None
    """Who vouches for what was taken."""

    @property
    def shown(self) -> str:
        """What people know the unit by."""
        return self.place.passage or self.key

    @property
    def diagnostic(self) -> Diagnostic:
        """The refusal as a problem with its place."""
        return Diagnostic(Severity.ERROR, self.code, f"Not taken: {self.reason}.", self.remedy, self.place)


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of a file."""

    answers: tuple[Answer, ...]
    catalogs: Mapping[str, Catalog]
    """By domain, those that change."""

    def count(self, verdict: Verdict) -> int:
        """Return how many units have this verdict."""
        return sum(answer.verdict is verdict for answer in self.answers)

    @property
    def remarks(self) -> int:
        """How many remarks of translators are new."""
        return sum(bool(answer.remark) for answer in self.answers)

    @property
    def copies(self) -> int:
        """How many units had the English as their translation, in a state that is none of a translation."""
        return sum(answer.code == _COPY for answer in self.answers)


_COPY: Final = "copy-of-source"
_CHARACTERS: Final = "Delete it in the translation program; names and numbers find their direction themselves."
_RESEND: Final = "Export it again and translate the new English."
_MEND: Final = "Correct it in the translation program; codes and placeholders are those of the original."


def take_in(
    returned: ReturnedFile, domains: Domains, catalogs: Mapping[str, Catalog], cases: Collection[str] = ()
) -> Intake:
    """Return what becomes of each unit of a file, in its order, and the catalogs of one locale that change by it.

    ``catalogs`` are left as they are. ``cases`` are the forms of names that the locale has.

    Raises:
        ContentError: the file has no unit that is offered here.
    """
    offered = {unit.key: unit for unit in units_of(domains, catalogs, cases)}
    keys = {name: key for key in offered for name in (key, token(key))}
    returned = with_known_keys(returned, offered, keys)
    if not any(unit.key in keys for unit in returned.units):
        what = f"None of the {len(returned.units)} units of this file is one of this project."
        remedy = "Import the file that was exported here, as the translation program saved it."
        raise ContentError.of("foreign-units", what, remedy, Place(returned.file, 1, 1))
    repeated = Counter(keys.get(unit.key, unit.key) for unit in returned.units)
    answers: list[tuple[Answer, Unit | None]] = []
    for as_it_came in returned.units:
        came = replace(as_it_came, target=drop_harmless(as_it_came.target))
        unit = offered.get(keys.get(came.key, ""))
        place = Place(returned.file, came.line, 1 if came.line else 0, _shown(unit) if unit else came.key)
        if unit is None:
            answers.append((_unknown(came, place), None))
        elif repeated[unit.key] > 1:
            answer = Answer(unit.key, Verdict.REFUSED, place, came.target, None, "duplicate")
            reason = "the file has this unit more than once"
            answers.append((replace(answer, reason=reason, remedy="Keep the one that is meant."), unit))
        else:
            answer = _Case(unit, came, place, tuple(cases)).judge()
            answers.append((replace(answer, remark=new_remark(unit, came.remarks)), unit))
    return _concluded(answers, offered, domains, catalogs)


def _shown(unit: Unit) -> str:
    """Return what people know a unit by: a label by its English, since its id is a number."""
    return unit.key if unit.message.id else f"labels “{unit.source[:60]}”"


def _unknown(came: ReturnedUnit, place: Place) -> Answer:
    """Return the refusal of a unit that nobody offers; one of ours that brings nothing new is none to bother about."""
    if came.source_digest and not came.fault and digest(one_line(came.target)) == came.target_digest:
        return Answer(came.key, Verdict.UNCHANGED if came.target else Verdict.EMPTY, place, came.target)
    reason = "nothing to translate has this id; its English has changed or is gone, or the file is of another project"
    remedy = "Export the locale again; copy the translation over if its English still stands."
    return Answer(came.key, Verdict.REFUSED, place, came.target, None, "unknown-id", reason, remedy)


@dataclass(frozen=True, slots=True)
class _Case:
    """One unit as it was offered and as it came back."""

    unit: Unit
    came: ReturnedUnit
    place: Place
    cases: tuple[str, ...]

    def judge(self) -> Answer:
        """Return what becomes of it."""
        unit, came = self.unit, self.came
        if came.fault:
            remedy = _MEND if came.fault_code == "codes" else "Translate every sentence of it."
            return self._refused(came.fault_code, came.fault, remedy)
        if unit.is_locked:
            return self._judge_locked()
        if not came.target.strip():
            return self._edited() or self._answer(Verdict.EMPTY)
        if self._is_same:
            state = self._state_of_same()
            if state is unit.state:
                return self._edited() or self._answer(Verdict.UNCHANGED)
        elif self._is_untouched:
            return self._answer(Verdict.UNCHANGED)
        elif self._is_copy:
            return replace(
                self._answer(Verdict.EMPTY), code=_COPY, reason="it is the original, in a state of work to do"
            )
        else:
            state = self._state_of_changed()
        if problem := self._outdated():
            return problem
        code, fault = fault_of(self._text, unit.message, unit.source, self.cases)
        if code:
            return self._refused(code, fault, _CHARACTERS if code == "character" else _MEND)
        review = came.review if came.review and came.review.state is state else None
        return replace(self._answer(Verdict.TAKEN), text=self._text, state=state, review=review)

    @property
    def _text(self) -> str:
        """The translation without line breaks, and without spaces at its ends, where the English has none."""
        text = one_line(self.came.target)
        return text.strip() if self.unit.source == self.unit.source.strip() else text

    @property
    def _is_same(self) -> bool:
        if self.came.target == self.unit.stored:
            return True
        return bool(self.unit.stored) and self._canonical(self.came.target) == self._canonical(self.unit.stored)

    @property
    def _is_untouched(self) -> bool:
        """Whether the translation is the one that was sent, while the catalog has another by now."""
        return bool(self.came.target_digest) and self.came.target_digest == digest(self._canonical(self.came.target))

    @property
    def _is_copy(self) -> bool:
        """Whether the translation is the English, and the file does not say that this is one."""
        is_to_do = self.came.state in {None, State.MISSING, State.STALE}
        return is_to_do and self._canonical(self.came.target) == self._canonical(self.unit.source)

    def _canonical(self, text: str) -> str:
        return canonical(drop_harmless(text), self.unit.kind)

    def _judge_locked(self) -> Answer:
        kept = {self._canonical(text) for text in (self.unit.source, self.unit.target)}
        if not self.came.target.strip() or self._canonical(self.came.target) in kept:
            return self._answer(Verdict.UNCHANGED)
        if self.unit.message.is_locked:
            reason = "it is official text, which is supplied and not translated"
            return self._refused("locked", reason, "Put the official text into provisions.yaml of the locale.")
        return self._refused("locked", "it is numbers only, which are not changed here", "Change the catalog itself.")

    def _state_of_same(self) -> State:
        """Return the state of a translation whose words are the catalog's: what the file says, but no review undone."""
        says, now = self.came.state, self.unit.state
        is_lost = says is State.STALE and not self.came.source_digest  # a converter doubts all that it cannot name
        if says is None or says is State.MISSING or is_lost:
            return now
        is_less = says.is_current and RANKS.index(says) < RANKS.index(now)
        return now if is_less else says

    def _state_of_changed(self) -> State:
        """Return the state of new words: a review that stood before was a review of other words.

        A state of work to do is never that of a translation: its words are kept as what needs work.
        """
        says = self.came.state
        if says in {State.STALE, State.MISSING}:
            return State.STALE
        if says is not None and says.is_vouched_for and says is not self.unit.state:
            return says
        return State.TRANSLATED

    def _outdated(self) -> Answer | None:
        """Return the refusal of a translation whose English, or whose place in the catalog, has changed since."""
        unit, came = self.unit, self.came
        is_old = bool(came.source_digest) and came.source_digest != unit.source_digest
        if is_old or (not came.source_digest and not self._is_same_english):
            return self._refused("source-changed", f"its English has changed since; it is now “{unit.source}”", _RESEND)
        if edited := self._edited():
            return edited
        if came.source_digest and not self._is_same and came.target_digest != unit.target_digest:
            reason = f"the catalog has another translation since the file was exported: “{unit.stored}”"
            return self._refused("conflict", reason, "Export it again, and correct the newer translation.")
        return None

    @property
    def _is_same_english(self) -> bool:
        unit = self.unit
        english = (unit.source, unit.message.source, unit.message.plural)
        return _words(self._canonical(self.came.source)) in [_words(self._canonical(text)) for text in english]

    def _edited(self) -> Answer | None:
        """Return the refusal of a unit whose English somebody has corrected in the file: told, so that it is not lost."""
        is_present = bool(self.came.source_digest) and self.came.source_digest == self.unit.source_digest
        if not is_present or self._is_same_english:
            return None
        reason = f"its English was changed in the file; it is “{self.unit.source}”"
        return self._refused("source-edited", reason, "English is changed in the content, not in the translation.")

    def _answer(self, verdict: Verdict) -> Answer:
        return Answer(self.unit.key, verdict, self.place, self.came.target)

    def _refused(self, code: str, reason: str, remedy: str) -> Answer:
        return Answer(self.unit.key, Verdict.REFUSED, self.place, self.came.target, None, code, reason, remedy)


def _words(text: str) -> list[str]:
    """Return what remains of a text where programs change its spaces."""
    return text.split()


def _concluded(
    answers: list[tuple[Answer, Unit | None]],
    offered: Mapping[str, Unit],
    domains: Domains,
    catalogs: Mapping[str, Catalog],
) -> Intake:
    """Return the answers with those of messages with forms by number agreed, and what is taken put into the catalogs."""
    forms: dict[str, list[Unit]] = defaultdict(list)
    for one in offered.values():
        forms[message_key(one.message)].append(one)
    by_key = {answer.key: answer for answer, unit in answers if unit is not None}
    changed: dict[str, Catalog] = {}
    concluded = []
    done: set[str] = set()
    for answer, unit in answers:
        if unit is None or answer.verdict is not Verdict.TAKEN:
            concluded.append(answer)
            continue
        key = message_key(unit.message)
        group = [(form, by_key.get(form.key)) for form in forms[key]]
        if fault := _fault_of_forms(group):
            remedy = "Translate all forms of it."
            code = "forms"
            refused = replace(answer, verdict=Verdict.REFUSED, state=None, code=code, reason=fault, remedy=remedy)
            concluded.append(refused)
            continue
        concluded.append(answer)
        if key not in done:
            done.add(key)
            domain = unit.message.domain
            if domain not in changed:
                changed[domain] = merge(catalogs[domain], domains[domain])
            put_translation(changed[domain], unit.message, *_forms_and_state(group), review=answer.review)
    _put_remarks(answers, domains, catalogs, changed)
    return Intake(tuple(concluded), changed)


def _put_remarks(
    answers: list[tuple[Answer, Unit | None]],
    domains: Domains,
    catalogs: Mapping[str, Catalog],
    changed: dict[str, Catalog],
) -> None:
    for answer, unit in answers:
        if unit is None or not answer.remark or unit.message.is_locked:
            continue
        domain = unit.message.domain
        if domain not in changed:
            changed[domain] = merge(catalogs[domain], domains[domain])
        put_remark(changed[domain], unit.message, answer.remark)


def _fault_of_forms(group: list[tuple[Unit, Answer | None]]) -> str:
    for unit, answer in group:
        if answer is not None and answer.verdict is Verdict.REFUSED:
            return f"another form of it is refused, {unit.key}"
        if not unit.stored and (answer is None or answer.verdict is not Verdict.TAKEN):
            return f"another form of it is not translated, {unit.key}"
    return ""


def _forms_and_state(group: list[tuple[Unit, Answer | None]]) -> tuple[tuple[str, ...], State]:
    """Return all forms of a message, and the state of the least of them."""
    forms, states = [], []
    for unit, answer in group:
        is_taken = answer is not None and answer.verdict is Verdict.TAKEN
        forms.append(answer.text if answer is not None and is_taken else unit.stored)
        states.append((answer.state if answer is not None and is_taken else None) or unit.state)
    return tuple(forms), min(states, key=RANKS.index)
