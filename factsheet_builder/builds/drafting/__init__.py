"""What drafts are, and what a pack is made from."""
