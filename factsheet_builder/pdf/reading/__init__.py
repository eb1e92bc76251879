"""PDFs read back: tags, text, facts, what is wrong with them, what a screen reader would say."""
