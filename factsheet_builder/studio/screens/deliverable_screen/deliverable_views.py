"""Files of a folder × words of the interface -> what the screen Deliverables shows."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from factsheet_builder.builds.delivering.page_pictures import Compared
from factsheet_builder.builds.reporting.delivery_report import Standing
from factsheet_builder.builds.reporting.file_survey import FolderSurvey, SurveyedFile
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.pdf.reading.page_comparison import PagePair
from factsheet_builder.studio.screens.deliverable_screen.shown_files import (
    Choice,
    DeliverablesView,
    DeliverableView,
    FileGroup,
    FileView,
    Filter,
    PageView,
    PairView,
)
from factsheet_builder.studio.server.interface_words import InterfaceWords

Address = Callable[..., str]
_KILO: Final = 1000
_KINDS: Final = "factsheet bilingual tailored pack"
_EDITIONS: Final = "screen large press html docx"


@dataclass(frozen=True)
class DeliverableWording:
    """How files are spoken of in the language of the interface."""

    words: InterfaceWords
    address: Address
    """Of a route, by its name."""

    def states(self) -> dict[str, tuple[str, str]]:
        """Return the words and the tone of each state."""
        say = self.words.say
        return {
            Standing.DELIVERED: (say("there, as it was made"), "good"),
            Standing.OLD: (say("old: a newer one could not be made"), "error"),
            Standing.ALTERED: (say("not as it was made"), "error"),
            Standing.MISSING: (say("not made yet"), "warning"),
        }

    def overview(self, survey: FolderSurvey, wished: dict[str, str], *, may_edit: bool) -> DeliverablesView:
        """Return the list of files, narrowed to what is wished for."""
        shown = [file for file in survey.files if self._is_wished(file, wished)]
        states = self.states()
        counts = Counter(file.standing for file in survey.files)
        changed = sum(file.is_changed for file in survey.files)
        told = [f"{self.words.localiser.number(counts[one])} – {states[one][0]}" for one in Standing if counts[one]]
        if changed:
            told.append(
                self.words.count(
                    "{number} is another file than before", "{number} are other files than before", changed
                )
            )
        return DeliverablesView(
            groups=tuple(self._groups(shown)),
            filters=tuple(self._filters(survey.files, wished)),
            counts=tuple(told),
            total=self.words.count("{number} file", "{number} files", len(shown)),
            is_narrowed=any(wished.values()),
            extra=survey.extra,
            problems=survey.problems,
            delivered=self._delivered(survey),
            has_files=any(file.is_there for file in survey.files),
            may_edit=may_edit,
        )

    def _delivered(self, survey: FolderSurvey) -> str:
        if survey.delivery is None:
            return self.words.say(
                "Nobody has said yet what is delivered; files are held against those that were there before."
            )
        when = self.moment(datetime.fromisoformat(survey.delivery.when))
        return self.words.say(
            "Files are held against what {name} said is delivered, {when}.", name=survey.delivery.who, when=when
        )

    def _groups(self, files: Iterable[SurveyedFile]) -> Iterator[FileGroup]:
        ordered = sorted(files, key=lambda file: (_rank(file), file.series, file.party, file.locale))
        for number, (series, group) in enumerate(groupby(ordered, lambda file: file.series), 1):
            title = f"{series.factsheet}: {self.kind(series.kind)}, {self.edition(series.edition)}"
            if series.profile not in {"", "full"}:
                title += f" ({series.profile})"
            yield FileGroup(f"group-{number}", title, tuple(map(self.file, group)))

    def file(self, file: SurveyedFile) -> FileView:
        """Return one file in the list."""
        say, number = self.words.say, self.words.localiser.number
        state, tone = self.states()[file.standing]
        party, language = file.party or say("all Parties"), Localiser(file.locale).own_name
        marks = [
            *([say("another file than before")] if file.is_changed else ()),
            *([self.words.count("{number} warning", "{number} warnings", len(file.remarks))] if file.remarks else ()),
        ]
        return FileView(
            key=file.key,
            path=file.path,
            name=f"{party} · {language}",
            state=state,
            tone=tone,
            pages=number(file.pages) if file.pages else say("none"),
            size=self.size(file.size) if file.is_there else "",
            changed=self.moment(file.changed) if file.changed else say("unknown"),
            translated=self.words.localiser.percent(file.translated_percent)
            if file.translated_percent is not None
            else "",
            marks=tuple(marks),
            is_there=file.is_there,
            is_pdf=file.is_pdf,
            page_count=file.pages,
        )

    def detail(self, file: SurveyedFile, compared: Compared | None) -> DeliverableView:
        """Return one file with its pages and, where they are ``compared``, those that look different."""
        say, shown = self.words.say, self.file(file)
        has_pages = file.is_pdf and file.is_there
        pages = tuple(
            PageView(
                n, self.address("deliverable-page", key=file.key, number=n, of=file.sha256[:12]), self._page(n, file)
            )
            for n in range(1, file.pages + 1)
        )
        held = ""
        if file.is_changed:
            held = (
                say(
                    "Held against what was delivered on {when}.",
                    when=self.moment(datetime.fromisoformat(file.delivered)),
                )
                if file.delivered
                else say("Held against the file that was there before the last change.")
            )
        return DeliverableView(
            file=shown,
            pages=pages if has_pages else (),
            refusals=file.refusals,
            last_good=say("The last good file is of {when}.", when=shown.changed)
            if file.is_there
            else say("There is no good file yet."),
            remarks=file.remarks,
            held_against=held,
            is_compared=compared is not None,
            difference=self._difference(compared) if compared else "",
            pairs=tuple(self._pair(file, pair) for pair in compared.different) if compared else (),
        )

    def _page(self, number: int, file: SurveyedFile) -> str:
        return self.words.say("Page {page} of {file}", page=self.words.localiser.number(number), file=file.path)

    def _difference(self, compared: Compared) -> str:
        if not compared.different:
            return self.words.say("All pages look as they did.")
        number = len(compared.different)
        return self.words.count("{number} page looks different.", "{number} pages look different.", number)

    def _pair(self, file: SurveyedFile, pair: PagePair) -> PairView:
        say, number = self.words.say, self.words.localiser.number

        def view(side: str, page: int, alternative: str) -> PageView | None:
            values = {"key": file.key, "side": side, "number": page, "of": file.sha256[:12]}
            return PageView(page, self.address("deliverable-difference", **values), alternative) if page else None

        if not pair.before:
            title, said = say("Page {page}", page=number(pair.now)), say("This page is new.")
        elif not pair.now:
            title, said = say("Page {page} of before", page=number(pair.before)), say("This page is gone.")
        else:
            title = say("Page {page}", page=number(pair.now))
            said = self.words.count("{number} area differs.", "{number} areas differ.", len(pair.areas))
            if pair.before != pair.now:
                said += " " + say("It was page {page} before.", page=number(pair.before))
        before = view("before", pair.before, say("Page {page} as it was", page=number(pair.before)))
        now = view("now", pair.now, say("Page {page} as it is", page=number(pair.now)))
        return PairView(title, said, before, now)

    def _filters(self, files: Iterable[SurveyedFile], wished: dict[str, str]) -> Iterator[Filter]:
        say = self.words.say
        states = self.states()
        found: dict[str, dict[str, str]] = {"factsheet": {}, "kind": {}, "language": {}, "party": {}, "state": {}}
        for file in files:
            found["factsheet"][file.series.factsheet] = file.series.factsheet
            found["kind"][file.series.kind] = self.kind(file.series.kind)
            found["language"][file.locale] = Localiser(file.locale).own_name
            found["party"][file.party or "-"] = file.party or say("all Parties")
            found["state"][file.standing] = states[file.standing][0]
            if file.is_changed:
                found["state"]["changed"] = say("another file than before")
        labels = {
            "factsheet": say("Factsheet"),
            "kind": say("Kind"),
            "language": say("Language"),
            "party": say("Party"),
            "state": say("State of the file"),
        }
        for name, choices in found.items():
            if len(choices) > 1 or wished.get(name):
                listed = sorted(
                    choices.items(), key=lambda item: (item[0] != "-", self.words.localiser.sort_key(item[1]))
                )
                entries = [Choice(value, label, value == wished.get(name)) for value, label in listed]
                yield Filter(name, labels[name], (Choice("", say("all"), not wished.get(name)), *entries))

    @staticmethod
    def _is_wished(file: SurveyedFile, wished: dict[str, str]) -> bool:
        state = wished.get("state", "")
        return (
            wished.get("factsheet", "") in {"", file.series.factsheet}
            and wished.get("kind", "") in {"", file.series.kind}
            and wished.get("language", "") in {"", file.locale}
            and wished.get("party", "") in {"", file.party or "-"}
            and (state in {"", file.standing.value} or (state == "changed" and file.is_changed))
        )

    def kind(self, kind: str) -> str:
        """Return what files of a kind are called."""
        say = self.words.say
        kinds = {
            "factsheet": say("factsheet"),
            "tailored": say("version for one Party"),
            "pack": say("briefing pack"),
            "bilingual": say("bilingual edition"),
        }
        return kinds.get(kind, kind)

    def edition(self, edition: str) -> str:
        """Return what an edition is called."""
        say = self.words.say
        editions = {
            "screen": say("for readers"),
            "large": say("in large print"),
            "press": say("for the printer"),
            "html": say("for browsers"),
            "docx": say("for comments in Word"),
        }
        return editions.get(edition, edition)

    def size(self, size: int) -> str:
        """Return a size in kilobytes, or in megabytes where it has several thousands of them."""
        say, number = self.words.say, self.words.localiser.number
        if size < 10 * _KILO * _KILO:
            return say("{number} kB", number=number(max(1, round(size / _KILO))))
        return say("{number} MB", number=number(round(size / _KILO / _KILO)))

    def moment(self, when: datetime) -> str:
        """Return a moment of this machine's clock."""
        here = when.astimezone()
        return self.words.say(
            "{day}, {time}", day=self.words.localiser.date_in_words(here.date()), time=f"{here:%H:%M}"
        )


def _rank(file: SurveyedFile) -> tuple[int, ...]:
    """Return where a file stands among others: what is for everybody first, and what is for readers."""
    series = file.series
    return tuple(order.find(word) for order, word in ((_KINDS, series.kind), (_EDITIONS, series.edition)))
