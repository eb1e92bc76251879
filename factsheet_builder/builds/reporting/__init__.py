"""What a folder of deliverables holds, at a glance: a page for people and a table for spreadsheets."""
