"""Prefect flows, the table of deployments and the command line: wiring only, no logic of its own."""
