"""Published reports read."""
