"""Tests; they mirror the rooms. `tests/portal` is the sample county portal."""
