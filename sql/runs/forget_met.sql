-- Purpose: a run that is through, and will not be taken up again, accepts no further rows. Runs after published.sql:
--          one that ended and is not published yet may still be taken up. Grain: run × section × item.
-- Inputs:  met_rows, runs.

DELETE FROM met_rows
WHERE run_id IN (SELECT run_id FROM runs WHERE finished_at IS NOT NULL);
