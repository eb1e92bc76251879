"""The contents of a document, for one that turns out to be long: its sections, each with the page that it begins on."""

from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.views.block_views import BlockView, SectionView
from factsheet_builder.views.contents_view import ContentsSection, SectionListView
from factsheet_builder.views.document_view import CONTENTS
from factsheet_builder.views.spans import Span


def section_list(blocks: tuple[BlockView, ...], localiser: Localiser) -> SectionListView:
    """Return the contents of a document of these blocks."""
    sections = []
    for block in blocks:
        if isinstance(block, SectionView):
            address = f"#{block.id}"
            link = Span("link", spans=block.title, address=address)
            sections.append(ContentsSection((link,), (Span("page", address=address),)))
    return SectionListView(CONTENTS, localiser.say("Contents"), tuple(sections))
