"""The text of one file and an edit -> the text with only the lines of that value changed; no files, no web."""

from factsheet_builder.editing.yaml_edits import digest_at as digest_at
from factsheet_builder.editing.yaml_edits import insert_entry as insert_entry
from factsheet_builder.editing.yaml_edits import move as move
from factsheet_builder.editing.yaml_edits import remove as remove
from factsheet_builder.editing.yaml_edits import set_value as set_value
from factsheet_builder.editing.yaml_edits import set_values as set_values
from factsheet_builder.editing.yaml_edits import value_at as value_at
