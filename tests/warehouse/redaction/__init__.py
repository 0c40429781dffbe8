"""Taking out what must not be kept."""
