"""Units ↔ a table in a Word file (Office Open XML, ECMA-376), for reviewers who work with nothing else."""
