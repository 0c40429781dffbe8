"""Tests of the room that asks portals and reads their pages."""
