"""Whole nights over the sample portal: what faults, kills and changes leave in the published file."""
