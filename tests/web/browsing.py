"""Pages opened in headless Chromium and judged by axe-core, where both are installed."""

import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
AXE = find_spec("axe_playwright_python")
NEEDS_BROWSER = pytest.mark.skipif(not CHROMIUM or AXE is None, reason="Chromium or axe-core is not installed")


def opened(browser: Any, file: Path, width: int = 1280, scheme: str = "light", place: str = "", **options: Any) -> Any:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **options)
    page = context.new_page()
    page.goto(f"{file.as_uri()}{place}")
    return page


def judge(page: Any, axe: str) -> tuple[list[str], list[str]]:
    """Return what axe-core finds wrong, and what it cannot tell and is not looked at elsewhere."""
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations', 'incomplete']})")
    wrong = [f"{rule['id']}: {node['html'][:120]}" for rule in found["violations"] for node in rule["nodes"]]
    open_ones = [
        f"{rule['id']}: {node['html'][:120]}"
        for rule in found["incomplete"]
        for node in rule["nodes"]
        if not (rule["id"] == "color-contrast" and page.evaluate(EXPLAINED, node["target"][0]))
    ]
    return wrong, open_ones


EXPLAINED = """selector => {
  const found = document.querySelector(selector)
  return found.closest('.tiles, .scrolls, .glance-map, .plot') !== null || found.textContent.trim().length === 1
}"""
