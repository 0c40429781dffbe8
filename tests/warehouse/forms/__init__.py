"""The office's forms and their identities."""
