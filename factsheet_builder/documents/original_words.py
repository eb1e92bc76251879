"""What a bilingual edition calls the language of the content: English, or else the original and by its own name."""

from dataclasses import dataclass

from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.languages.tags import name_of_language, speaks_english


@dataclass(frozen=True, slots=True)
class OriginalWords:
    """The phrases of a bilingual edition that name the language of the content."""

    localiser: Localiser
    """Of the language of the content."""
    language: str
    """What the language of the translation is called in it."""

    @property
    def _is_english(self) -> bool:
        return speaks_english(self.localiser.tag)

    @property
    def name(self) -> str:
        """The language of the content."""
        tag = self.localiser.tag
        return self.localiser.say("English") if self._is_english else name_of_language(tag, tag)

    @property
    def both(self) -> str:
        """Both languages."""
        if self._is_english:
            return self.localiser.say("English and {language}", language=self.language)
        return self.localiser.say("{original} and {language}", original=self.name, language=self.language)

    def title(self, title: str) -> str:
        """Return the title of a document with both languages."""
        say = self.localiser.say
        if self._is_english:
            return say("{title}, English and {language}", title=title, language=self.language)
        return say("{title}, {original} and {language}", title=title, original=self.name, language=self.language)

    @property
    def description(self) -> str:
        """What the edition is, in one phrase."""
        if self._is_english:
            return self.localiser.say("English and the translation side by side, passage by passage")
        return self.localiser.say("The original and the translation side by side, passage by passage")

    @property
    def translated_text(self) -> str:
        """What stands before the words that a translation was made from."""
        if self._is_english:
            return self.localiser.say("English that was translated:")
        return self.localiser.say("Original that was translated:")

    @property
    def how(self) -> str:
        """How the edition is read."""
        if self._is_english:
            return self.localiser.say(
                "Each passage has its number and its name. “Stale” means that the English has changed since it was "
                "translated; the English that was translated stands below it. “Missing” means that nothing is "
                "translated yet. Official text of the treaty is supplied and not translated; lists of States are made"
                " from the register. A number in square brackets leads to the row of that note."
            )
        return self.localiser.say(
            "Each passage has its number and its name. “Stale” means that the original has changed since it was "
            "translated; the original that was translated stands below it. “Missing” means that nothing is "
            "translated yet. Official text of the treaty is supplied and not translated; lists of States are made"
            " from the register. A number in square brackets leads to the row of that note."
        )
