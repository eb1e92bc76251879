"""What stays of translations when content changes: whose they are now, and what is taken over."""
