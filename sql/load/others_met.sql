-- Purpose: whether another run may have met rows of this package before or after it, and be concerned by them: one
--          that is under way, or that ended since the package's first row was seen. Ordinarily there is none.
-- Grain:   one row. Inputs: runs, publishing, folded_rows.

SELECT count(*) > 0
FROM runs
WHERE
    portal_id = $portal_id
    AND run_id <> $run_id
    AND (
        finished_at IS NULL
        OR run_id IN (SELECT run_id FROM publishing)
        OR finished_at >= (SELECT min(seen_at) FROM folded_rows)
    );
