"""In which language the studio speaks to a browser."""

import pytest

from .conftest import Asked


@pytest.mark.parametrize(
    ("cookie", "wished", "spoken"),
    [
        ("", "", ("en", "ltr", "Go to the content")),
        ("", "fr-CA,fr;q=0.9,en;q=0.8", ("fr", "ltr", "Aller au contenu")),
        ("en", "fr", ("en", "ltr", "Go to the content")),
        ("ar-XB", "fr", ("ar-XB", "rtl", "")),
        ("../fr", "uk, de;q=0.5", ("en", "ltr", "Go to the content")),
    ],
)
def test_the_browser_is_asked_which_language(
    still: Asked, cookie: str, wished: str, spoken: tuple[str, str, str]
) -> None:
    headers = {"Accept-Language": wished, **({"Cookie": f"studio-language={cookie}"} if cookie else {})}
    tag, direction, word = spoken
    page = still.get("/", headers=headers).text
    assert f'<html lang="{tag}" dir="{direction}">' in page
    assert word in page


def test_a_language_is_chosen_once(asked: Asked) -> None:
    assert asked.post("/language", {"language": "fr"}).status_code == 303
    assert '<html lang="fr"' in asked.get("/").text
    assert asked.post("/language", {"language": "de"}).status_code == 404
