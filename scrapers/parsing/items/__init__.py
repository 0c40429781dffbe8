"""Item pages to an `ItemPage`."""
