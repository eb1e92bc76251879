"""Each rule with a translation that passes and one that does not; where typography differs, in each script."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factsheet_builder.builds.inputs import load_common
from factsheet_builder.content.glossary import Glossary
from factsheet_builder.errors import ContentError, Place, Severity
from factsheet_builder.languages.catalogs import parse_po
from factsheet_builder.languages.locales import read_localiser
from factsheet_builder.languages.messages import PARTIES
from factsheet_builder.languages.rules.names import names_of
from factsheet_builder.languages.rules.pairs import Pair, PartyNames, Standard
from factsheet_builder.languages.rules.quotation import quotation_marks
from factsheet_builder.languages.rules.translation_checks import RULES, check_catalogs, refuse_faulty
from factsheet_builder.project import Project
from tests.languages.translations import GLOSSARY, catalog, codes, findings, label, plain, prose

SEVERITIES = {
    "codes": Severity.ERROR,
    "placeholder": Severity.ERROR,
    "markup": Severity.ERROR,
    "characters": Severity.ERROR,
    "number": Severity.ERROR,
    "address": Severity.ERROR,
    "urgency-word": Severity.ERROR,
    "glossary-level": Severity.ERROR,
    "addressees-phrase": Severity.ERROR,
    "party": Severity.ERROR,
    "party-missing": Severity.WARNING,
    "party-extra": Severity.WARNING,
    "plural-forms": Severity.ERROR,
    "term": Severity.WARNING,
    "term-avoided": Severity.WARNING,
    "same-as-source": Severity.WARNING,
    "spaces": Severity.WARNING,
    "quotes": Severity.WARNING,
    "spacing": Severity.WARNING,
    "end": Severity.WARNING,
    "length": Severity.WARNING,
    "untranslated": Severity.NOTE,
    "stale": Severity.NOTE,
}

LINK = "See [the **report**](https://example.org/a)[^one], and *more*."
ADDRESS = "Write to www.safenet.bg or a.b@coe.int, see https://example.org/x."

# code, locale, English, good, bad; the English is content, with marks.
PROSE = [
    (
        "codes",
        "fr",
        LINK,
        "Voir <a1>le <b>rapport</b></a1><n1/>, et <i>plus</i>.",
        "Voir <a1>le <b>rapport</b></a1>, et <i>plus</i>.",
    ),
    (
        "codes",
        "fr",
        LINK,
        "<i>Plus</i><n1/>, et <a1>le <b>rapport</b></a1>.",
        "Voir <a1>le <b>rapport</a1></b><n1/>, et <i>plus</i>.",
    ),
    (
        "codes",
        "uk",
        LINK,
        "Див. <a1><b>звіт</b></a1><n1/> та <i>більше</i>.",
        "Див. <a1><b>звіт</b></a1><n1/><n1/> та <i>більше</i>.",
    ),
    (
        "codes",
        "ar",
        LINK,
        "انظر <a1><b>التقرير</b></a1><n1/> و<i>المزيد</i>.",
        "انظر <a1><b>التقرير</b></a1><n2/> و<i>المزيد</i>.",
    ),
    ("codes", "ar", "One **word**.", "<b>كلمة</b> واحدة.", "<b>كلمة واحدة."),
    ("number", "fr", "In 18 of 2,000 Parties.", "Dans 18 Parties sur 2 000.", "Dans 19 Parties sur 2 000."),
    ("number", "fr", "24 hours, 7 days.", "24 heures sur 24, 7 jours sur 7.", "24 heures sur 24."),
    ("number", "ar", "In 18 of 43 States.", "في ١٨ من ٤٣ دولة.", "في ١٨ من ٣٤ دولة."),
    (
        "number",
        "uk",
        "In 18, helplines answer 24 hours a day.",
        "У 18 лінії працюють цілодобово.",
        "У 18 лінії працюють 23 години.",
    ),
    ("number", "uk", "In 18 of them, 24/7.", "У 18 із них цілодобово.", "Цілодобово."),
    ("number", "uk", "Up to seven years.", "До семи років.", "До 8 років."),
    (
        "address",
        "fr",
        ADDRESS,
        "Écrivez à a.b@coe.int ou www.safenet.bg, voir https://example.org/x.",
        "Écrivez à a.c@coe.int ou www.safenet.bg, voir https://example.org/x.",
    ),
    (
        "address",
        "uk",
        ADDRESS,
        "Пишіть на www.safenet.bg або a.b@coe.int, див. https://example.org/x.",
        "Пишіть на www.safenet.gb або a.b@coe.int, див. https://example.org/x.",
    ),
    ("address", "ar", "Report to www.safenet.bg.", "أبلغ www.safenet.bg.", "أبلغ http://evil.example."),
    (
        "markup",
        "fr",
        "The Committee **noted** it.",
        "Le Comité l’a <b>noté</b>.",
        "Le Comité l’a <b>noté</b>&lt;br&gt;.",
    ),
    ("markup", "uk", "It noted more.", "Він зазначив більше.", "Він зазначив **більше**."),
    ("markup", "ar", "It noted more.", "لاحظ المزيد.", "لاحظ {{ 7*7 }}المزيد."),
    ("characters", "ar", "It noted INHOPE.", "لاحظت \u200eINHOPE\u200e.", "لاحظت \u2068INHOPE\u2069."),
    ("characters", "ar", "It noted INHOPE.", "لاحظت \u200fINHOPE.", "لاحظت \u202eEPOHNI\u202c."),
    (
        "characters",
        "fr",
        "It noted more.",
        "Il a\ufeff noté\u200b da\u00advantage\u2060.",
        "Il a noté\ue000 davantage.",
    ),
    ("characters", "fr", "It noted more.", "Il a noté plus.", "Il a noté\U000e0061\U000e007f plus."),
    ("characters", "fa", "It noted more.", "می\u200cخواهم و\u200dو.", "می\u202bخواهم\u202c و."),
    ("characters", "uk", "It noted more.", "Він зазначив більше.", "Він зазначив\x07 більше."),
    ("spaces", "fr", "It noted more.", "Il a noté plus.", "Il a  noté plus."),
    ("spaces", "uk", "It noted more.", "Він зазначив більше.", "Він зазначив більше. "),
    ("quotes", "fr", "The “report” is here.", "Le «\u00a0rapport\u00a0» est ici.", "Le “rapport” est ici."),
    (
        "quotes",
        "fr",
        "The “report” is here.",
        "Le «\u00a0rapport «\u00a0bis\u00a0»\u00a0» est ici.",
        "Le «\u00a0rapport est ici.",
    ),
    ("quotes", "uk", "The “report” is here.", "«Звіт „про те“» є тут.", '"Звіт" є тут.'),
    ("quotes", "uk", "The “report” is here.", "Об’єкт «звіт» є тут.", "„Звіт» є тут."),
    ("quotes", "ar", "The “report” is here.", "”التقرير“ هنا.", "«التقرير» هنا."),
    ("quotes", "ka", "The “report” is here.", "„ანგარიში“ აქ არის.", "“ანგარიში” აქ არის."),
    (
        "spacing",
        "fr",
        "It asks: why? Now; go!",
        "Il demande\u00a0: pourquoi\u202f? Va\u202f; vite\u202f!",
        "Il demande\u00a0: pourquoi? Va\u202f; vite\u202f!",
    ),
    (
        "spacing",
        "fr",
        "At 10:30 it asks: why.",
        "Il demande\u00a0: à 10:30 pourquoi.",
        "Il demande : à 10:30 pourquoi.",
    ),
    ("spacing", "fr", "The “report” is here.", "Le «\u00a0rapport\u00a0» est ici.", "Le « rapport » est ici."),
    ("spacing", "fr", "It asks: why?", "Il demande\u00a0: pourquoi\u202f?", "Il demande\u202f: pourquoi\u202f?"),
    ("spacing", "fr", "It asks: why?", "Il demande\u00a0: pourquoi\u202f?", "Il demande\u00a0: pourquoi\u00a0?"),
    (
        "spacing",
        "fr",
        "The “report” is here.",
        "Le «\u00a0rapport\u00a0» est ici.",
        "Le «\u202frapport\u202f» est ici.",
    ),
    ("spacing", "fr", "It noted, more.", "Il a noté, plus.", "Il a noté , plus."),
    ("spacing", "uk", "It asks: why?", "Він питає: чому?", "Він питає : чому?"),
    ("spacing", "ar", "It asks: why?", "تسأل: لماذا؟", "تسأل: لماذا ؟"),
    ("end", "fr", "It noted more.", "Il a noté plus.", "Il a noté plus"),
    ("end", "fr", "Is it more?", "Est-ce plus\u202f?", "Est-ce plus."),
    ("end", "uk", "The “report”.", "«Звіт».", "«Звіт»:"),
    ("end", "ar", "Is it more?", "هل هو المزيد؟", "هل هو المزيد،"),
    ("end", "ar", "Protect victims;", "حماية الضحايا؛", "حماية الضحايا."),
    ("end", "ar", "Protect victims; and", "حماية الضحايا؛", "حماية الضحايا؟"),
    ("end", "el", "Is it more?", "Είναι περισσότερο;", "Είναι περισσότερο."),
    ("end", "hy", "It noted more.", "Նա նշեց ավելին։", "Նա նշեց ավելին…"),
    (
        "length",
        "fr",
        "It noted that most Parties have adopted measures.",
        "Il a noté que la plupart des Parties ont adopté des mesures.",
        "Il a noté.",
    ),
    (
        "length",
        "ar",
        "It noted that most Parties have adopted measures.",
        "لاحظت أن معظم الأطراف اعتمدت تدابير.",
        "لاحظت.",
    ),
    ("length", "uk", "It noted more. " * 20, "Він зазначив більше. " * 15, "Він зазначив більше. " * 9),
    ("same-as-source", "fr", "It noted more of it.", "Il en a noté plus.", "It noted more of it."),
    ("same-as-source", "uk", "Interpol", "Інтерпол", "Interpol"),
    ("term", "fr", "The Committee noted it.", "Le comité l’a noté.", "Le groupe l’a noté."),
    ("term", "ar", "The Committee noted it.", "لاحظته لجنة لانزاروت.", "لاحظه المجلس."),
    ("term-avoided", "fr", "The Committee noted it.", "Le Comité l’a noté.", "Le Comité, une commission, l’a noté."),
]


@pytest.mark.parametrize(("code", "tag", "english", "good", "bad"), PROSE)
def test_a_rule_for_content(code: str, tag: str, english: str, good: str, bad: str) -> None:
    message = prose(english.strip())
    assert codes(tag, message, good.strip()) == []
    problems = findings(tag, {message: bad.strip() if code != "spaces" else bad})
    assert code in [problem.code for problem in problems]
    assert all(problem.severity is SEVERITIES[problem.code] for problem in problems)
    assert all(problem.place.file == "sheet.po" and problem.place.line for problem in problems)
    assert all(problem.remedy for problem in problems)


@pytest.mark.parametrize(
    ("text", "bad"),
    [
        ("Remarques", "<b>Remarques</b>"),
        ("Remarques", "Remarques<script>alert(1)</script>"),
        ("Remarques", "Remarques &amp; notes"),
        ("Remarques", "{% include 'x' %}"),
        ("Remarques", "{{ config }}"),
    ],
)
def test_lines_without_marks_have_no_markup(text: str, bad: str) -> None:
    assert codes("fr", plain("Remarks"), text) == []
    assert "markup" in codes("fr", plain("Remarks"), bad)


def test_what_the_english_has_is_no_markup() -> None:
    assert codes("uk", plain("AT&amp;T"), "У AT&amp;T") == []


NUMBERED = label("{number} Party named", "{number} Parties named")


@pytest.mark.parametrize(
    ("tag", "english", "text", "expected"),
    [
        ("fr", "Reply of {party} on {id}", "Réponse de {party} sur {id}", []),
        ("fr", "Reply of {party} on {id}", "Sur {id}, {party}", []),
        ("fr", "Reply of {party} on {id}", "Réponse de {party}", ["placeholder"]),
        ("fr", "Reply of {party}", "Réponse de {partie}", ["placeholder", "placeholder"]),
        ("fr", "Reply of {party}", "Réponse de {party} {id}", ["placeholder"]),
        ("uk", "Reply of {party}", "Відповідь {party.genitive}", []),
        ("fr", "Reply of {party}", "Réponse de {party.genitive}", ["placeholder"]),
        ("uk", "Reply of {party}", "Відповідь {party.dative}", ["placeholder"]),
        ("uk", "Reply of {party}", "Відповідь {party.__class__}", ["placeholder"]),
        ("uk", "Reply of {party}", "Відповідь {party.cases.genitive}", ["placeholder"]),
        ("fr", "Reply of {party}", "Réponse de {party!r}", ["placeholder"]),
        ("fr", "Reply of {party}", "Réponse de {party:>9999999}", ["placeholder"]),
        ("fr", "Reply of {party}", "Réponse de {party[0]}", ["placeholder", "placeholder"]),
        ("fr", "Reply of {party}", "Réponse de {0}", ["placeholder", "placeholder"]),
        ("fr", "Reply of {party}", "Réponse de {}", ["placeholder", "placeholder"]),
        ("fr", "Reply of {party}", "Réponse de {party", ["placeholder"]),
        ("fr", "Reply of {party}", "Réponse de {party}}", ["placeholder"]),
        ("fr", "Remarks", "Remarques de {party}", ["placeholder"]),
    ],
)
def test_placeholders_of_labels(tag: str, english: str, text: str, expected: list[str]) -> None:
    cases = ("genitive",) if tag == "uk" else ()
    assert [code for code in codes(tag, label(english), text, cases=cases) if code == "placeholder"] == expected


@pytest.mark.parametrize(
    ("tag", "forms", "expected"),
    [
        ("fr", ("{number} Partie nommée", "{number} Parties nommées"), []),
        ("fr", ("Une Partie nommée", "{number} Parties nommées"), ["placeholder"]),  # 0 and 1 take the form
        ("de", ("Eine Partei genannt", "{number} Parteien genannt"), []),
        ("de", ("{number} Partei genannt", ""), ["plural-forms"]),
        ("uk", ("{number} Сторона", "{number} Сторони", "{number} Сторін"), []),
        ("uk", ("Одна Сторона", "{number} Сторони", "{number} Сторін"), ["placeholder"]),  # 21 takes the form
        (
            "ar",
            ("لا أطراف", "طرف واحد", "طرفان", "{number} أطراف", "{number} طرفاً", "{number} طرف"),
            [],
        ),
        (
            "ar",
            ("لا أطراف", "طرف واحد", "طرفان", "بعض الأطراف", "{number} طرفاً", "{number} طرف"),
            ["placeholder"],
        ),
    ],
)
def test_forms_by_number(tag: str, forms: tuple[str, ...], expected: list[str]) -> None:
    assert codes(tag, NUMBERED, forms, glossary=Glossary()) == expected


def test_a_rule_of_plural_forms_that_gettext_cannot_read_is_refused() -> None:
    """Otherwise it would end a build with a traceback: Babel takes it."""
    head = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=2; plural=%s;\\n"\n'
    )
    assert parse_po((head % "(n > 1)").encode(), "labels.po", "fr").num_plurals == 2
    with pytest.raises(ContentError, match="no valid PO"):
        parse_po((head % "(n >").encode(), "labels.po", "fr")


REQUIRES = prose("The Committee **requires** Parties to act.", name="VI-1.text", urgency="require")


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("fr", "Le Comité <b>exige</b> des Parties qu’elles agissent.", []),
        ("fr", "Le Comité <b>invite</b> les Parties à agir.", ["urgency-word"]),
        ("fr", "Le Comité <b>convie</b> les Parties à agir.", ["urgency-word"]),
        ("fr", "Le Comité <b>Exige</b> des Parties qu’elles agissent.", ["urgency-word"]),
        ("fr", "Le Comité <b>exiger</b> des Parties qu’elles agissent.", ["urgency-word"]),
        ("fr", "Le Comité exige des <b>Parties</b> qu’elles agissent.", ["urgency-word"]),
        ("fr-CH", "Le Comité <b>exige</b> des Parties qu’elles agissent.", []),
        ("fr-CH", "Le Comité <b>invite</b> les Parties à agir.", ["urgency-word"]),
        ("uk", "Комітет <b>вимагає</b> від Сторін діяти.", []),
        ("uk", "Комітет <b>пропонує</b> Сторонам діяти.", ["urgency-word"]),
        ("ar", "<b>تُلزم</b> لجنة لانزاروت الأطراف بالعمل.", []),
        ("ar", "<b>تدعو</b> لجنة لانزاروت الأطراف إلى العمل.", ["urgency-word"]),
        ("ka", "კომიტეტი მხარეებისგან <b>მოითხოვს</b> ქმედებას.", ["glossary-level"]),
        ("ka", "", ["untranslated"]),
    ],
)
def test_the_guard_on_the_force_of_recommendations(tag: str, text: str, expected: list[str]) -> None:
    assert [code for code in codes(tag, REQUIRES, text) if code != "term"] == expected


@pytest.mark.parametrize(
    ("level", "text", "expected"),
    [("require", "exige", []), ("require", "invite", ["urgency-word"]), ("require", "exiger", ["urgency-word"])],
)
def test_the_guard_on_the_words_of_levels(level: str, text: str, expected: list[str]) -> None:
    assert [code for code in codes("fr", plain("requires", urgency=level), text) if code != "term"] == expected


def test_a_level_without_words_says_where_to_add_them() -> None:
    (problem,) = findings("fr", {REQUIRES: "Le Comité <b>exige</b> d’agir."}, glossary=Glossary())
    assert "“urgency: require”: languages: fr: words:" in problem.remedy


def test_the_guard_does_not_spare_what_is_stale() -> None:
    """The level was raised in English; the old translation still invites, and no page may say so."""
    before = {REQUIRES: "The Committee <b>invites</b> Parties to act."}
    old = "Le Comité <b>invite</b> les Parties à agir."
    assert sorted(codes("fr", REQUIRES, old, before=before)) == ["stale", "urgency-word"]
    assert codes("fr", REQUIRES, old, before=before, is_stale_printed=False) == ["stale"]


def test_a_stale_translation_is_held_against_the_english_that_it_translated() -> None:
    message = prose("The 44 Parties[^one].", name="VI-1.note")
    before = {message: "The 43 Parties."}
    assert codes("fr", message, "Les 43 Parties.", before=before) == ["stale"]
    assert sorted(codes("fr", message, "Les 34 Parties.", before=before)) == ["number", "number", "stale"]


PHRASE = plain("all Parties", name="VI-2.addressees")
TEXT = prose("The Committee **invites** all Parties to act.", name="VI-2.text", urgency="invite")


@pytest.mark.parametrize(
    ("tag", "phrase", "text", "expected"),
    [
        ("fr", "toutes les Parties", "Le Comité <b>invite</b> toutes les Parties à agir.", []),
        ("fr", "Toutes les Parties", "Le Comité <b>invite</b> toutes les Parties à agir.", ["addressees-phrase"]),
        ("uk", "всім Сторонам", "Комітет <b>пропонує</b> всім Сторонам діяти.", []),
        ("uk", "усі Сторони", "Комітет <b>пропонує</b> всім Сторонам діяти.", ["addressees-phrase"]),
        ("ar", "جميع الأطراف", "<b>تدعو</b> لجنة لانزاروت جميع الأطراف إلى العمل.", []),
        ("ar", "كل الأطراف", "<b>تدعو</b> لجنة لانزاروت جميع الأطراف إلى العمل.", ["addressees-phrase"]),
        ("fr", "toutes les Parties", "", ["untranslated"]),
        ("fr", "", "Le Comité <b>invite</b> toutes les Parties à agir.", ["untranslated"]),
    ],
)
def test_the_phrase_of_the_addressees(tag: str, phrase: str, text: str, expected: list[str]) -> None:
    assert [problem.code for problem in findings(tag, {PHRASE: phrase, TEXT: text})] == expected


@pytest.mark.parametrize(
    ("tag", "english", "domain"),
    [
        ("fr", "Malta", PARTIES),
        ("uk", "YYYY-MM-DD", "sheet"),
        ("uk", "CSGSIV", "sheet"),
        ("uk", "2021–2022", "sheet"),
        ("fr", "Date", "sheet"),
    ],
)
def test_what_may_be_the_same_as_the_english(tag: str, english: str, domain: str) -> None:
    assert codes(tag, plain(english, domain=domain), english) == []


def test_a_title_in_capitals_is_to_be_translated() -> None:
    assert codes("fr", plain("BRIEFING PACK –"), "BRIEFING PACK –") == ["same-as-source"]


def test_values_of_labels_are_no_words() -> None:
    assert codes("uk", label("{title} – {party}"), "{title} – {party}") == []
    assert codes("fr", label("Annex: {name}"), "Annexe\u00a0: {name}") == []
    assert codes("fr", label("Annex: {name}"), "Annexe: {name}") == ["spacing"]
    assert codes("uk", label("Annex of {name}"), "Додаток: {name}") == []
    assert codes("uk", label("see"), "див.") == []
    assert codes("uk", label("see note"), "дивіться.") == ["end"]


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("fr", "Il «\u00a0dit\u00a0»\u00a0: va\u202f;", []),
        ("fr-CA", "Il «\u00a0dit\u00a0»\u00a0: va;", []),
        ("fr-CA", "Il «dit»: va;", ["spacing", "spacing"]),
        ("de", "Er „sagt“: geh;", []),
    ],
)
def test_spacing_by_region(tag: str, text: str, expected: list[str]) -> None:
    assert codes(tag, plain("It “says”: go;"), text) == expected


def test_quotation_marks_of_a_house_win_over_those_of_cldr() -> None:
    message = plain("The “report”")
    standard = Standard("ar", Glossary(), quotes=("«", "»"))
    assert check_catalogs({"sheet": (message,)}, {"sheet": catalog("ar", {message: "«التقرير»"})}, standard) == []
    assert codes("ar", message, "«التقرير»") == ["quotes"]


def test_a_language_whose_marks_are_not_known_is_not_judged_by_them() -> None:
    assert quotation_marks("mi") == ()
    assert codes("mi", plain("The “report”"), "Te «ripoata»") == []
    assert quotation_marks("pt-BR") == quotation_marks("pt")
    assert quotation_marks("pt-PT") == ("«", "»", "“", "”")


def test_errors_are_raised_together_and_warnings_returned() -> None:
    one, two, three = plain("In 18", name="a"), plain("In 19", name="b"), plain("In one", name="c")
    good, bad = {one: "Dans 18", two: "Dans 19", three: "Dans  un"}, {one: "Dans 17", two: "Dans 20", three: "Dans  un"}
    assert [warning.code for warning in refuse_faulty(findings("fr", good))] == ["spaces"]
    with pytest.raises(ContentError) as raised:
        refuse_faulty(findings("fr", bad))
    assert [problem.place.passage for problem in raised.value.diagnostics] == ["a", "a", "b", "b"]


NAMES = (
    PartyNames(("Malta",), ("Мальта",)),
    PartyNames(("Poland",), ("Польща",)),
    PartyNames(("Ireland",), ("Ірландія",)),
    PartyNames(("United Kingdom",), ("Сполучене Королівство Великої Британії та Північної Ірландії",)),
    PartyNames(("Netherlands", "the Netherlands", "Kingdom of the Netherlands"), ("Нідерланди",)),
)


@pytest.mark.parametrize(
    ("english", "text", "expected"),
    [
        ("In **Malta** it is so.", "На <b>Мальті</b> це так.", []),
        ("In **Malta** it is so.", "<b>Польща</b> це так.", ["party"]),
        ("In **Malta** it is so.", "У <b>державі</b> це так.", ["party-missing"]),
        ("In **Malta** it is so.", "На <b>Мальті</b> це так, Польща.", ["party-extra"]),
        ("In the Netherlands it is so.", "У Нідерландах це так.", []),
        ("In the United Kingdom.", "Сполучене Королівство Великої Британії та Північної Ірландії.", []),
        ("In no Party.", "У жодній Стороні.", []),
    ],
)
def test_parties_that_a_text_names(english: str, text: str, expected: list[str]) -> None:
    assert codes("uk", prose(english), text, parties=NAMES) == expected


def test_every_party_of_the_register_is_found_by_its_own_name_only(shipped: Project) -> None:
    """A list of all Parties names exactly those, in every language that ships."""
    common = load_common(shipped)
    for tag in shipped.translated_locales():
        localiser = read_localiser(shipped, tag, [], common.register, common.publication)
        names = names_of(common.register, localiser)
        assert len(names) == len(common.register.parties)
        for party, forms in zip(common.register.parties, names, strict=True):
            message = prose(f"See {forms.english[0]}.")
            assert codes(tag, message, f"{localiser.party_name(party)}.", parties=names, glossary=Glossary()) == []


def test_pseudo_locales_and_locked_passages_are_not_checked() -> None:
    message = plain("In 18")
    assert findings("en-XA", {message: "[Îñ 19]"}) == []
    assert findings("fr", {message: "Dans 19"})


NASTY = (
    '{ } {party} {party.x} {{ %} <b> </b> <n1/> <a1> &lt; < > ** [^ ]( « » “ ” ‹ " ’ 18 ١٨ ² ; : ؟ ، . … \u202e \u2066 '
    "\u200b \ud800 \x00 \ue000 www.x.y a@b.c https:// ß ﷺ é İ 𝒳 Malta Мальта CSGSIV requires exige"
)
PIECES = st.sampled_from(NASTY.split(" ")) | st.text(max_size=3)


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.lists(PIECES, max_size=8).map(" ".join), st.sampled_from(["fr", "fr-CA", "uk", "ar", "el", "ka", "zz"]))
def test_no_text_breaks_a_rule(text: str, tag: str) -> None:
    """Whatever stands in a PO file, it is judged: nothing raises, and every finding says what to do."""
    place = Place("x.po", 1, 1)
    for message in (REQUIRES, prose(LINK), plain("Remarks"), label("Reply of {party}"), NUMBERED):
        pair = Pair(message, message.source, text, place)
        found = [problem for rule in RULES for problem in rule(pair, Standard(tag, GLOSSARY, parties=NAMES))]
        assert all(problem.what and problem.remedy for problem in found)


def test_every_rule_is_shown_failing() -> None:
    """The negative control of this file: no rule is without a case above, and none has a severity nobody decided."""
    shown = {code for code, *_ in PROSE} | {"placeholder", "urgency-word", "glossary-level", "addressees-phrase"}
    shown |= {"party", "party-missing", "party-extra", "plural-forms", "untranslated", "stale"}
    assert shown == set(SEVERITIES)
    assert len(RULES) == 15
