"""List pages and the answers of their calls to a `ListPage`."""
