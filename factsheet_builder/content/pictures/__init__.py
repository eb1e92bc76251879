"""Picture files: what they may cost, and how they become what pages and browsers show."""
