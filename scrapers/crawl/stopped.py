"""A crawl that ends before it is through."""

from __future__ import annotations


class CrawlStopped(Exception):
    """The run was asked to stop, or its hours are over; what was fetched so far is in place and a next run
    goes on from there."""
