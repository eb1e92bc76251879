"""From a view to a finished PDF."""
