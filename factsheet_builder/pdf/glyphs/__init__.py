"""The letters behind painted glyphs, in logical order, so that a PDF reads as its source does."""
