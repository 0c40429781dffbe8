"""Delivers a message to people: by e-mail, to a group robot, to a program; knows nothing of what it says."""
