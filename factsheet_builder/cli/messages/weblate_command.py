"""The verb ``factsheet messages weblate``: what Weblate is to be told so that it translates the catalogs of a project."""

import json
from pathlib import Path
from typing import Annotated

import typer

from factsheet_builder.builds.store import commit
from factsheet_builder.builds.translation_desk import all_domains, load_sheets
from factsheet_builder.cli.console import ProjectOption, tell, tell_data
from factsheet_builder.errors import UsageError
from factsheet_builder.languages.exchange.weblate import Repository, components
from factsheet_builder.project import Project


def weblate_command(
    repository: Annotated[str, typer.Option("--repository", metavar="URL", help="Of git, as Weblate reaches it.")],
    branch: Annotated[str, typer.Option("--branch", metavar="NAME", help="The branch that is translated.")] = "main",
    slug: Annotated[
        str, typer.Option("--slug", metavar="NAME", help="What the project is called in addresses of Weblate.")
    ] = "factsheets",
    folder: Annotated[
        str, typer.Option("--folder", metavar="DIR", help="Of this project inside the repository, if not its root.")
    ] = "",
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write to this file.")] = None,
    project: ProjectOption = None,
) -> None:
    """Write the components for Weblate, one for each catalog, as its `import_json` reads them."""
    here = Project.at(project)
    sheets, common = load_sheets(here)
    domains = all_domains(here, sheets, common)
    names = tuple(domain for domain, messages in domains.items() if messages)
    if missing := [here.relative(here.template_path(name)) for name in names if not here.template_path(name).is_file()]:
        what = f"Weblate begins languages from templates, and there is no {', '.join(missing)}."
        raise UsageError.of("no-template", what, "Run `factsheet messages update` first.")
    found = components(names, Repository(repository, branch, slug, folder))
    if out is None:
        tell_data(found)
    else:
        commit(out, (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode())
        tell(f"wrote {out}: {len(found)} components")
