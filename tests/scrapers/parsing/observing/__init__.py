"""Letters, guides and the home page, read off pages of many makers."""
