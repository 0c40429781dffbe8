"""Delivering messages: real servers on loopback."""
