"""The words that portals use: versioned tables, no code."""
