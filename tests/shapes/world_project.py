"""The brief on 193 States as a project: begun for its body with the register that ships, then written by an author."""

import re
import shutil
from pathlib import Path

from factsheet_builder.builds.starter import StarterRegister, start_project
from factsheet_builder.project import Project

FIXTURE = Path(__file__).parent.parent / "fixtures" / "world-brief" / "data"
BODY = "Office for Plain Names"
LONG_NAMES = {
    "GBR": "United Kingdom of Great Britain and Northern Ireland",
    "VCT": "Saint Vincent and the Grenadines",
    "COD": "Democratic Republic of the Congo",
}
_REGIONS = (
    ("africa", "Africa", "Afrique", "أفريقيا", "africa"),
    ("americas", "Americas", "Amériques", "الأمريكتان", "america|caribbean"),
    ("asia", "Asia", "Asie", "آسيا", "asia"),
    ("europe", "Europe", "Europe", "أوروبا", "europe"),
    ("oceania", "Oceania", "Océanie", "أوقيانوسيا", "zealand|nesia"),
)
_SUB_REGION = re.compile(r"  - id: (?P<id>[a-z-]+)\n    names: .*\n    parties: \[(?P<parties>.*)\]\n")


def begin_world(folder: Path) -> Project:
    """Begin the project in an empty folder, with the register of the starter, three names in full and five regions."""
    start_project(folder, BODY, StarterRegister.UN)
    shutil.copytree(FIXTURE, folder / "data", dirs_exist_ok=True)
    file = folder / "data" / "parties.yaml"
    text = file.read_text(encoding="utf-8")
    for code, name in LONG_NAMES.items():
        prose = name if code == "VCT" else f"the {name}"
        own = rf"\1en: [{{ name: {name}, prose: {prose}, source: office }}]"
        text = re.sub(rf"(- code: {code}\n(?:    .*\n)*?      )en: .*", own, text)
    text = text.replace("sources:\n", "sources:\n  office: Office for Plain Names, list of names in full\n")
    sub_regions = list(_SUB_REGION.finditer(text))
    for name, english, french, arabic, inside in _REGIONS:
        codes = ", ".join(one["parties"] for one in sub_regions if re.search(inside, one["id"]))
        names = f"{{ en: {english}, fr: {french}, ar: {arabic} }}"
        text += f"  - id: {name}\n    names: {names}\n    parties: [{codes}]\n    source: m49\n"
    file.write_text(text, encoding="utf-8")
    return Project(folder)
