"""What kind of page it is: somebody's content, or a challenge, a stub, a soft 404, a search, an article."""
