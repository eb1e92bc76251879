"""How a factsheet says it in a locale."""
