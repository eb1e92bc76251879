"""How labels, names, lists, dates and order are said in a locale."""

from datetime import date
from gettext import NullTranslations

import pytest

from factsheet_builder.builds.inputs import Common, load_common
from factsheet_builder.languages.isolation import Spoken
from factsheet_builder.languages.locales import read_localiser
from factsheet_builder.languages.localiser import Localiser, Name, begin_sentence
from factsheet_builder.project import Project

ADOPTED = date(2022, 3, 10)


@pytest.fixture(scope="module")
def common(shipped: Project) -> Common:
    return load_common(shipped)


def spoken(shipped: Project, common: Common, tag: str) -> Localiser:
    return read_localiser(shipped, tag, [], common.register, common.publication)


class Said(NullTranslations):
    """Says one thing whatever it is asked for."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def gettext(self, message: str) -> str:  # noqa: ARG002
        return self.text


@pytest.mark.parametrize(
    ("tag", "words"),
    [("en", "10 March 2022"), ("fr", "10 mars 2022"), ("uk", "10 березня 2022\u202fр."), ("ar", "10 مارس 2022")],
)
def test_dates(shipped: Project, common: Common, tag: str, words: str) -> None:
    assert spoken(shipped, common, tag).date_in_words(ADOPTED).replace("\xa0", "\u202f") == words


@pytest.mark.parametrize(
    ("tag", "row"),
    [
        ("en", ["Malta", "Republic of Moldova", "Monaco"]),
        ("fr", ["Malte", "République de Moldova", "Monaco"]),
        ("uk", ["Ірландія", "Ісландія", "Іспанія", "Італія", "Кіпр"]),
    ],
)
def test_order_is_that_of_the_language(shipped: Project, common: Common, tag: str, row: list[str]) -> None:
    localiser = spoken(shipped, common, tag)
    names: list[str] = [
        localiser.party_name(party, ADOPTED) for party in localiser.sort_parties(common.register.parties, ADOPTED)
    ]
    assert len(names) == 48
    start = names.index(row[0])
    assert names[start : start + len(row)] == row


def test_the_arabic_article_is_left_out_of_account_in_sorting(shipped: Project, common: Common) -> None:
    localiser = spoken(shipped, common, "ar")
    codes = [party.code for party in localiser.sort_parties(common.register.parties)]
    # السويد (Sweden) stands with the names in س, after those in ر; with the article it would stand among those in ا.
    assert codes.index("SWE") > codes.index("ROU")
    # The forms of alef count as one letter: أذربيجان, أرمينيا, إسبانيا, إستونيا, ألبانيا in this order.
    rows = [code for code in codes if code in {"AZE", "ARM", "ESP", "EST", "ALB", "ISL"}]
    assert rows == ["AZE", "ARM", "ESP", "EST", "ALB", "ISL"]


def test_names_are_those_of_the_day(shipped: Project, common: Common) -> None:
    turkey = common.register.by_code["TUR"]
    french = spoken(shipped, common, "fr")
    assert (french.party_name(turkey, ADOPTED), french.party_name(turkey)) == ("Turquie", "Türkiye")


def test_lists_follow_the_language(shipped: Project, common: Common) -> None:
    assert spoken(shipped, common, "fr").join(["Malte", "Monaco", "Serbie"]) == "Malte, Monaco et Serbie"
    assert spoken(shipped, common, "en").offer(["a", "b", "c"]) == "a, b, or c"


def test_a_message_may_ask_for_a_case() -> None:
    name = Name.with_cases(Spoken("Мальта", "Malta"), {"genitive": "Мальти"})
    assert Localiser("uk", labels=Said("Версія для {party.genitive}")).say("x", party=name) == "Версія для Мальти"
    assert Localiser("uk", labels=Said("Версія: {party.dative}")).say("x", party=name) == "Версія: Мальта"


@pytest.mark.parametrize("text", ["{party.__class__}", "{party.cases}", "{party!r}", "{0}", "{other}", "{party[0]}"])
def test_a_message_cannot_look_into_what_it_is_given(text: str) -> None:
    name = Name.with_cases(Spoken("Мальта", "Malta"), {"genitive": "Мальти"})
    try:
        said = Localiser("uk", labels=Said(text)).say("x", party=name)
    except (KeyError, IndexError, ValueError):
        return
    assert said == "Мальта"


def test_sentences_begin_with_capitals_where_there_are_any() -> None:
    assert begin_sentence("the Netherlands") == "The Netherlands"
    assert begin_sentence("საქართველო") == "საქართველო"
    assert begin_sentence("") == ""
