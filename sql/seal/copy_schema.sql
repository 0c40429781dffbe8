-- Purpose: every table, view and comment of the published file in the new sealed one. Inputs: ready (no rows).

COPY FROM DATABASE ready TO sealed (SCHEMA);
