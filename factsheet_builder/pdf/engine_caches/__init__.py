"""What the engine worked out once and need not again: lines, drawn texts, pages; on or off, the bytes are the same."""
