"""Word files that come from elsewhere, read part by part into pieces."""
