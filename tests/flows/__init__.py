"""Tests of commands and flows, as a user meets them."""
