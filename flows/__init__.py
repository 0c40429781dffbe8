"""Prefect flows, the table of deployments and the command line: wiring only, no logic of its own."""

from scrapers.garbage import collect_rarely

# Before the rest is imported: what commands import are objects by the hundred thousand that stay.
collect_rarely()
