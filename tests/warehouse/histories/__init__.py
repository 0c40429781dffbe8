"""Histories: thirty nights of a small home, drawn by a seed. After each the file that was published at the
cost of what the night changed is held, row by row, against one that was built anew from the same ledger.

`python -m tests.warehouse.histories --seed 7 --shrink` lives through one and looks for the fewest happenings
that still tell the two apart.
"""
