-- Purpose: whether anything had been read by the instant of closing. Grain: one row.
-- Inputs:  closing, published.section_runs.

SELECT count(*) > 0
FROM published.main.section_runs
WHERE finished_at <= (SELECT until FROM closing);
