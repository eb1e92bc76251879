"""What is known of the format PDF, below everything that speaks of factsheets."""
