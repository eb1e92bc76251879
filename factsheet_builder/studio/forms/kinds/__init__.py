"""The fields of each kind of passage, written by hand."""
