"""View of a folder's index -> one HTML page; the only page with a script, which narrows the list of Parties while one types.

The page is whole without it: the field is shown by the script itself, and the policy names the script by its digest.
"""

from typing import Final

from factsheet_builder.project import Project
from factsheet_builder.typesetting.design import Design
from factsheet_builder.typesetting.markup import Printer
from factsheet_builder.views.site_view import SiteView
from factsheet_builder.web.page_styles import page_style, policy_of, read_sheets

_TEMPLATE: Final = "web/site.html"
_SCRIPT: Final = "web/search.js"


def site_page(project: Project, view: SiteView, design: Design) -> bytes:
    """Return the page.

    Raises:
        SurroundingsError: a template or a stylesheet cannot be used.
    """
    sheets = read_sheets(project)
    printer = Printer(project.template_folders, sheets[0], medium="web")
    style, script = page_style(sheets, design), printer.source(_SCRIPT)
    raw = {"style": style, "script": script}
    return printer.page(_TEMPLATE, view, {"policy": policy_of(style, script)}, raw).encode()
