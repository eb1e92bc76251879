"""Catalogs of a project -> the components by which Weblate translates them in its own repository, one for each catalog.

They are what Weblate's ``import_json`` and its API take (field names of Weblate 5.14), read in its source. Checks are set to
hold what ``factsheet messages check`` holds: codes in any order, each that the English has. Weblate's own check of XML wants
them in the same order, which other languages cannot keep, so placeholders stand in for it. New languages are called by their
BCP 47 tags, as folders of locales are; what Weblate leaves out of them (``locale.yaml``) is CLDR's.
"""

from dataclasses import dataclass
from typing import Final

from factsheet_builder.languages.messages import LABELS, PARTIES, STUDIO

_CODES: Final = r'placeholders:r"</?(?:b|i|a[0-9]+)>|<(?:n[0-9]+|parties)/>"'
_LANGUAGES: Final = r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$"
_CONTENT: Final = (f"xml-text, ignore-xml-tags, {_CODES}", ("placeholders", "xml-invalid"))
_FLAGS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    LABELS: ("", ("python_brace_format",)),  # each entry with placeholders says so itself
    STUDIO: ("", ("python_brace_format",)),
    PARTIES: ("ignore-same", ()),  # many names are the same in several languages
}
MSGMERGE: Final = {
    "name": "weblate.gettext.msgmerge",
    "configuration": {"previous": True, "no_location": True, "fuzzy": False},
}
"""The add-on that brings catalogs up to date in Weblate; without guesses, which ``messages update`` makes with more care."""


@dataclass(frozen=True, slots=True)
class Repository:
    """Where Weblate finds the project."""

    address: str
    """Of the repository, as git takes it."""
    branch: str
    project: str
    """What the project is called in addresses of Weblate."""
    folder: str = ""
    """Of the project inside the repository; empty where that is its root."""


def components(domains: tuple[str, ...], repository: Repository) -> list[dict[str, object]]:
    """Return a component for each catalog; all after the first use the repository of the first."""
    return [_component(domain, domains[0], repository) for domain in domains]


def _component(domain: str, first: str, repository: Repository) -> dict[str, object]:
    flags, enforced = _FLAGS.get(domain, _CONTENT)
    inside = f"{repository.folder.strip('/')}/" if repository.folder.strip("/") else ""
    is_first = domain == first
    return {
        "name": domain.replace("-", " ").capitalize(),
        "slug": domain,
        "vcs": "git",
        "repo": repository.address if is_first else f"weblate://{repository.project}/{first}",
        **({"branch": repository.branch} if is_first else {}),
        "filemask": f"{inside}data/locales/*/LC_MESSAGES/{domain}.po",
        "new_base": f"{inside}data/locales/{domain}.pot",
        "template": "",
        "file_format": "po",
        "new_lang": "add",
        "language_code_style": "bcp",
        "language_regex": _LANGUAGES,
        "manage_units": False,
        "edit_template": False,
        "check_flags": flags,
        "enforced_checks": list(enforced),
    }
