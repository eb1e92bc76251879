"""Cross-references: what passages are counted by, what a reference can lead to, and what must hold of it."""
