"""Laid-out pages -> PDF/X-4 for printers: inks, bleed, marks, and the check of all three."""
