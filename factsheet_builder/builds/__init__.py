"""Many deliverables: what is owed, what is stale, and how finished files reach their folder."""
