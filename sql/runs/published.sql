-- Purpose: what the ledger knows is published, and so is what every ended run brought. Grain: one run.
-- Inputs:  publishing.

DELETE FROM publishing;
