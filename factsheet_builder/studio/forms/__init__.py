"""Forms of the passages of a factsheet, which work without a script.

A screen asks ``around`` what forms offer, lists ``passages_to_edit``, shows ``form_of`` one of them (by
``templates/studio/parts/fields.html``), and makes of what was sent (``posted_of``) the edits by ``read_form``. Where a button
named ``do`` was pressed whose value ``rearranged`` knows, it shows ``form_of`` what that returns and saves nothing. What may
be added after a passage or in it is said by ``additions``, made by ``added``; ``moved`` and ``removed`` are edits as well.
To take a passage away with the notes that it alone calls, or a note with its calls, make the edits of ``taken_away``.
"""

from factsheet_builder.studio.forms.choices_here import Around as Around
from factsheet_builder.studio.forms.choices_here import around as around
from factsheet_builder.studio.forms.edits import Action as Action
from factsheet_builder.studio.forms.edits import FormEdit as FormEdit
from factsheet_builder.studio.forms.edits import made as made
from factsheet_builder.studio.forms.field_problems import problems_by_field as problems_by_field
from factsheet_builder.studio.forms.flattening import Posted as Posted
from factsheet_builder.studio.forms.flattening import posted_of as posted_of
from factsheet_builder.studio.forms.form_views import FormView as FormView
from factsheet_builder.studio.forms.handles import Handle as Handle
from factsheet_builder.studio.forms.handles import handle_of as handle_of
from factsheet_builder.studio.forms.handles import own_value as own_value
from factsheet_builder.studio.forms.handles import passages_to_edit as passages_to_edit
from factsheet_builder.studio.forms.passage_forms import Filled as Filled
from factsheet_builder.studio.forms.passage_forms import form_of as form_of
from factsheet_builder.studio.forms.passage_forms import kind_words as kind_words
from factsheet_builder.studio.forms.passage_forms import read_form as read_form
from factsheet_builder.studio.forms.rearranging import rearranged as rearranged
from factsheet_builder.studio.forms.standing import added as added
from factsheet_builder.studio.forms.standing import additions as additions
from factsheet_builder.studio.forms.standing import at_path as at_path
from factsheet_builder.studio.forms.standing import moved as moved
from factsheet_builder.studio.forms.standing import removed as removed
from factsheet_builder.studio.forms.standing import taken_away as taken_away
