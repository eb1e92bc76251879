"""Files of content -> models: the only door to YAML, and all problems of a file at once."""
