"""The parts of what is kept: bounds, names put back, keys that have all that is read, an engine that is another one."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import weasyprint
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from factsheet_builder.pdf import engine
from factsheet_builder.pdf.engine_caches.bounded import Bounded
from factsheet_builder.pdf.engine_caches.caches import EngineCaches
from factsheet_builder.pdf.engine_caches.kept_lines import PROPERTIES, KeptLines
from factsheet_builder.pdf.engine_caches.wrapping import replaced


def test_what_was_used_longest_ago_is_forgotten_first() -> None:
    kept: Bounded[str, int] = Bounded(2, 100)
    kept.put("a", 1, 10)
    kept.put("b", 2, 10)
    assert kept.get("a") == 1
    kept.put("c", 3, 10)
    assert (kept.get("b"), kept.get("a"), kept.get("c")) == (None, 1, 3)
    kept.put("d", 4, 95)
    assert (len(kept), kept.size) == (1, 95)
    kept.put("e", 5, 101)
    assert (len(kept), kept.size) == (0, 0)
    assert (kept.hits, kept.misses) == (3, 1)
    nothing: Bounded[str, int] = Bounded(0, 100)
    nothing.put("a", 1, 1)
    assert nothing.get("a") is None


def test_names_of_the_engine_are_put_back_whatever_happens() -> None:
    caches = EngineCaches()
    before = engine.page_layout.make_page, engine.Page.paint, engine.drawing.draw_text
    with caches.at_work():
        assert engine.page_layout.make_page != before[0]
        assert engine.Page.paint != before[1]
    with pytest.raises(ZeroDivisionError):
        fail_meanwhile()
    assert Holder.name == 1
    assert (engine.page_layout.make_page, engine.Page.paint, engine.drawing.draw_text) == before


class Holder:
    name = 1


def fail_meanwhile() -> None:
    with replaced({(Holder, "name"): 2}):
        _ = Holder.name / 0


def test_another_module_of_the_engine_is_noticed() -> None:
    assert engine.changed_modules(engine.KNOWN_MODULES) == ()
    assert engine.changed_modules({**engine.KNOWN_MODULES, "layout.page": "0"}) == ("layout.page",)
    folder = Path(weasyprint.__file__).parent
    wrapped = {"layout.page", "layout.block", "layout.float", "layout.inline", "text.line_break", "draw.text", "images"}
    assert wrapped <= set(engine.KNOWN_MODULES)
    assert all((folder / f"{name.replace('.', '/')}.py").is_file() for name in engine.KNOWN_MODULES)


class Watched:
    """A style that notes which properties are asked for."""

    def __init__(self, style: Any, asked: set[str]) -> None:
        self._style, self._asked = style, asked

    def __getitem__(self, name: str) -> Any:
        self._asked.add(name)
        return self._style[name]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._style, name)


TEXTS = (
    "A paragraph of internationalisation and incomprehensibilities that needs many lines, and soft\xadhyphens too",
    "short",
    "نص عربي طويل بما يكفي ليحتاج إلى أكثر من سطر واحد في هذا العرض",
    "tab\there",
)
STYLES = (
    "hyphens: auto; word-spacing: 1px; letter-spacing: 1px",
    "white-space: pre-wrap; overflow-wrap: anywhere; hyphens: none",
    "text-decoration: underline; font-feature-settings: 'tnum'; hyphens: manual; font-variant-caps: small-caps",
    "direction: rtl; font-language-override: 'ARA'; font-size: 20px; tab-size: 3",
)


def styled_boxes() -> list[Any]:
    body = "".join(f'<p style="{style}">{text}</p>' for style in STYLES for text in TEXTS)
    document = HTML(string=f"<html lang=en><body>{body}").render(font_config=FontConfiguration())
    boxes = engine.page_box(document.pages[0]).descendants()
    return [box for box in boxes if isinstance(box, engine.TextBox)]


def test_a_line_depends_on_nothing_that_its_key_leaves_out() -> None:
    """The engine is asked for lines with styles that note what is read; all of it must be part of the key."""
    asked: set[str] = set()
    for box in styled_boxes():
        for width in (40.0, 200.0, None):
            context = SimpleNamespace(dictionaries={})
            engine.split_first_line(box.text, Watched(box.style, asked), context, width, 0)
    assert len(asked) > 20
    assert asked - set(PROPERTIES) == set()


def test_kept_lines_are_those_of_the_engine() -> None:
    lines = KeptLines(1000, 10**7)
    context = SimpleNamespace(dictionaries={})
    for box in styled_boxes() * 2:
        for width in (40.0, 200.0, None):
            own = lines.split_first_line(box.text, box.style, context, width, 0)
            usual = engine.split_first_line(box.text, box.style, context, width, 0)
            assert own[1:] == usual[1:]
            assert (own[0].text, own[0].first_line_direction) == (usual[0].text, usual[0].first_line_direction)
            own[0].text = "changed by whoever has it"
    assert lines.kept.hits >= lines.kept.misses


def test_what_the_engine_complains_of_is_said_each_time(caplog: pytest.LogCaptureFixture) -> None:
    """A drawing that fails is refused by what the engine says of it, in the second file as in the first."""
    broken = '<svg width="40" height="40"><path d="M 0 0 Z" stroke-width="1" transform="rotate(x)"/></svg>'
    caches, fonts = EngineCaches(is_for_many=False), FontConfiguration()
    said = []
    for _ in range(3):
        caplog.clear()
        with caches.at_work(), caplog.at_level("ERROR", "weasyprint"):
            HTML(string=f"<html lang=en><body><p>Words {broken}").render(font_config=fonts).write_pdf()
        said.append([record.getMessage() for record in caplog.records])
    assert said[0]
    assert said == [said[0]] * 3
