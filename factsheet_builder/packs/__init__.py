"""From parts to a pack: PDFs joined with their meaning kept."""
