"""The addresses of the screen Edit."""

from starlette.routing import BaseRoute, Route

from factsheet_builder.studio.screens.edit_screen.passage_arranging import arrange_passages, take_back
from factsheet_builder.studio.screens.edit_screen.passage_writing import save_passage
from factsheet_builder.studio.screens.edit_screen.preview_frames import page_frame, pdf_file, pdf_frame, picture
from factsheet_builder.studio.screens.edit_screen.sheet_list import new_sheet, sheet_list
from factsheet_builder.studio.screens.edit_screen.sheet_screen import edit
from factsheet_builder.studio.screens.edit_screen.typed_pages import look_at_typed
from factsheet_builder.studio.screens.edit_screen.word_arrivals import MOST_BYTES, send_word, take_word, word_seen
from factsheet_builder.studio.server.routing import write_route


def routes() -> list[BaseRoute]:
    """Return the routes of the screen."""
    return [
        Route("/edit", sheet_list, name="edit-list"),
        write_route("/edit/new", new_sheet, name="edit-new"),
        write_route("/edit/word", send_word, name="edit-word", most_bytes=MOST_BYTES + 100_000, most_files=1),
        Route("/edit/word/{key}", word_seen, name="edit-word-seen"),
        write_route("/edit/word/{key}", take_word, name="edit-word-take"),
        Route("/edit/{sheet}", edit, name="edit"),
        write_route("/edit/{sheet}/save", save_passage, name="edit-save"),
        write_route("/edit/{sheet}/arrange", arrange_passages, name="edit-arrange"),
        write_route("/edit/{sheet}/undo", take_back, name="edit-undo"),
        write_route("/edit/{sheet}/look", look_at_typed, name="edit-look"),
        Route("/edit/{sheet}/page", page_frame, name="edit-page"),
        Route("/edit/{sheet}/pdf", pdf_frame, name="edit-pdf"),
        Route("/edit/{sheet}/pdf/{key}", pdf_file, name="edit-pdf-file"),
        Route("/edit/{sheet}/pdf/{key}/{number:int}", picture, name="edit-picture"),
    ]
