"""Measurements too long or too fickle for the tests: `make bench` prints them as ratios of one run.

Each measurement is a module with `measure(...)` that returns `Result` rows; what must not disturb another
(servers, crawls, peers) runs in a process of its own.
"""
